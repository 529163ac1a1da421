package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.model.FactorisedSaliency;
import org.widelimit.graphon.model.NeuronFactors;
import org.widelimit.graphon.model.SaliencyNoise;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.numerics.stats.MeanEstimate;
import org.widelimit.validation.claim.BoundClaim;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/**
 * graphon/C22: the number N of neurons that a mask joins to all k active coordinates, on which the universal approximation theorem
 * for pruned networks rests.
 *
 * <p>All entries of a mask share one threshold, so they are not independent: a mask that keeps many weights of one neuron keeps fewer
 * of the others. These claims are about masks with that threshold.
 */
final class ConnectedNeuronClaims {

    private static final double DENSITY = 0.2;
    private static final int ACTIVE = 4;
    private static final FactorisedSaliency MODEL = FactorisedSaliency.of(
            v -> 0.3 + 1.7 * v * v, NeuronFactors.halfNormal(), SaliencyNoise.GAUSSIAN_MAGNITUDE, DENSITY);

    private static final int MASKS = 200;
    private static final double SIGMAS = 5;
    private static final String MEAN = "joined neurons over n times the integral";
    private static final String INDEPENDENT = "joined neurons over n times the product of the column densities";
    private static final String FLOOR = "joined neurons over n times alpha p^k";
    private static final String SLACK = "slack of the tail bound";
    private static final String STRONGER = "slack of the bound exp(-2 alpha n p^k)";
    private static final String AT_MEAN = "slack of the bound for N < alpha n p^k";

    private ConnectedNeuronClaims() {}

    static List<Claim> claims() {
        return List.of(mean(), variance(), tail());
    }

    private static Claim mean() {
        Map<Integer, JoinedMeans> means = new ConcurrentHashMap<>();
        return ValueClaim.named("graphon/C22")
                .states(
                        "In masks of the Factorised Saliency Model, cut by one threshold (density 0.2, n neurons, n/8 input"
                                + " coordinates), the number N of neurons joined to all of four coordinates is n int W(u, v_1)"
                                + " ... W(u, v_4) du in the mean. That is more than the theorem's floor alpha n p^k, as a neuron"
                                + " with a large factor is joined to all four.")
                .formula("\\mathbb{E} N / n \\to \\int \\prod_{j=1}^{k} W(u, v_j) \\, du \\ge \\alpha p^k")
                .derived(GraphonPapers.PRUNING_LENS, "abstract: universal approximation on active coordinates")
                .knob("n")
                .at(Scale.QUICK, Sweep.over(256, 512, 1024).replicates(256, 4096))
                .at(Scale.STANDARD, Sweep.over(512, 1024, 2048, 4096).replicates(64, 256))
                .measures(MEAN, cell -> joinedNeurons(cell, means))
                .is(1)
                .within(0.05, "5 % of the number of neurons")
                .bias(Bias.ofOrder(1))
                .falsehood("There are 10 % more.", 1.1)
                .falsehood("Edges of a neuron are independent: the product of the columns' densities.", INDEPENDENT)
                .falsehood("There are as many as the floor says, with the best alpha.", FLOOR)
                .costs(5)
                .build();
    }

    /** The means depend on n alone and are the same for every mask. */
    private static Measurement joinedNeurons(CellContext cell, Map<Integer, JoinedMeans> meansByN) {
        int n = cell.size();
        int d = n / 8;
        int[] active = {d / 4, d / 2, 3 * d / 4, d - 1};
        Mask mask = MODEL.prune("mask", n, d, FactorisedSaliency.Neurons.DRAWN, cell.random().child("mask").stream())
                .mask();
        double joined = joined(mask, active, 0);
        JoinedMeans means = meansByN.computeIfAbsent(n, size -> JoinedMeans.of(MODEL, d, active));
        return Measurement.of(MEAN, joined / (n * means.integral()))
                .and(INDEPENDENT, joined / (n * means.independent()))
                .and(FLOOR, joined / (n * means.floor()));
    }

    private static final double[] PROFILE = IntStream.range(0, 8)
            .mapToDouble(j -> 0.3 + 1.7 * Math.pow((j + 0.5) / 8, 2))
            .toArray();
    private static final int[] LAST_FOUR = {4, 5, 6, 7};
    private static final double HALF = 0.5;
    private static final FactorisedSaliency FEW_COORDINATES =
            FactorisedSaliency.of(PROFILE, NeuronFactors.halfNormal(), SaliencyNoise.GAUSSIAN_MAGNITUDE, HALF);

    private static final int DRAWS = 400;
    private static final String VARIANCE = "variance of the joined neurons over that under one threshold";
    private static final String BINOMIAL = "variance of the joined neurons over that of independent entries";

