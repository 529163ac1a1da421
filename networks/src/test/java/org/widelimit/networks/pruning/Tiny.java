package org.widelimit.networks.pruning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Loss;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.Parametrisation;
import org.widelimit.numerics.random.RandomStreams;

/** Networks small enough for slow computations, and the slow parts. */
final class Tiny {
    private Tiny() {}

    static Mlp network(
            String activation, Parametrisation parametrisation, double biasVariance, double density, long seed) {
        RandomStreams streams = RandomStreams.of(seed);
        MlpOptions options = MlpOptions.of(Activation.named(activation), parametrisation, 1.5, biasVariance);
        Mlp dense = Mlp.initialise(MlpShape.of(3, 2, 4, 3), options, streams);
        List<Mask> masks = new ArrayList<>();
        for (Mask mask : dense.masks()) {
            var stream = streams.child("mask").child(mask.name()).stream();
            masks.add(Mask.of(mask.name(), mask.rows(), mask.columns(), (i, j) -> stream.nextBoolean(density)));
        }
        return dense.withMasks(masks);
    }

    /** Seven examples in batches of 3, 3 and 1. */
    static PruningData data(Mlp network, Loss loss, long seed) {
        RandomStreams streams = RandomStreams.of(seed).child("data");
        DMatrixRMaj x =
                streams.child("x").stream().gaussianMatrix(7, network.shape().inputs());
        DMatrixRMaj y =
                streams.child("y").stream().gaussianMatrix(7, network.shape().outputs());
        for (int k = 0; k < y.data.length; k++) {
            y.data[k] = Math.abs(y.data[k]);
        }
        return PruningData.of(x, y, loss, 3);
    }

    static ScoringTask task(Mlp network, List<Integer> layers, PruningData data) {
        return new ScoringTask(network, layers, data, RandomStreams.of(1).stream());
    }

    static List<Integer> allLayers(Mlp network) {
        return IntStream.rangeClosed(1, network.layers()).boxed().toList();
    }

    static PruningData squared(Mlp network, long seed) {
        return data(network, new MeanSquaredError(), seed);
    }

    /** Positions in the flat parameter vector of the weights of a layer: weights row by row, then biases, layer after layer. */
    static int offset(Mlp network, int layer) {
        int at = 0;
        for (int l = 1; l < layer; l++) {
            at += network.shape().units(l)
                    * (network.shape().fanIn(l) + (network.biases().isEmpty() ? 0 : 1));
        }
        return at;
    }

    static double sum(DMatrixRMaj a) {
        return Arrays.stream(a.data).sum();
    }
}
