package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Finite ReLU networks in the NTK parametrisation with Vw = 2 and no bias.
 *
 * <p>Empirical kernels are means over the outputs, each of which has read-out weights (and a read-out mask) of its own:
 * as many draws of the read-out for the price of one network.
 */
final class FiniteNetworks {

    /** How many outputs serve to average over read-outs where nothing else is said. */
    static final int OUTPUTS = 8;

    private static final double WEIGHT_VARIANCE = 2;

    private FiniteNetworks() {}

    /** A dense network with {@code hidden} layers of one width. */
    static Mlp dense(int hidden, int width, int inputs, int outputs, DenseBackend backend, RandomStreams random) {
        MlpShape shape = new MlpShape(inputs, Collections.nCopies(hidden, width), outputs);
        return Mlp.initialise(shape, MlpOptions.ntk(Activations.RELU, WEIGHT_VARIANCE, 0), random.child("weights"))
                .withBackend(backend);
    }

    /** A network whose masks are drawn from a chain of graphons, one for each of its layers. */
    static Mlp masked(
            GraphonChain chain, int width, int inputs, int outputs, DenseBackend backend, RandomStreams random) {
        Mlp dense = dense(chain.layers().size() - 1, width, inputs, outputs, backend, random);
        List<Mask> masks = new ArrayList<>();
        for (int l = 1; l <= dense.layers(); l++) {
            int rows = dense.shape().units(l);
            int columns = dense.shape().fanIn(l);
            masks.add(chain.layers().get(l - 1).sample("layer" + l, rows, columns, random.child("mask", l).stream()));
        }
        return dense.withMasks(masks);
    }
}
