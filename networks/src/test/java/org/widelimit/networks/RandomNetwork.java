package org.widelimit.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStreams;

/**
 * A small random network with masks, a batch, and targets, on which finite differences are safe.
 *
 * <p>For an activation with kinks the batch is redrawn until no pre-activation is closer to a kink than {@link #MARGIN}, so that
 * a stencil of width {@link #STEP} never crosses one. Exact zeros pass: they come from units without any live input, and stay.
 */
public record RandomNetwork(Mlp network, DMatrixRMaj x, DMatrixRMaj y) {
    static final double STEP = 1e-4;
    private static final double MARGIN = 5e-3;

    static Arbitrary<RandomNetwork> any() {
        return any(
                "relu",
                "leaky",
                "abs",
                "linear",
                "erf",
                "probit",
                "gelu",
                "tanh",
                "sigmoid",
                "silu",
                "softplus",
                "elu",
                "selu",
                "sin",
                "cos",
                "rbf",
                "gaussian",
                "gabor");
    }

    static Arbitrary<RandomNetwork> any(String... activations) {
        Arbitrary<MlpShape> shapes = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 4).list().ofMaxSize(3),
                        Arbitraries.integers().between(1, 3))
                .as(MlpShape::new);
        Arbitrary<MlpOptions> options = Combinators.combine(
                        Arbitraries.of(activations),
                        Arbitraries.of(Parametrisation.values()),
                        Arbitraries.of(0.7, 1.0, 2.0),
                        Arbitraries.of(0.0, 0.3))
                .as((name, parametrisation, vw, vb) -> MlpOptions.of(Activation.named(name), parametrisation, vw, vb));
        return Combinators.combine(
                        shapes,
                        options,
                        Arbitraries.of(1.0, 0.7, 0.4),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.longs())
                .as(RandomNetwork::draw);
    }

    private static RandomNetwork draw(MlpShape shape, MlpOptions options, double density, int examples, long seed) {
        for (long attempt = 0; ; attempt++) {
            RandomStreams streams = RandomStreams.of(seed).child("attempt", attempt);
            Mlp network = Mlp.initialise(shape, options, streams).withMasks(masks(shape, density, streams));
            DMatrixRMaj x = streams.child("x").stream().gaussianMatrix(examples, shape.inputs());
            if (isClearOfKinks(network.forwardTrace(x), options.activation())) {
                DMatrixRMaj y = streams.child("y").stream().gaussianMatrix(examples, shape.outputs());
                for (int k = 0; k < y.getNumElements(); k++) {
                    y.data[k] = Math.abs(y.data[k]);
                }
                return new RandomNetwork(network, x, y);
            }
        }
    }

    private static List<Mask> masks(MlpShape shape, double density, RandomStreams streams) {
        List<Mask> masks = new ArrayList<>();
        for (int l = 1; l <= shape.layers(); l++) {
            var stream = streams.child("mask", l).stream();
            masks.add(Mask.of("layer" + l, shape.units(l), shape.fanIn(l), (i, j) -> stream.nextBoolean(density)));
        }
        return masks;
    }

    private static boolean isClearOfKinks(Trace trace, Activation phi) {
        List<DMatrixRMaj> hidden =
                trace.preActivations().subList(0, trace.preActivations().size() - 1);
        for (DMatrixRMaj z : hidden) {
            for (int k = 0; k < z.getNumElements(); k++) {
                double at = z.data[k];
                if (at != 0 && phi.kinks().stream().anyMatch(kink -> Math.abs(at - kink) < MARGIN)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@code dF/dtheta_p} for each p by the five-point stencil, whose error is of order {@code STEP^4}. */
    static double[] numericalGradient(double[] at, ToDoubleFunction<double[]> f) {
        double[] gradient = new double[at.length];
        for (int p = 0; p < at.length; p++) {
            double[] moved = at.clone();
            double sum = 0;
            int[] steps = {-2, -1, 1, 2};
            double[] weights = {1, -8, 8, -1};
            for (int s = 0; s < steps.length; s++) {
                moved[p] = at[p] + steps[s] * STEP;
                sum += weights[s] * f.applyAsDouble(moved);
            }
            gradient[p] = sum / (12 * STEP);
        }
        return gradient;
    }

    static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    static double distance(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int k = 0; k < a.length; k++) {
            difference[k] -= b[k];
        }
        return norm(difference);
    }
}