    private static Claim variance() {
        Map<Integer, JoinedMoments> moments = new ConcurrentHashMap<>();
        return ValueClaim.named("graphon/C22-variance")
                .states(
                        "One threshold for all entries makes them dependent: a mask that keeps many weights here keeps fewer"
                                + " there. In masks of the Factorised Saliency Model (density 0.5, n neurons on a grid, 8 input"
                                + " coordinates) the number N of neurons joined to four of the coordinates varies less than for"
                                + " independent entries, by the response of N to the threshold. The number is the variance over"
                                + " 400 masks divided by that of the formula.")
                .formula(
                        "\\operatorname{Var} N = \\operatorname{Var}_0 (N - s K), \\quad s = \\frac{d \\, \\mathbb{E} N / d \\tau}"
                                + "{d \\, \\mathbb{E} K / d \\tau}, \\quad K = \\sum_{ij} m_{ij}, \\quad"
                                + " \\operatorname{Var}_0 \\text{ of independent entries}")
                .derived(
                        GraphonPapers.PRUNING_LENS,
                        "abstract: universal approximation on active coordinates; the threshold moves by -(K - E K) / K'(tau),"
                                + " and N with it")
                .knob("n")
                .at(Scale.QUICK, Sweep.over(64, 128, 256).replicates(32, 128))
                .measures(VARIANCE, cell -> variances(cell, moments))
                .is(1)
                .within(0.05, "5 % of the variance")
                .bias(Bias.ofOrder(1))
                .falsehood("Entries are independent: Var N is that of n independent neurons.", BINOMIAL)
                .falsehood("The threshold takes away 10 % more.", 0.9)
                .costs(5)
                .build();
    }

    /** The moments depend on n alone and are the same for every mask. */
    private static Measurement variances(CellContext cell, Map<Integer, JoinedMoments> momentsByN) {
        int n = cell.size();
        RandomStream stream = cell.random().child("masks").stream();
        double[] joined = new double[DRAWS];
        Arrays.setAll(
                joined,
                t -> joined(
                        FEW_COORDINATES
                                .prune("mask", n, PROFILE.length, FactorisedSaliency.Neurons.ON_GRID, stream)
                                .mask(),
                        LAST_FOUR,
                        0));
        double variance = DRAWS * Math.pow(MeanEstimate.of(joined).standardError(), 2);
        JoinedMoments moments = momentsByN.computeIfAbsent(n, size -> JoinedMoments.of(PROFILE, HALF, size, LAST_FOUR));
        return Measurement.of(VARIANCE, variance / moments.underOneThreshold())
                .and(BINOMIAL, variance / moments.independent());
    }

    private static Claim tail() {
        return BoundClaim.named("graphon/C22-tail")
                .states(
                        "On any rectangle of the graphon with edge floor p, over a share alpha of the neurons, fewer than half"
                                + " of alpha n p^k neurons are joined to all k active coordinates with a probability of at most"
                                + " exp(-alpha n p^k / 8), although one threshold makes the entries dependent. Every instance is"
                                + " a random model (its profile, factors, density, n = 16 to 80, k = 1 to 4) with 200 masks; the"
                                + " slack allows the frequency five standard errors and 0.02.")
                .formula("P(N < \\alpha n p^k / 2) \\le \\exp(-\\alpha n p^k / 8)")
                .derived(GraphonPapers.PRUNING_LENS, "abstract: universal approximation on active coordinates")
                .measures(SLACK, ConnectedNeuronClaims::tailSlack)
                .falsehood("The probability is at most exp(-2 alpha n p^k).", STRONGER)
                .falsehood("The bound holds for N < alpha n p^k as well.", AT_MEAN)
                .costs(5)
                .build();
    }

    private static Measurement tailSlack(Instance instance) {
        int n = instance.dimension(16, 80);
        int k = instance.dimension(1, ACTIVE);
        int d = k + instance.dimension(0, 8);
        double c = instance.uniform(0.3, 0.9);
        double steepness = instance.index() % 2 == 0 ? 0 : instance.uniform(0, 1);
        double spread = instance.index() % 2 == 0 ? 0 : instance.uniform(0, 1);
        double share = instance.uniform(0.3, 1);
        FactorisedSaliency model = FactorisedSaliency.of(
                v -> 1 + steepness * v,
                NeuronFactors.uniform(1 - spread / 2, 1 + spread / 2),
                SaliencyNoise.GAUSSIAN_MAGNITUDE,
                c);
        int[] active = new int[k];
        Arrays.setAll(active, j -> d - 1 - j);
        int first = (int) Math.floor((1 - share) * n);
        double floor = model.density((double) first / n, (d - k + 0.5) / d);
        double expected = (n - first) * Math.pow(floor, k);
        int belowHalf = 0;
        int belowMean = 0;
        RandomStream stream = instance.random().child("masks").stream();
        for (int m = 0; m < MASKS; m++) {
            Mask mask = model.prune("mask", n, d, FactorisedSaliency.Neurons.ON_GRID, stream)
                    .mask();
            int joined = joined(mask, active, first);
            belowHalf += joined < expected / 2 ? 1 : 0;
            belowMean += joined < expected ? 1 : 0;
        }
        return Measurement.of(SLACK, slack(belowHalf, expected / 8))
                .and(STRONGER, slack(belowHalf, 2 * expected))
                .and(AT_MEAN, slack(belowMean, expected / 8));
    }

    /** exp(-exponent) and five standard errors, minus the frequency. The 0.02 covers the rare events, whose frequency is not normal. */
    private static double slack(int times, double exponent) {
        double bound = Math.exp(-exponent);
        double error = Math.sqrt(bound * (1 - bound) / MASKS);
        return bound + SIGMAS * error + 0.02 - (double) times / MASKS;
    }

    /** Number of rows from {@code first} on that have all these columns. */
    static int joined(Mask mask, int[] columns, int first) {
        int joined = 0;
        for (int i = first; i < mask.rows(); i++) {
            joined += hasAll(mask, i, columns) ? 1 : 0;
        }
        return joined;
    }

    private static boolean hasAll(Mask mask, int i, int[] columns) {
        for (int j : columns) {
            if (!mask.kept(i, j)) {
                return false;
            }
        }
        return true;
    }
}
