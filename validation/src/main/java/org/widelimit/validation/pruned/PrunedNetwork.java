package org.widelimit.validation.pruned;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.estimate.ChainEstimator;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.Parametrisation;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * A pruned network without biases in the standard parametrisation, {@code z = (M o w) h} with {@code w_ij ~ N(0, Vw/fan_in)} before pruning, and the networks in the
 * NTK parametrisation, {@code z = sqrt(Vw/fan_in) (M o omega) h}, that have its masks.
 *
 * @param network with its masks; the stored weights are the initial ones
 */
public record PrunedNetwork(Mlp network) {

    public PrunedNetwork {
        if (network.options().parametrisation() != Parametrisation.STANDARD
                || !network.biases().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a network in the standard parametrisation without biases, found " + network.options());
        }
    }

    /** The masks, in order from the input. */
    public MaskChain masks() {
        return MaskChain.of(network.masks());
    }

    /** {@code omega = w sqrt(fan_in/Vw)}, one matrix for each layer: the initial weights in units in which they have variance 1. */
    public List<DMatrixRMaj> unitWeights() {
        double variance = network.options().weightVariance();
        return mapped(network.weights(), weight -> {
            double scale = Math.sqrt(weight.numCols / variance);
            for (int k = 0; k < weight.getNumElements(); k++) {
                weight.data[k] *= scale;
            }
            return weight;
        });
    }

    /** The same function of x in the NTK parametrisation: the weights that the pruner saw. */
    public Mlp inherited() {
        return tangent(unitWeights());
    }

    /** The same with the sign of every weight drawn anew: {@code m w^2} is as before, but whatever the masks have to do with the signs is gone. */
    public Mlp withNewSigns(RandomStreams streams) {
        int[] layer = {0};
        return tangent(mapped(unitWeights(), weight -> {
            RandomStream stream = streams.child("signs", ++layer[0]).stream();
            for (int k = 0; k < weight.getNumElements(); k++) {
                weight.data[k] = stream.nextLong() < 0 ? -weight.data[k] : weight.data[k];
            }
            return weight;
        }));
    }

    /** The same masks with weights drawn anew. */
    public Mlp withNewWeights(RandomStreams streams) {
        return withNewWeights(masks(), streams);
    }

    /** Other masks of the same shapes, with weights drawn anew. */
    public Mlp withNewWeights(MaskChain masks, RandomStreams streams) {
        return Mlp.initialise(network.shape(), tangentOptions(), streams)
                .withMasks(masks.layers())
                .withBackend(network.backend());
    }

    /** The estimated graphons: W from the masks, V from {@code m omega^2}. */
    public GraphonChain graphons(EstimatorOptions options, RandomStreams streams) {
        return ChainEstimator.estimate(masks(), unitWeights(), options, streams);
    }

    /** Hidden units that have no kept weight on one side or the other, so that nothing passes them; counted over all hidden layers. */
    public int deadUnits() {
        List<Mask> masks = network.masks();
        int dead = 0;
        for (int l = 1; l < masks.size(); l++) {
            int[] in = masks.get(l - 1).rowDegrees();
            int[] out = masks.get(l).columnDegrees();
            for (int u = 0; u < in.length; u++) {
                dead += in[u] == 0 || out[u] == 0 ? 1 : 0;
            }
        }
        return dead;
    }

    /** Units of all hidden layers. */
    public int hiddenUnits() {
        return network.shape().hidden().stream().mapToInt(Integer::intValue).sum();
    }

    private Mlp tangent(List<DMatrixRMaj> weights) {
        return Mlp.of(tangentOptions(), weights, List.of())
                .withMasks(network.masks())
                .withBackend(network.backend());
    }

    private MlpOptions tangentOptions() {
        return MlpOptions.ntk(network.options().activation(), network.options().weightVariance(), 0);
    }

    private static List<DMatrixRMaj> mapped(List<DMatrixRMaj> weights, UnaryOperator<DMatrixRMaj> change) {
        List<DMatrixRMaj> changed = new ArrayList<>();
        weights.forEach(weight -> changed.add(change.apply(weight)));
        return changed;
    }
}
