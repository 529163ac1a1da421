package org.widelimit.validation.cli;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.estimate.GraphonEstimator;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.report.FigurePage;
import org.widelimit.validation.report.HeatmapFigure;

/** The page of {@code graphon --html}: {@link LayerMaps} of one layer, or of all layers of a chain, one below the other. */
final class GraphonPage {

    private GraphonPage() {}

    /**
     * One layer.
     *
     * @param masks those of the estimate; the first one is drawn
     * @param graphon the estimate
     * @param reading flatness and its null, in words
     */
    static String ofLayer(
            String title,
            List<Mask> masks,
            StepGraphon graphon,
            GraphonEstimator estimator,
            String reading,
            RandomStreams random) {
        RandomStream stream = random.child("page").stream();
        List<Mask> noise = new ArrayList<>();
        for (Mask each : masks) {
            noise.add(
                    each.isGraph()
                            ? NullModels.erdosRenyi("null", each, stream)
                            : NullModels.uniform("null", each.rows(), each.columns(), each.keptCount(), stream));
        }
        StepGraphon nothing = estimator.estimate(noise, random.child("page")).graphon();
        LayerMaps maps = new LayerMaps(masks.get(0), graphon, nothing, estimator.name(), reading);
        return FigurePage.toHtml(title, List.of(maps.figure("graphon", title)));
    }

    /**
     * All layers of a network.
     *
     * @param chains those of the estimate; the first one is drawn
     * @param graphons the estimate
     * @param readings of each layer: flatness and its null, in words
     */
    static String ofChain(
            String title,
            List<MaskChain> chains,
            GraphonChain graphons,
            GraphonEstimator estimator,
            List<String> readings,
            RandomStreams random) {
        RandomStreams page = random.child("page");
        List<MaskChain> noise = new ArrayList<>();
        for (MaskChain chain : chains) {
            noise.add(NullModels.erdosRenyi(chain, page.child("replicate", noise.size())));
        }
        GraphonChain nothing = estimator.estimateChain(noise, page).graphons();
        List<HeatmapFigure> figures = new ArrayList<>();
        for (Mask mask : chains.get(0).layers()) {
            int l = figures.size();
            LayerMaps maps = new LayerMaps(
                    mask, graphons.layers().get(l), nothing.layers().get(l), estimator.name(), readings.get(l));
            figures.add(maps.figure("graphon-" + (l + 1), mask.name()));
        }
        return FigurePage.toHtml(title, figures);
    }
}
