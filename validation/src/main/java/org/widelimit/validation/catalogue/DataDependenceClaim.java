package org.widelimit.validation.catalogue;

import java.util.Arrays;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.pruning.PruningData;
import org.widelimit.networks.pruning.SnipPruner;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/** graphon/C14-printed: whether a limit graphon can depend on architecture, density and method alone. */
final class DataDependenceClaim {

    private static final int NEURONS = 256;
    private static final String OTHER_DATA = "density of the top sixteenth, d/16 informative coordinates minus all";
    private static final String SAME_DATA = "density of the top sixteenth, one network and data set minus another";

    private DataDependenceClaim() {}

    static Claim claim() {
        return ValueClaim.named("graphon/C14-printed")
                .states(
                        "The graphon that masks tend to depends on architecture, kept fraction and method alone. Then SNIP"
                                + " (one hidden layer of 256 neurons, d normal inputs, density 0.2) keeps as much of the sixteenth of"
                                + " the coordinates that it keeps most of, whether the labels are linear in d/16 of the coordinates"
                                + " or in all of them. The coordinates are sorted, so that relabelling makes no difference.")
                .formula("\\int_{15/16}^{1} \\int \\big(W(u, v) - W'(u, v)\\big) \\, du \\, dv = 0")
                .printed(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 4: a deterministic graphon that depends on architecture class, kept fraction and method")
                .knob("input dimension")
                .at(Scale.QUICK, Sweep.over(32, 64, 128).replicates(16, 64))
                .measures(OTHER_DATA, DataDependenceClaim::differences)
                .is(0)
                .within(0.05, "a quarter of the density")
                .expectedRefuted()
                .falsehood("With fewer informative coordinates it keeps less of them, by the density itself.", -0.2)
                .control("Another network and other data of the same law make no difference.", SAME_DATA)
                .costs(4)
                .build();
    }

    private static Measurement differences(CellContext cell) {
        int d = cell.size();
        RandomStreams random = cell.random();
        double few = topSixteenth(cell, d, d / 16, random.child("few"));
        double again = topSixteenth(cell, d, d / 16, random.child("again"));
        double many = topSixteenth(cell, d, d, random.child("many"));
        return Measurement.of(OTHER_DATA, few - many).and(SAME_DATA, few - again);
    }

    private static double topSixteenth(CellContext cell, int d, int informative, RandomStreams random) {
        Mlp network = HeterogeneousMaskClaims.shallow(d, NEURONS, random).withBackend(cell.backend());
        PruningData data = HeterogeneousMaskClaims.teacher(d, informative, 16 * d, random.child("data"));
        Mask mask = HeterogeneousMaskClaims.first(new SnipPruner(), network, data, random);
        int[] degrees = mask.columnDegrees();
        Arrays.sort(degrees);
        int top = d / 16;
        return Arrays.stream(degrees, d - top, d).average().orElseThrow() / mask.rows();
    }
}
