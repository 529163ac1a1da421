package org.widelimit.validation.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/**
 * Finished replicates of a claim, from which further studies are drawn with replacement.
 *
 * <p>A replicate is drawn as a whole, with its measurements at every value of the knob, so that what its cells share
 * stays together. The resampled studies know nothing that the pool does not hold: their truth is its mean, so that their
 * errors may be counted too high or too low; the smaller the pool, the less they say.
 */
final class ReplicatePool {

    private final Claim claim;
    private final Scale scale;
    private final List<Map<Double, Measurement>> replicates = new ArrayList<>();

    ReplicatePool(Claim claim, Scale scale) {
        this.claim = claim;
        this.scale = scale;
    }

    /**
     * Adds the replicates of one study that are complete.
     *
     * @param atMost replicates from this one on are left out: in many studies those of later rounds exist only where the
     * earlier ones were undecided, and would not be a fair sample
     */
    void add(Collection<CellResult> study, int atMost) {
        List<Double> knobs = claim.card().plan().at(scale).knobs();
        Map<Integer, Map<Double, Measurement>> byReplicate = new LinkedHashMap<>();
        for (CellResult result : study) {
            Cell cell = result.cell();
            if (cell.claim().equals(claim.id()) && cell.replicate() < atMost && result.measurement() != null) {
                byReplicate
                        .computeIfAbsent(cell.replicate(), r -> new LinkedHashMap<>())
                        .put(cell.knob(), result.measurement());
            }
        }
        byReplicate.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .filter(replicate -> replicate.keySet().containsAll(knobs))
                .forEach(replicates::add);
    }

    Claim claim() {
        return claim;
    }

    int size() {
        return replicates.size();
    }

    /** The cells of a study to the end of its budget, each replicate drawn with replacement. */
    List<CellResult> draw(RandomStream random) {
        Sweep sweep = claim.card().plan().at(scale);
        List<CellResult> cells = new ArrayList<>();
        for (int r = 0; r < sweep.most(); r++) {
            Map<Double, Measurement> drawn = replicates.get(random.nextInt(replicates.size()));
            for (double knob : sweep.knobs()) {
                cells.add(new CellResult(new Cell(claim.id(), knob, r), drawn.get(knob), null, 0));
            }
        }
        return cells;
    }
}
