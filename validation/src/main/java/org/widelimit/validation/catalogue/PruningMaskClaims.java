package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.SortedHistogram;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.graphon.estimate.SortingNull;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.pruning.MagnitudePruner;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningData;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.networks.pruning.RandomPruner;
import org.widelimit.networks.pruning.SnipPruner;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/** graphon/C11 and C12: what masks without structure look like, to the sorted histogram and in their degrees. */
final class PruningMaskClaims {

    private static final double DENSITY = 0.2;
    private static final int BLOCKS = 16;
    private static final int TRIALS = 30;

    /** Held-out histograms of so many trials alone: they are averaged to show that there is no bias, and take longest. */
    private static final int HELD_OUT_TRIALS = 4;

    private static final String SORTED = "RMS deviation over the formula, sorted";
    private static final String HELD_OUT = "RMS deviation over the formula, held out";
    private static final String SORTED_BIAS = "squared bias over the formula's square, sorted";
    private static final String HELD_OUT_BIAS = "squared bias over the formula's square, held out";

    private PruningMaskClaims() {}

    static List<Claim> claims() {
        return List.of(
                sortingBias(),
                heldOut(),
                binomialDegrees("graphon/C12", new RandomPruner()),
                binomialDegrees("graphon/C12-magnitude", new MagnitudePruner()));
    }

