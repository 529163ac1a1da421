package org.widelimit.validation.concentration;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.kernel.DenseNtk;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.ntk.kernel.Form;
import org.widelimit.ntk.kernel.GraphonNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.ntk.spectrum.SpectralMetrics;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.pruned.PrunedNetwork;
import org.widelimit.validation.pruned.PruningAtInitialisation;

/** Prunes a network and takes its spectra: a pure function of what is asked for, the options, the seed and the backend. */
final class SpectraFactory {

    static final int HIDDEN_LAYERS = 3;

    private static final KernelOptions KERNEL = KernelOptions.of(Activations.RELU, HIDDEN_LAYERS);

    private final Map<InputLayer, PruningAtInitialisation> pruning = new EnumMap<>(InputLayer.class);
    private final RandomStreams streams;
    private final int draws;
    private final Execution execution;
    private final DMatrixRMaj images;
    private final SpectralMetrics denseLimit;

    SpectraFactory(ConcentrationOptions options, RandomStreams streams, DenseBackend backend) {
        for (InputLayer layer : InputLayer.values()) {
            pruning.put(
                    layer, PruningAtInitialisation.onDigits(HIDDEN_LAYERS, layer.options(options.density()), backend));
        }
        this.streams = streams;
        this.draws = options.draws();
        // One thread: the networks are what goes on in parallel.
        this.execution = Execution.of(1).withBackend(backend);
        this.images = pruning(InputLayer.DENSE)
                .data()
                .sample(options.images(), streams.child("images").stream())
                .inputs();
        this.denseLimit = metrics(DenseNtk.of(KERNEL).kernel(images, execution).ntk());
    }

    private PruningAtInitialisation pruning(InputLayer layer) {
        return Objects.requireNonNull(pruning.get(layer));
    }

    NetworkSpectra spectra(InputLayer layer, Pruner pruner, int width, int replicate) {
        // The same network for all methods and both input layers.
        RandomStreams random = streams.child("width", width).child("replicate", replicate);
        PrunedNetwork pruned = pruning(layer).prune(pruner, width, random);
        return new NetworkSpectra(
                layer,
                pruner.name(),
                width,
                mean(draw -> pruned.withNewWeights(random.child("new weights", draw))),
                metrics(EmpiricalNtk.of(pruned.inherited(), images)),
                metrics(EmpiricalNtk.of(pruned.withNewSigns(random.child("new signs")), images)),
                mean(draw -> withoutMasks(pruned.withNewWeights(random.child("new weights", draw)))),
                // With a dense input layer the limit has the dense shape exactly: graphon/C5.
                layer == InputLayer.DENSE
                        ? denseLimit
                        : metrics(limit(pruned.masks().layers())),
                denseLimit);
    }

    private static Mlp withoutMasks(Mlp network) {
        return network.withMasks(network.masks().stream()
                .map(mask -> Mask.dense(mask.name(), mask.rows(), mask.columns()))
                .toList());
    }

    /** The mean of each number: of spectra of single networks, not the spectrum of a mean kernel. */
    private SpectralMetrics mean(IntFunction<Mlp> networks) {
        List<SpectralMetrics> all = IntStream.range(0, draws)
                .mapToObj(draw -> metrics(EmpiricalNtk.of(networks.apply(draw), images)))
                .toList();
        return new SpectralMetrics(
                mean(all, SpectralMetrics::topFiveEnergy),
                mean(all, SpectralMetrics::decayExponent),
                mean(all, SpectralMetrics::effectiveRank),
                mean(all, SpectralMetrics::gap));
    }

    private static double mean(List<SpectralMetrics> all, ToDoubleFunction<SpectralMetrics> number) {
        return all.stream().mapToDouble(number).sum() / all.size();
    }

    private SpectralMetrics metrics(DMatrixRMaj kernel) {
        return SpectralMetrics.of(kernel, execution.backend());
    }

    /**
     * The kernel of hidden layers of infinite width and rank one behind this very input layer, up to a factor. Each unit
     * of the first hidden layer is a row block of zeros and ones, and weighs as many kept paths as lead from it to the
     * outputs.
     */
    private DMatrixRMaj limit(List<Mask> masks) {
        return GraphonNtk.of(
                        GraphonChain.of(
                                List.of(rows(masks.get(0)), outFlow(masks), StepGraphon.dense(), StepGraphon.dense())),
                        KERNEL,
                        Variant.MASKED)
                .kernel(images, Form.FORWARD, execution)
                .ntk();
    }

    private static StepGraphon rows(Mask mask) {
        DMatrixRMaj kept = new DMatrixRMaj(mask.rows(), mask.columns());
        for (int i = 0; i < mask.rows(); i++) {
            for (int j = 0; j < mask.columns(); j++) {
                kept.set(i, j, mask.kept(i, j) ? 1 : 0);
            }
        }
        return StepGraphon.of(kept);
    }

    /** The number of kept paths from each unit of the first hidden layer to the outputs, over the largest: one row. */
    static StepGraphon outFlow(List<Mask> masks) {
        double[] flow = new double[masks.get(masks.size() - 1).rows()];
        Arrays.fill(flow, 1);
        for (int l = masks.size() - 1; l >= 1; l--) {
            Mask mask = masks.get(l);
            double[] below = new double[mask.columns()];
            for (int i = 0; i < mask.rows(); i++) {
                for (int j = 0; j < mask.columns(); j++) {
                    below[j] += mask.kept(i, j) ? flow[i] : 0;
                }
            }
            flow = below;
        }
        double largest = Arrays.stream(flow).max().orElse(0);
        DMatrixRMaj row = new DMatrixRMaj(1, flow.length);
        for (int j = 0; j < flow.length; j++) {
            row.data[j] = largest > 0 ? flow[j] / largest : 0;
        }
        return StepGraphon.of(row);
    }
}
