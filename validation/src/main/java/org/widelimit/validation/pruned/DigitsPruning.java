package org.widelimit.validation.pruned;

import java.util.Collections;
import java.util.Objects;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.data.Standardisation;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningData;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Pruning at initialisation on the built-in digits: a fresh network 64-n-...-n-10 with ReLU and without biases, weights {@code w ~ N(0, 2/fan_in)}, pixels scaled to [0, 1],
 * softmax cross-entropy over the whole data set. Immutable.
 */
public final class DigitsPruning {

    private static final double HE_VARIANCE = 2;
    private static final int BATCH_SIZE = 256;

    private final int hiddenLayers;
    private final PruningOptions options;
    private final DenseBackend backend;
    private final Dataset digits;
    private final PruningData data;

    private DigitsPruning(int hiddenLayers, PruningOptions options, DenseBackend backend, Dataset digits) {
        this.hiddenLayers = hiddenLayers;
        this.options = options;
        this.backend = backend;
        this.digits = digits;
        this.data = PruningData.of(digits, BATCH_SIZE);
    }

    /**
     * Pruning of networks of this depth.
     *
     * @param hiddenLayers at least 1
     * @param backend for the networks' products of matrices
     */
    public static DigitsPruning of(int hiddenLayers, PruningOptions options, DenseBackend backend) {
        if (hiddenLayers < 1) {
            throw new IllegalArgumentException("expected at least one hidden layer, found " + hiddenLayers);
        }
        Dataset digits = Dataset.digits().standardised(Standardisation.UNIT_INTERVAL);
        return new DigitsPruning(
                hiddenLayers, Objects.requireNonNull(options), Objects.requireNonNull(backend), digits);
    }

    /** The data, pixels in [0, 1]. */
    public Dataset digits() {
        return digits;
    }

    /**
     * Draws a network and prunes it.
     *
     * @param width n, units of each hidden layer, at least 1
     * @param streams the weights come from the child {@code initial weights}, the scores from {@code scores}
     */
    public PrunedNetwork prune(Pruner pruner, int width, RandomStreams streams) {
        MlpShape shape = new MlpShape(
                digits.features(),
                Collections.nCopies(hiddenLayers, width),
                digits.classes().size());
        Mlp network = Mlp.initialise(
                        shape, MlpOptions.standard(Activations.RELU, HE_VARIANCE, 0), streams.child("initial weights"))
                .withBackend(backend);
        return new PrunedNetwork(
                pruner.prune(network, data, options, streams.child("scores")).network());
    }
}
