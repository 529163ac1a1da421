package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activation;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class GraphonNtkTest {
    private static final Execution ONE = Execution.of(1);

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "relu",
                "leaky:0.2",
                "abs",
                "linear",
                "sign",
                "step",
                "rectified-power:2",
                "erf",
                "erf:1.2,0.7,0.3",
                "probit",
                "gelu",
                "tanh",
                "sigmoid",
                "silu",
                "softplus",
                "sin",
                "cos:1.2,0.8,0.3",
                "rbf:0.6",
                "gaussian",
                "gabor",
                "monomial:2",
                "polynomial:0.5,-1,0.25",
                "hermite:3");
    }

    @Property(tries = 80)
    void bothFormsAgreeWithTheDefinition(
            @ForAll("names") String name,
            @ForAll Variant variant,
            @ForAll Chains.Moments moments,
            @ForAll @IntRange(max = 3) int hidden,
            @ForAll @DoubleRange(max = 0.7) double bias,
            @ForAll @IntRange(min = 1, max = 1000) int seed) {
        KernelOptions options = KernelOptions.of(Activation.named(name), hidden).withVariances(1.8, bias);
        GraphonChain chain = Chains.random(seed, hidden + 1, moments);
        DMatrixRMaj x = Matrices.inputs(seed, 11, 5);
        DMatrixRMaj y = Matrices.inputs(seed + 1, 6, 5);
        GraphonNtk kernel = GraphonNtk.of(chain, options, variant);
        KernelPair forward = kernel.kernel(x, y);
        KernelPair backward = kernel.kernel(x, y, Form.BACKWARD, ONE);
        KernelPair expected = new GraphonNtkByDefinition(chain, options, variant).kernel(x, y);
        assertThat(Matrices.distance(forward.nngp(), expected.nngp())).isLessThan(1e-12);
        assertThat(Matrices.distance(forward.ntk(), expected.ntk())).isLessThan(1e-12);
        assertThat(Matrices.distance(backward.ntk(), forward.ntk())).isLessThan(1e-13);
        assertThat(Matrices.distance(backward.nngp(), forward.nngp())).isLessThan(1e-13);
    }

    @Property(tries = 25)
    void oneSetOfInputsGivesCovariances(
            @ForAll("names") String name,
            @ForAll Variant variant,
            @ForAll @DoubleRange(max = 0.7) double bias,
            @ForAll @IntRange(min = 1, max = 1000) int seed) {
        KernelOptions options = KernelOptions.of(Activation.named(name), 2).withVariances(2, bias);
        GraphonNtk kernel = GraphonNtk.of(Chains.random(seed, 3, Chains.Moments.OTHER), options, variant);
        DMatrixRMaj x = Matrices.inputs(seed, 70, 4);
        KernelPair pair = kernel.kernel(x);
        Matrices.assertCovariance(pair.nngp());
        if (variant == Variant.MASKED) {
            Matrices.assertCovariance(pair.ntk());
        }
        KernelPair crossed = kernel.kernel(x, x);
        assertThat(Matrices.distance(pair.nngp(), crossed.nngp())).isLessThan(1e-13);
        assertThat(Matrices.distance(pair.ntk(), crossed.ntk())).isLessThan(1e-13);
        KernelPair backward = kernel.kernel(x, Form.BACKWARD, ONE);
        assertThat(Matrices.distance(pair.ntk(), backward.ntk())).isLessThan(1e-13);
    }

    /** 120 digits for (nearly) equal, opposite and collinear inputs; the chain of the script. */
    @ParameterizedTest
    @CsvFileSource(resources = "near-graphon.csv", numLinesToSkip = 2)
    void nearlyCollinearInputs(
            double weightVariance,
            double biasVariance,
            double x0,
            double x1,
            double x2,
            double y0,
            double y1,
            double y2,
            double k,
            double theta) {
        KernelOptions options =
                KernelOptions.of(Activation.named("relu"), 3).withVariances(weightVariance, biasVariance);
        GraphonNtk kernel = GraphonNtk.of(scriptChain(), options, Variant.MASKED);
        DMatrixRMaj x = new DMatrixRMaj(new double[][] {{x0, x1, x2}});
        DMatrixRMaj y = new DMatrixRMaj(new double[][] {{y0, y1, y2}});
        double kSize =
                Math.sqrt(kernel.kernel(x).nngp().data[0] * kernel.kernel(y).nngp().data[0]);
        double thetaSize =
                Math.sqrt(kernel.kernel(x).ntk().data[0] * kernel.kernel(y).ntk().data[0]);
        for (Form form : Form.values()) {
            KernelPair pair = kernel.kernel(x, y, form, ONE);
            assertThat(pair.nngp().get(0, 0)).isCloseTo(k, within(4e-15 * kSize));
            // 1 - rho just above the threshold of 1e-4 comes from a subtraction.
            assertThat(pair.ntk().get(0, 0)).isCloseTo(theta, within(1e-14 * thetaSize));
        }
    }

    @Property(tries = 20)
    void constantGraphonScalesTheWeightVariance(
            @ForAll("names") String name,
            @ForAll @DoubleRange(min = 0.05, max = 1) double c,
            @ForAll @DoubleRange(max = 0.5) double bias) {
        KernelOptions options = KernelOptions.of(Activation.named(name), 3).withVariances(2, bias);
        DMatrixRMaj x = Matrices.inputs(4, 20, 6);
        KernelPair pair =
                GraphonNtk.of(Chains.constant(c, 4), options, Variant.MASKED).kernel(x);
        KernelPair dense = DenseNtk.of(options.withVariances(2 * c, bias)).kernel(x);
        assertThat(Matrices.distance(pair.nngp(), dense.nngp())).isLessThan(1e-13);
        assertThat(Matrices.distance(pair.ntk(), dense.ntk())).isLessThan(1e-13);
    }

    @Test
    void constantMaskHasOneFactorMoreThanHiddenLayers() {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 3);
        DMatrixRMaj x = Matrices.inputs(4, 20, 6);
        KernelPair dense = DenseNtk.of(options).kernel(x);
        GraphonChain chain = Chains.constant(0.3, 4);
        KernelPair masked = GraphonNtk.of(chain, options, Variant.MASKED).kernel(x);
        KernelPair profile =
                GraphonNtk.of(chain, options, Variant.VARIANCE_PROFILE).kernel(x);
        assertThat(Matrices.distance(masked.ntk(), Matrices.scaled(0.0081, dense.ntk())))
                .isLessThan(1e-13);
        assertThat(Matrices.distance(profile.ntk(), Matrices.scaled(0.027, dense.ntk())))
                .isLessThan(1e-13);
        assertThat(Matrices.distance(masked.nngp(), Matrices.scaled(0.0081, dense.nngp())))
                .isLessThan(1e-13);
        assertThat(Matrices.distance(profile.nngp(), Matrices.scaled(0.0081, dense.nngp())))
                .isLessThan(1e-13);
    }

    /** On the diagonal the four layers of a dense ReLU network have equal shares, so the ratio is known for k masked layers. */
    @ParameterizedTest
    @CsvSource({"0,1,1", "1,.475,.3", "2,.195,.09", "3,.07425,.027", "4,.027,.0081"})
    void traceRatioOfPartlyMaskedNetworks(int masked, double profileRatio, double maskRatio) {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 3);
        DMatrixRMaj x = Matrices.inputs(6, 15, 6);
        GraphonChain chain = Chains.constantFirst(0.3, masked, 4);
        double dense = Matrices.trace(DenseNtk.of(options).kernel(x).ntk());
        double mask = Matrices.trace(
                GraphonNtk.of(chain, options, Variant.MASKED).kernel(x).ntk());
        double profile = Matrices.trace(GraphonNtk.of(chain, options, Variant.VARIANCE_PROFILE)
                .kernel(x)
                .ntk());
        assertThat(mask / dense).isCloseTo(maskRatio, within(1e-13));
        assertThat(profile / dense).isCloseTo(profileRatio, within(1e-13));
    }

    /** Inherited weights: each layer's own gradient has the density c, all others the second moment. */
    @Test
    void inheritedWeightsHaveOneDensityInEachShare() {
        double c = 0.2;
        double kappa = 0.6498;
        StepGraphon layer = StepGraphon.of(
                new DMatrixRMaj(1, 1, true, c), new DMatrixRMaj(1, 1, true, kappa), new double[] {0, 1}, new double[] {
                    0, 1
                });
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 3);
        DMatrixRMaj x = Matrices.inputs(6, 15, 6);
        KernelPair dense = DenseNtk.of(options).kernel(x);
        GraphonChain chain = GraphonChain.of(List.of(layer, layer, layer, layer));
        KernelPair pair = GraphonNtk.of(chain, options, Variant.MASKED).kernel(x);
        double factor = c * Math.pow(kappa, 3);
        assertThat(Matrices.distance(pair.ntk(), Matrices.scaled(factor, dense.ntk())))
                .isLessThan(1e-13);
        assertThat(Matrices.distance(pair.nngp(), Matrices.scaled(Math.pow(kappa, 4), dense.nngp())))
                .isLessThan(1e-13);
    }

    /** Arbitrary graphons above a first layer of rank one: the path density times the dense kernel in the metric of that layer. */
    @Property(tries = 20)
    void pathDensityCollapse(
            @ForAll @IntRange(min = 1, max = 1000) int seed, @ForAll @IntRange(min = 1, max = 4) int hidden) {
        RandomStream stream = RandomStreams.of(seed).child("collapse").stream();
        int d = 5;
        DMatrixRMaj a = Chains.uniform(stream, 3, 1);
        DMatrixRMaj b = Chains.uniform(stream, 1, d);
        DMatrixRMaj first = DenseBackends.preferred().multiply(a, b);
        StepGraphon rankOne = StepGraphon.of(first);
        KernelOptions options = KernelOptions.of(Activation.named("relu"), hidden);
        DMatrixRMaj x = Matrices.inputs(seed, 18, d);
        DMatrixRMaj metric = x.copy();
        double mean = Arrays.stream(b.data).average().orElseThrow();
        for (int k = 0; k < metric.getNumElements(); k++) {
            metric.data[k] *= Math.sqrt(b.data[k % d] / mean);
        }
        GraphonChain chain = Chains.above(rankOne, seed, hidden + 1);
        KernelPair pair = GraphonNtk.of(chain, options, Variant.MASKED).kernel(x);
        KernelPair dense = DenseNtk.of(options).kernel(metric);
        double p = chain.pathDensity();
        assertThat(Matrices.distance(pair.ntk(), Matrices.scaled(p, dense.ntk())))
                .isLessThan(1e-12);
        assertThat(Matrices.distance(pair.nngp(), Matrices.scaled(p, dense.nngp())))
                .isLessThan(1e-12);
    }

    @Test
    void collapseNeedsAllItsConditions() {
        DMatrixRMaj x = Matrices.inputs(3, 24, 6);
        GraphonChain chain = Chains.above(StepGraphon.dense(), 12, 4);
        StepGraphon rankTwo = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.9, 0.1, 0.5}, {0.1, 0.8, 0.3}}));
        GraphonChain heterogeneous = Chains.above(rankTwo, 12, 4);
        KernelOptions relu = KernelOptions.of(Activation.named("relu"), 3);
        KernelOptions tanh = KernelOptions.of(Activation.named("tanh"), 3);
        KernelOptions biased = relu.withVariances(2, 0.3);
        assertThat(shapeChange(x, chain, relu, Variant.MASKED)).isLessThan(1e-13);
        assertThat(shapeChange(x, chain, relu, Variant.VARIANCE_PROFILE)).isGreaterThan(1e-2);
        assertThat(shapeChange(x, chain, tanh, Variant.MASKED)).isGreaterThan(1e-2);
        assertThat(shapeChange(x, chain, biased, Variant.MASKED)).isGreaterThan(1e-2);
        assertThat(shapeChange(x, heterogeneous, relu, Variant.MASKED)).isGreaterThan(1e-2);
    }

    private static double shapeChange(DMatrixRMaj x, GraphonChain chain, KernelOptions options, Variant variant) {
        DMatrixRMaj pruned = GraphonNtk.of(chain, options, variant).kernel(x).ntk();
        DMatrixRMaj dense = DenseNtk.of(options).kernel(x).ntk();
        return Matrices.frobeniusDistance(
                Matrices.scaled(1 / Matrices.trace(pruned), pruned), Matrices.scaled(1 / Matrices.trace(dense), dense));
    }

    @Test
    void severalOutputsAreAveraged() {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 1).withVariances(2, 0.2);
        DMatrixRMaj x = Matrices.inputs(2, 7, 3);
        StepGraphon first = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.2, 0.9}, {0.5, 0.4}}));
        StepGraphon upper = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.1, 0.8}}));
        StepGraphon lower = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.6, 0.3}}));
        StepGraphon both = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.1, 0.8}, {0.6, 0.3}}));
        for (Variant variant : Variant.values()) {
            KernelPair a = GraphonNtk.of(GraphonChain.of(List.of(first, upper)), options, variant)
                    .kernel(x);
            KernelPair b = GraphonNtk.of(GraphonChain.of(List.of(first, lower)), options, variant)
                    .kernel(x);
            KernelPair mean = GraphonNtk.of(GraphonChain.of(List.of(first, both)), options, variant)
                    .kernel(x);
            for (int k = 0; k < 49; k++) {
                assertThat(mean.ntk().data[k]).isCloseTo(0.5 * (a.ntk().data[k] + b.ntk().data[k]), within(1e-14));
                assertThat(mean.nngp().data[k]).isCloseTo(0.5 * (a.nngp().data[k] + b.nngp().data[k]), within(1e-14));
            }
        }
    }

    /** Two column blocks over five coordinates: positions .1, .3 lie in the first, .5, .7, .9 in the second. */
    @Test
    void coordinatesSitInTheMiddleOfTheirCells() {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 1);
        DMatrixRMaj x = Matrices.inputs(2, 7, 5);
        StepGraphon two = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.2, 0.9}}));
        StepGraphon five = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.2, 0.2, 0.9, 0.9, 0.9}}));
        KernelPair a = GraphonNtk.of(GraphonChain.of(List.of(two, StepGraphon.dense())), options, Variant.MASKED)
                .kernel(x);
        KernelPair b = GraphonNtk.of(GraphonChain.of(List.of(five, StepGraphon.dense())), options, Variant.MASKED)
                .kernel(x);
        Matrices.assertSameBits(a.ntk(), b.ntk());
    }

    @Test
    void threadsDoNotChangeTheBits() {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 2).withVariances(2, 0.1);
        GraphonNtk kernel = GraphonNtk.of(Chains.random(5, 3, Chains.Moments.OTHER), options, Variant.MASKED);
        DMatrixRMaj x = Matrices.inputs(5, 203, 7);
        for (Form form : Form.values()) {
            KernelPair one = kernel.kernel(x, form, ONE);
            for (int threads : new int[] {2, 5}) {
                KernelPair many = kernel.kernel(x, form, Execution.of(threads));
                Matrices.assertSameBits(many.nngp(), one.nngp());
                Matrices.assertSameBits(many.ntk(), one.ntk());
            }
            KernelPair pure = kernel.kernel(x, form, Execution.of(2).withBackend(DenseBackends.named("ejml")));
            assertThat(Matrices.distance(pure.ntk(), one.ntk())).isLessThan(1e-14);
        }
    }

    @Test
    void wrongNumberOfGraphonsIsNamed() {
        KernelOptions options = KernelOptions.of(Activation.named("relu"), 3);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> GraphonNtk.of(Chains.constant(1, 3), options, Variant.MASKED))
                .withMessage("expected 4 graphons for 3 hidden layers, found 3");
    }

    @Test
    void unusableInputsOfEitherSideAreNamed() {
        GraphonNtk kernel =
                GraphonNtk.of(Chains.constant(1, 2), KernelOptions.of(Activation.named("relu"), 1), Variant.MASKED);
        DMatrixRMaj good = new DMatrixRMaj(new double[][] {{1, 2}, {0.5, 1}});
        DMatrixRMaj bad = new DMatrixRMaj(new double[][] {{1, 2}, {3, Double.NaN}});
        for (DMatrixRMaj[] sides : new DMatrixRMaj[][] {{good, bad}, {bad, good}}) {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> kernel.kernel(sides[0], sides[1], Form.BACKWARD, ONE))
                    .withMessage("expected finite inputs, found NaN in row 1, column 1");
        }
    }

    private static GraphonChain scriptChain() {
        return GraphonChain.of(List.of(
                StepGraphon.of(
                        new DMatrixRMaj(new double[][] {{1, 0.25, 0.5}, {0.125, 0.75, 0}}),
                        null,
                        new double[] {0, 0.25, 1},
                        new double[] {0, 1 / 3.0, 2 / 3.0, 1}),
                StepGraphon.of(
                        new DMatrixRMaj(new double[][] {{0.5, 1}, {0.75, 0.25}, {0, 0}}),
                        new DMatrixRMaj(new double[][] {{0.375, 1.5}, {0.5, 0.25}, {0, 0}}),
                        new double[] {0, 0.5, 0.75, 1},
                        new double[] {0, 0.25, 1}),
                StepGraphon.of(
                        new DMatrixRMaj(new double[][] {{0.25, 0.5, 1}, {1, 0.125, 0.5}}),
                        null,
                        new double[] {0, 0.5, 1},
                        new double[] {0, 0.5, 0.75, 1}),
                StepGraphon.of(new DMatrixRMaj(new double[][] {{0.5, 0.75}}))));
    }
}
