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
 * Pruning at initialisation on a data set: a fresh network d-n-...-n-classes with ReLU and without biases, weights
 * {@code w ~ N(0, 2/fan_in)}, inputs scaled to [0, 1], softmax cross-entropy over the whole data set. Immutable.
 */
public final class PruningAtInitialisation {

    private static final double HE_VARIANCE = 2;
    private static final int BATCH_SIZE = 256;

    private final int hiddenLayers;
    private final PruningOptions options;
    private final DenseBackend backend;
    private final Dataset data;
    private final PruningData batches;

    private PruningAtInitialisation(int hiddenLayers, PruningOptions options, DenseBackend backend, Dataset data) {
        this.hiddenLayers = hiddenLayers;
        this.options = options;
        this.backend = backend;
        this.data = data;
        this.batches = PruningData.of(data, BATCH_SIZE);
    }

    /**
     * Pruning of networks of this depth.
     *
     * @param data as it is; its smallest and largest entries are mapped to 0 and 1
     * @param hiddenLayers at least 1
     * @param backend for the networks' products of matrices
     */
    public static PruningAtInitialisation on(
            Dataset data, int hiddenLayers, PruningOptions options, DenseBackend backend) {
        if (hiddenLayers < 1) {
            throw new IllegalArgumentException("expected at least one hidden layer, found " + hiddenLayers);
        }
        return new PruningAtInitialisation(
                hiddenLayers,
                Objects.requireNonNull(options),
                Objects.requireNonNull(backend),
                data.standardised(Standardisation.UNIT_INTERVAL));
    }

    /** The same on the built-in digits, with networks 64-n-...-n-10. */
    public static PruningAtInitialisation onDigits(int hiddenLayers, PruningOptions options, DenseBackend backend) {
        return on(Dataset.digits(), hiddenLayers, options, backend);
    }

    /** The data, entries in [0, 1]. */
    public Dataset data() {
        return data;
    }

    /**
     * Draws a network and prunes it.
     *
     * @param width n, units of each hidden layer, at least 1
     * @param streams the weights come from the child {@code initial weights}, the scores from {@code scores}
     */
    public PrunedNetwork prune(Pruner pruner, int width, RandomStreams streams) {
        MlpShape shape = new MlpShape(
                data.features(),
                Collections.nCopies(hiddenLayers, width),
                data.classes().size());
        Mlp network = Mlp.initialise(
                        shape, MlpOptions.standard(Activations.RELU, HE_VARIANCE, 0), streams.child("initial weights"))
                .withBackend(backend);
        return new PrunedNetwork(
                pruner.prune(network, batches, options, streams.child("scores")).network());
    }
}
