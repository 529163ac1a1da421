package org.widelimit.validation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.model.FactorisedSaliency;
import org.widelimit.graphon.model.NeuronFactors;
import org.widelimit.graphon.model.SaliencyNoise;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.MeanEstimate;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.ValueClaim;

/** What the graphon claims are made of: their helpers, and their numbers against values from elsewhere. */
class GraphonMeasurementsTest {

    private static final DenseBackend BACKEND = DenseBackends.preferred();

    private static Measurement measure(String id, double knob, int replicate) throws Exception {
        Claim claim = StandardCatalogue.load().claim(id);
        return claim.measure(new CellContext(new Cell(id, knob, replicate), 3, BACKEND));
    }

    /** Trace ratios of an independent prototype for L = 3 and c = 0.3, with three, two and one masked layers. */
    @ParameterizedTest
    @CsvSource({"3, 0.07425", "2, 0.195", "1, 0.475"})
    void profilesOnSomeLayersHaveTheTraceRatioOfTheirShares(int masked, double ratio) {
        GraphonChain chain = RandomChains.constant(0.3, false, masked > 2, masked > 1, true);
        KernelOptions options = KernelOptions.of(Activations.RELU, 3);
        DMatrixRMaj x = RandomStreams.of(1).stream().gaussianMatrix(5, 7);
        DMatrixRMaj profile = Kernels.graphon(chain, options, Variant.VARIANCE_PROFILE, x, BACKEND)
                .ntk();
        assertThat(Kernels.traceRatio(
                        profile, Kernels.dense(options, x, BACKEND).ntk()))
                .isCloseTo(ratio, within(1e-14));
    }

    /** kappa = 0.6498 and 0.9287 to four digits, from the closed form evaluated elsewhere. */
    @ParameterizedTest
    @CsvSource({"graphon/C7, 0.2, 0.6498", "graphon/C7-half, 0.5, 0.9287"})
    void magnitudeTargetsHaveTheKnownSecondMoment(String id, double c, double kappa) {
        ValueClaim claim = (ValueClaim) StandardCatalogue.load().claim(id);
        double target = claim.card().statement().target().value();
        assertThat(Math.cbrt(target / c)).isCloseTo(kappa, within(5e-5));
    }

