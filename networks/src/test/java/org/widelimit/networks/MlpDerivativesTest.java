package org.widelimit.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStreams;

/** Every derivative of a network against finite differences of what it is the derivative of. */
class MlpDerivativesTest {
    private static final double RELATIVE = 1e-8;
    // A gradient may vanish (everything masked); then rounding of the loss, of order eps/STEP, is all that is left.
    private static final double ABSOLUTE = 1e-10;

    @Property(tries = 300)
    void theGradientOfTheLossIsTheOneOfFiniteDifferences(
            @ForAll("networks") RandomNetwork drawn, @ForAll("losses") Loss loss) {
        Mlp network = drawn.network();
        DMatrixRMaj f = network.forward(drawn.x());
        double[] exact =
                network.gradients(drawn.x(), loss.gradient(f, drawn.y())).flatten();
        double[] numerical = RandomNetwork.numericalGradient(
                network.parameters(),
                theta -> loss.value(network.withParameters(theta).forward(drawn.x()), drawn.y()));
        assertClose(exact, numerical);
    }

    @Property(tries = 200)
    void theJacobianIsTheOneOfFiniteDifferences(@ForAll("networks") RandomNetwork drawn) {
        Mlp network = drawn.network();
        for (int k = 0; k < network.shape().outputs(); k++) {
            DMatrixRMaj jacobian = network.jacobian(drawn.x(), k);
            for (int e = 0; e < drawn.x().numRows; e++) {
                int example = e;
                int output = k;
                double[] numerical = RandomNetwork.numericalGradient(
                        network.parameters(),
                        theta ->
                                network.withParameters(theta).forward(drawn.x()).get(example, output));
                assertClose(row(jacobian, e), numerical);
            }
        }
    }

    @Property(tries = 200)
    void theHessianTimesAVectorIsTheDifferenceOfGradientsAlongIt(
            @ForAll("networks") RandomNetwork drawn, @ForAll("losses") Loss loss, @ForAll long seed) {
        Mlp network = drawn.network();
        double[] v = RandomStreams.of(seed).stream().gaussians(network.parameterCount());
        double[] theta = network.parameters();
        Gradients direction =
                ParameterLayout.unflatten(network.shape(), network.options().biases(), v);
        double[] exact =
                network.hessianProduct(drawn.x(), drawn.y(), loss, direction).flatten();
        double[] numerical = new double[v.length];
        int[] steps = {-2, -1, 1, 2};
        double[] weights = {1, -8, 8, -1};
        for (int s = 0; s < steps.length; s++) {
            double[] moved = theta.clone();
            for (int p = 0; p < v.length; p++) {
                moved[p] += steps[s] * RandomNetwork.STEP / 4 * v[p];
            }
            Mlp there = network.withParameters(moved);
            double[] g = there.gradients(drawn.x(), loss.gradient(there.forward(drawn.x()), drawn.y()))
                    .flatten();
            for (int p = 0; p < v.length; p++) {
                numerical[p] += weights[s] * g[p] / (3 * RandomNetwork.STEP);
            }
        }
        assertClose(exact, numerical);
    }

    @Property(tries = 100)
    void theHessianIsSymmetric(
            @ForAll("networks") RandomNetwork drawn, @ForAll("losses") Loss loss, @ForAll long seed) {
        Mlp network = drawn.network();
        int p = network.parameterCount();
        double[] u = RandomStreams.of(seed).child("u").stream().gaussians(p);
        double[] v = RandomStreams.of(seed).child("v").stream().gaussians(p);
        double[] hu = hessianProduct(drawn, loss, u);
        double[] hv = hessianProduct(drawn, loss, v);
        double scale = RandomNetwork.norm(u) * RandomNetwork.norm(hv) + 1e-300;
        assertThat(Math.abs(dot(u, hv) - dot(v, hu)) / scale).isLessThan(1e-12);
    }