    private static Claim sortingBias() {
        return ValueClaim.named("graphon/C11")
                .states("The sorted histogram of Erdos-Renyi masks is not flat: its mean over 30 masks (16 blocks,"
                        + " density 0.2) deviates from c by (2 c (1 - c) / n)^(1/2), RMS over cells. The number is the"
                        + " ratio of the two.")
                .formula("\\mathrm{RMS}(\\bar H - c) = \\sqrt{2 c (1 - c) / n}")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 4 estimates by degree sorting; the noise of the degrees is sorted too")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(128, 256, 512).replicates(6, 12))
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024, 2048).replicates(8, 16))
                .measures(SORTED, cell -> {
                    Histograms histograms = Histograms.of(cell, TRIALS);
                    double formula = SortingNull.formula(cell.size(), cell.size(), DENSITY);
                    return Measurement.of(SORTED, rms(StepGraphon.mean(histograms.sorted)) / formula)
                            .and(HELD_OUT, rms(StepGraphon.mean(histograms.heldOut)) / formula);
                })
                .is(1)
                .within(0.05, "5 %: finite blocks and 30 trials move the ratio by 2 %")
                .bias(Bias.ofOrder(1))
                .falsehood("Rows alone are sorted: (c (1 - c) / n)^(1/2).", Math.sqrt(0.5))
                .falsehood("The constant is 10 % larger.", 1.1)
                .falsehood("The constant is 10 % smaller.", 0.9)
                .falsehood("A histogram with held-out sorting has the same bias.", HELD_OUT)
                .costs(5)
                .build();
    }

    private static Claim heldOut() {
        return ValueClaim.named("graphon/C11-held-out")
                .states("Held-out sorting has no such bias: the product of two independent estimates' deviations from"
                        + " c, mean over cells, in units of 2 c (1 - c) / n, is 0.")
                .formula("\\mathbb{E} \\, (H - c)(H' - c) = 0")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 4; entries of a Bernoulli mask in two disjoint sets of positions are independent")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(128, 256, 512).replicates(8, 32))
                .measures(HELD_OUT_BIAS, cell -> {
                    Histograms histograms = Histograms.of(cell, 2);
                    double formula = SortingNull.formula(cell.size(), cell.size(), DENSITY);
                    return Measurement.of(HELD_OUT_BIAS, crossDeviation(histograms.heldOut) / (formula * formula))
                            .and(SORTED_BIAS, crossDeviation(histograms.sorted) / (formula * formula));
                })
                .is(0)
                .within(0.05, "5 % of the squared bias of in-sample sorting")
                .falsehood("A tenth of the squared bias remains.", 0.1)
                .falsehood("In-sample sorting has none either.", SORTED_BIAS)
                .costs(2)
                .build();
    }

    /** Histograms of independent masks, by both sortings. */
    private record Histograms(List<StepGraphon> sorted, List<StepGraphon> heldOut) {

        static Histograms of(CellContext cell, int masks) {
            List<StepGraphon> sorted = new ArrayList<>();
            List<StepGraphon> heldOut = new ArrayList<>();
            EstimatorOptions options = new EstimatorOptions(BLOCKS, Sorting.IN_SAMPLE);
            for (int t = 0; t < masks; t++) {
                RandomStreams trial = cell.random().child("trial", t);
                Mask mask =
                        NullModels.erdosRenyi("mask", cell.size(), cell.size(), DENSITY, trial.child("mask").stream());
                sorted.add(SortedHistogram.estimate(mask, options, trial));
                if (t < HELD_OUT_TRIALS) {
                    heldOut.add(SortedHistogram.estimate(mask, options.withSorting(Sorting.HELD_OUT), trial));
                }
            }
            return new Histograms(sorted, heldOut);
        }
    }

    /** RMS deviation from the true density. */
    private static double rms(StepGraphon histogram) {
        return Math.sqrt(crossDeviation(List.of(histogram, histogram)));
    }

    /** Mean over cells, which are of equal size, of the product of two histograms' deviations from the true density. */
    private static double crossDeviation(List<StepGraphon> two) {
        DMatrixRMaj first = two.get(0).density();
        DMatrixRMaj second = two.get(1).density();
        double sum = 0;
        for (int k = 0; k < first.getNumElements(); k++) {
            sum += (first.data[k] - DENSITY) * (second.data[k] - DENSITY);
        }
        return sum / first.getNumElements();
    }

    private static final int HIDDEN = 3;
    private static final int EXAMPLES = 64;
    private static final String VARIANCE = "variance of the degrees over binomial";
    private static final String SNIP = "variance of the degrees over binomial, SNIP";

    private static Claim binomialDegrees(String id, Pruner pruner) {
        return ValueClaim.named(id)
                .states("Pruning by the method \"" + pruner.name()
                        + "\" leaves no structure: the degrees in a hidden layer have binomial variance. The number is"
                        + " n Var(degree / n) / (c (1 - c)), mean over rows and columns.")
                .formula("\\frac{n \\operatorname{Var}(\\deg / n)}{c (1 - c)} = 1")
                .printed(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 4.3: Random and Magnitude tend to the constant graphon")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(250, 500, 1000).replicates(8, 32))
                .measures(VARIANCE, cell -> {
                    Mlp network = network(cell);
                    return Measurement.of(VARIANCE, degreeVariance(pruned(pruner, PruningData.none(), network, cell)))
                            .and(SNIP, degreeVariance(pruned(new SnipPruner(), digits(cell, EXAMPLES), network, cell)));
                })
                .is(1)
                .within(0.1, "10 %, less than half the way to Poisson degrees")
                .falsehood("The degrees have Poisson variance.", 1 / (1 - DENSITY))
                .falsehood("The same holds for SNIP.", SNIP)
                .costs(8)
                .build();
    }

    private static Mlp network(CellContext cell) {
        Dataset digits = Dataset.digits();
        MlpShape shape = new MlpShape(
                digits.features(),
                Collections.nCopies(HIDDEN, cell.size()),
                digits.classes().size());
        return Mlp.initialise(
                        shape,
                        MlpOptions.ntk(Activations.RELU, 2, 0),
                        cell.random().child("network"))
                .withBackend(cell.backend());
    }

    static PruningData digits(CellContext cell, int examples) {
        Dataset batch = Dataset.digits().sample(examples, cell.random().child("batch").stream());
        return PruningData.of(batch, examples);
    }

    /** The mask between the second and the third hidden layer, of a global threshold. */
    private static Mask pruned(Pruner pruner, PruningData data, Mlp network, CellContext cell) {
        return pruner.prune(
                        network, data, PruningOptions.of(DENSITY), cell.random().child(pruner.name()))
                .network()
                .masks()
                .get(HIDDEN - 1);
    }

    /** Sample variances of the degrees over those of binomial ones with the mask's own density. */
    static double degreeVariance(Mask mask) {
        double c = mask.density();
        double rows = variance(mask.rowDegrees()) / (mask.columns() * c * (1 - c));
        double columns = variance(mask.columnDegrees()) / (mask.rows() * c * (1 - c));
        return (rows + columns) / 2;
    }

    private static double variance(int[] degrees) {
        double sum = 0;
        double squares = 0;
        for (int degree : degrees) {
            sum += degree;
            squares += (double) degree * degree;
        }
        int n = degrees.length;
        return (squares - sum * sum / n) / (n - 1);
    }
}