    @Test
    void countingTheGradientsOfPrunedWeightsGivesThePrintedExponent() throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int r = 0; r < 40; r++) {
            ratios.add(measure("graphon/C3", 128, r).number("trace ratio with the gradients of pruned weights"));
        }
        MeanEstimate mean =
                MeanEstimate.of(ratios.stream().mapToDouble(Double::doubleValue).toArray());
        assertThat(mean.interval(1e-4).contains(0.027)).isTrue();
        assertThat(mean.interval(1e-4).upper()).isLessThan(1.5 * 0.027);
    }

    @Test
    void eachConditionOfTheCollapseIsNeeded() throws Exception {
        Measurement shapes = measure("graphon/C6", 3, 0);
        assertThat(shapes.number("masked ReLU, dense input layer")).isLessThan(1e-14);
        assertThat(shapes.number("masked leaky ReLU, dense input layer")).isLessThan(1e-14);
        double least = shapes.number("variance profile");
        for (String broken : List.of("tanh", "bias", "input layer of full rank")) {
            least = Math.min(least, shapes.number(broken));
        }
        assertThat(shapes.number("least of the four")).isEqualTo(least).isGreaterThan(0.01);
    }

    /** The mean of two sample variances of n binomial degrees has the relative standard deviation n^(-1/2). */
    @ParameterizedTest
    @ValueSource(strings = {"graphon/C12", "graphon/C12-magnitude"})
    void degreesAreBinomialUnlessTheMethodLooksAtData(String id) throws Exception {
        Measurement degrees = measure(id, 250, 0);
        assertThat(degrees.number("variance of the degrees over binomial")).isCloseTo(1, within(5 / Math.sqrt(250)));
        assertThat(degrees.number("variance of the degrees over binomial, SNIP"))
                .isGreaterThan(5);
    }

    /** With one factor for all neurons the columns do not depend on u: the three means are one number, the product of the columns. */
    @Test
    void neuronsThatAreAlikeJoinTheirCoordinatesIndependently() {
        FactorisedSaliency model =
                FactorisedSaliency.of(v -> 1 + v, NeuronFactors.constant(), SaliencyNoise.UNIFORM_MAGNITUDE, 0.4);
        JoinedMeans means = JoinedMeans.of(model, 4, new int[] {1, 3});
        double product = model.density(0.5, 0.375) * model.density(0.5, 0.875);
        assertThat(product).isBetween(0.1, 0.3);
        assertThat(means.integral()).isCloseTo(product, within(1e-12));
        assertThat(means.independent()).isCloseTo(product, within(1e-12));
        assertThat(means.floor()).isLessThan(product);
    }

    /**
     * Factors uniform on [0, 1], weights uniform on [-3^(1/2), 3^(1/2)], one profile value: W(u) = (1 - t/u)_+, so that int W^2 du = 1 -
     * t^2 + 2 t log t and int W du = 1 - t + t log t, the density.
     */
    @Test
    void meansOfJoinedNeuronsAreThoseInClosedForm() {
        double t = 0.3;
        double density = 1 - t + t * Math.log(t);
        FactorisedSaliency model =
                FactorisedSaliency.of(v -> 1, NeuronFactors.uniform(0, 1), SaliencyNoise.UNIFORM_MAGNITUDE, density);
        JoinedMeans means = JoinedMeans.of(model, 2, new int[] {0, 1});
        assertThat(means.integral()).isCloseTo(1 - t * t + 2 * t * Math.log(t), within(1e-4));
        assertThat(means.independent()).isCloseTo(density * density, within(1e-4));
        // (1 - u) (1 - t/u)^2 is largest where u^2 + t u - 2 t = 0.
        double u = (-t + Math.sqrt(t * t + 8 * t)) / 2;
        assertThat(means.floor()).isCloseTo((1 - u) * Math.pow(1 - t / u, 2), within(1e-4));
    }

    /** Thresholds by adaptive quadrature and sums over the entries in Python (SciPy). */
    @Test
    void momentsOfJoinedNeuronsAreThoseOfAnotherComputation() {
        double[] profile = new double[8];
        Arrays.setAll(profile, j -> 0.3 + 1.7 * Math.pow((j + 0.5) / 8, 2));
        JoinedMoments moments = JoinedMoments.of(profile, 0.5, 64, new int[] {4, 5, 6, 7});
        assertThat(moments.independent()).isCloseTo(10.036276324372931, within(1e-6));
        assertThat(moments.underOneThreshold()).isCloseTo(7.754573311335079, within(1e-5));
    }

    /** With one coordinate N is the number of kept weights, which the threshold fixes. */
    @Test
    void oneCoordinateLeavesNothingToVary() {
        JoinedMoments moments = JoinedMoments.of(new double[] {1}, 0.3, 40, new int[] {0});
        assertThat(moments.underOneThreshold()).isCloseTo(0, within(1e-12));
        assertThat(moments.independent()).isGreaterThan(1);
    }

    /** The blocks' cut distance to the constant is 1/16, and masks of width n are (c (1 - c) / n)^(1/2) times 0.5 to 0.9 from it. */
    @Test
    void masksOfAlternatingWidthsStayApart() throws Exception {
        Measurement apart = measure("graphon/C11-printed", 128, 0);
        double noise = 0.0625 - apart.number("cut distance of the masks of widths n and 4n, a lower bound");
        assertThat(noise / Math.sqrt(0.21 / 128)).isBetween(0.5, 0.9);
    }

    @Test
    void shapesDoNotDependOnScale() {
        DMatrixRMaj a = new DMatrixRMaj(2, 2, true, 2, 1, 1, 4);
        DMatrixRMaj b = new DMatrixRMaj(2, 2, true, 6, 3, 3, 12);
        assertThat(Kernels.shapeDifference(a, b)).isCloseTo(0, within(1e-15));
        assertThat(Kernels.relativeError(a, b)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(Kernels.error(b, 2, a)).isCloseTo(0.5, within(1e-15));
        DMatrixRMaj c = new DMatrixRMaj(2, 2, true, 3, 1, 1, 3);
        assertThat(Kernels.shapeDifference(c, a)).isCloseTo(Math.sqrt(2.0 / 22), within(1e-15));
    }

    @Test
    void masksOfANetworkHaveTheDensitiesOfTheirGraphons() {
        GraphonChain chain = KernelConvergenceClaims.structured();
        Mlp network = FiniteNetworks.masked(chain, 256, 20, 8, BACKEND, RandomStreams.of(4));
        assertThat(network.layers()).isEqualTo(4);
        for (int l = 0; l < 4; l++) {
            Mask mask = network.masks().get(l);
            double c = chain.layers().get(l).edgeDensity();
            double entries = (double) mask.rows() * mask.columns();
            assertThat(mask.density()).as(mask.name()).isCloseTo(c, within(5 * Math.sqrt(c * (1 - c) / entries)));
        }
    }

    /** The blocks are all subsets with their probabilities, and each coordinate is kept with density c. */
    @Test
    void subsetsOfInputsHaveTheDensityOfTheMask() {
        StepGraphon subsets = RandomSpectrumClaims.subsets(6, 0.3);
        assertThat(subsets.edgeDensity()).isCloseTo(0.3, within(1e-15));
        assertThat(subsets.rowEdges()).hasSize(65).isSorted();
        assertThat(subsets.rowEdges()[1]).as("no coordinate").isCloseTo(Math.pow(0.7, 6), within(1e-15));
    }

    /** With all coordinates kept by every unit it is the kernel of the first layer, q (pi - t) / (2 pi). */
    @Test
    void theKernelOfAMaskIsTheMeanOverItsUnits() {
        DMatrixRMaj x = new DMatrixRMaj(2, 2, true, 1, 0, 0, 2);
        DMatrixRMaj dense = TargetNormClaims.kernel(Mask.dense("layer1", 3, 2), x);
        assertThat(dense.get(0, 0)).isCloseTo(0.25, within(1e-15));
        assertThat(dense.get(1, 1)).isCloseTo(1, within(1e-15));
        assertThat(dense.get(0, 1)).isZero();
        Mask half = Mask.from("layer1", new DMatrixRMaj(2, 2, true, 1, 0, 1, 1));
        DMatrixRMaj y = new DMatrixRMaj(2, 2, true, 1, 1, 1, -1);
        DMatrixRMaj masked = TargetNormClaims.kernel(half, y);
        // The first unit sees 1 and 1: q = 1/2, t = 0; the second sees orthogonal vectors.
        assertThat(masked.get(0, 1)).isCloseTo(0.5 * 0.5 * 0.5, within(1e-15));
        assertThat(masked.get(0, 0)).isCloseTo(0.5 * (0.25 + 0.5), within(1e-15));
    }

    /** Claims that begin at scale standard, on networks small enough for a test. */
    @ParameterizedTest
    @CsvSource({
        "graphon/C20-snip, 24",
        "graphon/C20-synflow, 24",
        "graphon/C21-snip, 16",
        "graphon/C21-synflow, 16",
        "graphon/C21-trace, 24",
        "graphon/C19-rank, 64",
    })
    void measuresTheSameTwice(String id, double width) throws Exception {
        assertThat(measure(id, width, 0)).isEqualTo(measure(id, width, 0)).isNotEqualTo(measure(id, width, 1));
    }

    @Test
    void trainingLosesLossAndTheDenseNetworkMost() throws Exception {
        Measurement losses = measure("graphon/C21-snip", 32, 0);
        double dense = losses.number("loss after 200 steps, dense");
        assertThat(dense).isLessThan(0.5);
        assertThat(losses.number("loss after 200 steps, Random")).isBetween(dense, Math.log(10) + 0.1);
    }

    @Property(tries = 100)
    void edgesAreAPartition(@ForAll @IntRange(min = 1, max = 64) int blocks, @ForAll long seed) {
        double[] edges = RandomChains.edges(blocks, RandomStreams.of(seed).stream());
        assertThat(edges)
                .hasSize(blocks + 1)
                .startsWith(0)
                .endsWith(1)
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