    @Property(tries = 100)
    void theMaskGradientIsTheDerivativeWithRespectToAnEntryOfTheMask(
            @ForAll("networks") RandomNetwork drawn, @ForAll("losses") Loss loss) {
        Mlp network = drawn.network();
        Trace trace = network.forwardTrace(drawn.x());
        List<DMatrixRMaj> exact = network.maskGradients(trace, loss.gradient(trace.outputs(), drawn.y()));
        for (int l = 1; l <= network.layers(); l++) {
            Mask mask = network.masks().get(l - 1);
            for (int i = 0; i < mask.rows(); i++) {
                for (int j = 0; j < mask.columns(); j++) {
                    if (mask.kept(i, j)) {
                        assertThat(exact.get(l - 1).get(i, j))
                                .isCloseTo(byMaskEntry(drawn, loss, l, i, j), Offset.offset(1e-8));
                    }
                }
            }
        }
    }

    @Property(tries = 100)
    void sensitivitiesAreTheDerivativesWithRespectToPreActivations(@ForAll("networks") RandomNetwork drawn) {
        Mlp network = drawn.network();
        Trace trace = network.forwardTrace(drawn.x());
        for (int k = 0; k < network.shape().outputs(); k++) {
            DMatrixRMaj jacobian = network.jacobian(drawn.x(), k);
            List<DMatrixRMaj> b = trace.sensitivities(k);
            for (int e = 0; e < drawn.x().numRows; e++) {
                assertClose(row(jacobian, e), outerProducts(network, trace, b, e));
            }
        }
    }

    /** {@code m -> L} at {@code m = 1 +- h}: scaling the stored weight by m is the same as a real-valued mask entry. */
    private static double byMaskEntry(RandomNetwork drawn, Loss loss, int l, int i, int j) {
        Mlp network = drawn.network();
        Gradients split =
                ParameterLayout.unflatten(network.shape(), network.options().biases(), network.parameters());
        DMatrixRMaj w = split.weights().get(l - 1);
        double stored = w.get(i, j);
        double[] derivative = RandomNetwork.numericalGradient(new double[] {1}, m -> {
            w.set(i, j, m[0] * stored);
            return loss.value(network.withParameters(split.flatten()).forward(drawn.x()), drawn.y());
        });
        return derivative[0];
    }

    private static double[] outerProducts(Mlp network, Trace trace, List<DMatrixRMaj> b, int e) {
        Gradients row = ParameterLayout.unflatten(
                network.shape(), network.options().biases(), new double[network.parameterCount()]);
        for (int l = 1; l <= network.layers(); l++) {
            DMatrixRMaj w = row.weights().get(l - 1);
            for (int i = 0; i < w.numRows; i++) {
                for (int j = 0; j < w.numCols; j++) {
                    double kept = network.masks().get(l - 1).kept(i, j) ? 1 : 0;
                    double h = trace.activations().get(l - 1).get(e, j);
                    w.set(i, j, kept * network.weightScale(l) * b.get(l - 1).get(e, i) * h);
                }
                if (!row.biases().isEmpty()) {
                    row.biases().get(l - 1)[i] =
                            network.biasScale(l) * b.get(l - 1).get(e, i);
                }
            }
        }
        return row.flatten();
    }

    private static double[] hessianProduct(RandomNetwork drawn, Loss loss, double[] v) {
        Mlp network = drawn.network();
        Gradients direction =
                ParameterLayout.unflatten(network.shape(), network.options().biases(), v);
        return network.hessianProduct(drawn.x(), drawn.y(), loss, direction).flatten();
    }

    private static void assertClose(double[] exact, double[] numerical) {
        assertThat(RandomNetwork.distance(exact, numerical))
                .isLessThan(RELATIVE * RandomNetwork.norm(numerical) + ABSOLUTE);
    }

    private static double[] row(DMatrixRMaj a, int e) {
        return Arrays.copyOfRange(a.data, e * a.numCols, (e + 1) * a.numCols);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    @Provide
    Arbitrary<RandomNetwork> networks() {
        return RandomNetwork.any();
    }

    @Provide
    Arbitrary<Loss> losses() {
        return Arbitraries.of(new MeanSquaredError(), new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy().tempered(3));
    }
}
