package org.widelimit.networks;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Draws the initial parameters; each layer's weights and biases have streams of their own. */
final class Initialiser {
    private Initialiser() {}

    static List<Layer> draw(MlpShape shape, MlpOptions options, RandomStreams streams) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l <= shape.layers(); l++) {
            int in = shape.fanIn(l);
            int out = shape.units(l);
            DMatrixRMaj weight = new DMatrixRMaj(out, in);
            fill(weight.data, weightVariance(options, shape, l), options, streams.child("weight", l).stream());
            double @Nullable [] bias = null;
            if (options.biases() == Biases.PRESENT) {
                bias = new double[out];
                fill(bias, biasVariance(options, shape, l), options, streams.child("bias", l).stream());
            }
            layers.add(layer(shape, options, l, weight, bias, Mask.dense("layer" + l, out, in)));
        }
        return layers;
    }

    static Layer layer(
            MlpShape shape, MlpOptions options, int l, DMatrixRMaj weight, double @Nullable [] bias, Mask mask) {
        return new Layer(
                weight,
                bias,
                mask,
                options.parametrisation().weightScale(options.weightVariance(), shape, l),
                options.parametrisation().biasScale(options.biasVariance(), shape, l));
    }

    private static double weightVariance(MlpOptions options, MlpShape shape, int l) {
        return options.parametrisation().weightVariance(options.weightVariance(), shape, l);
    }

    private static double biasVariance(MlpOptions options, MlpShape shape, int l) {
        double variance = options.parametrisation().biasVariance(options.biasVariance(), shape, l);
        return options.initialisation() == Initialisation.FAN_IN_UNIFORM ? variance / shape.fanIn(l) : variance;
    }

    private static void fill(double[] x, double variance, MlpOptions options, RandomStream stream) {
        if (options.initialisation() == Initialisation.NORMAL) {
            double deviation = Math.sqrt(variance);
            for (int i = 0; i < x.length; i++) {
                x[i] = deviation * stream.nextGaussian();
            }
        } else {
            double bound = Math.sqrt(3 * variance);
            for (int i = 0; i < x.length; i++) {
                x[i] = bound * (2 * stream.nextDouble() - 1);
            }
        }
    }
}
