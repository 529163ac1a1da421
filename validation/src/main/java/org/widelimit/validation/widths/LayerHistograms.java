package org.widelimit.validation.widths;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.widelimit.graphon.StepGraphon;

/**
 * The histograms of one layer of one network and of its null models.
 *
 * @param width n
 * @param seed 0, 1, ... within the study
 * @param layer name
 * @param density of the pruner's mask
 * @param byModel one histogram for each model
 * @param twins one more histogram of each null model, from masks drawn again
 */
record LayerHistograms(
        int width,
        int seed,
        String layer,
        double density,
        Map<Model, StepGraphon> byModel,
        Map<Model, StepGraphon> twins) {

    LayerHistograms {
        byModel = new EnumMap<>(byModel);
        twins = new EnumMap<>(twins);
    }

    StepGraphon of(Model model) {
        return Objects.requireNonNull(byModel.get(model));
    }

    /** An independent draw of a null model. */
    StepGraphon twin(Model nullModel) {
        return Objects.requireNonNull(twins.get(nullModel));
    }
}
