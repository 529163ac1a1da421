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
 * Finite networks in the NTK parametrisation; where no options are given, ReLU with Vw = 2 and no bias.
 *
 * <p>Empirical kernels are means over the outputs, each of which has read-out weights (and a read-out mask) of its own:
 * as many draws of the read-out for the price of one network.
 */
final class FiniteNetworks {

    /** How many outputs serve to average over read-outs where nothing else is said. */
    static final int OUTPUTS = 8;

    private static final MlpOptions RELU = MlpOptions.ntk(Activations.RELU, 2, 0);

    private FiniteNetworks() {}

    /** A dense network with {@code hidden} layers of one width. */
    static Mlp dense(int hidden, int width, int inputs, int outputs, DenseBackend backend, RandomStreams random) {
        return dense(RELU, shape(hidden, width, inputs, outputs), backend, random);
    }

    /** A network whose masks are drawn from a chain of graphons, one for each of its layers. */
    static Mlp masked(
            GraphonChain chain, int width, int inputs, int outputs, DenseBackend backend, RandomStreams random) {
        int hidden = chain.layers().size() - 1;
        return masked(chain, RELU, shape(hidden, width, inputs, outputs), backend, random);
    }

    /** The same for networks of other options: {@code shape} has as many layers as the chain. */
    static Mlp masked(
            GraphonChain chain, MlpOptions options, MlpShape shape, DenseBackend backend, RandomStreams random) {
        Mlp dense = dense(options, shape, backend, random);
        List<Mask> masks = new ArrayList<>();
        for (int l = 1; l <= dense.layers(); l++) {
            RandomStreams draws = random.child("mask", l);
            masks.add(chain.layers().get(l - 1).sample("layer" + l, shape.units(l), shape.fanIn(l), draws.stream()));
        }
        return dense.withMasks(masks);
    }

    private static Mlp dense(MlpOptions options, MlpShape shape, DenseBackend backend, RandomStreams random) {
        return Mlp.initialise(shape, options, random.child("weights")).withBackend(backend);
    }

    private static MlpShape shape(int hidden, int width, int inputs, int outputs) {
        return new MlpShape(inputs, Collections.nCopies(hidden, width), outputs);
    }
}
