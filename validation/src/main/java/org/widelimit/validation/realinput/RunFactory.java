package org.widelimit.validation.realinput;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.SortedHistogram;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.graphon.estimate.SortingNull;
import org.widelimit.graphon.model.NullModels;
import org.widelimit.networks.Activations;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.kernel.DenseNtk;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.ntk.kernel.Form;
import org.widelimit.ntk.kernel.GraphonNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.ntk.spectrum.Spectrum;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.pruned.NullChains;
import org.widelimit.validation.pruned.PrunedNetwork;
import org.widelimit.validation.pruned.PruningAtInitialisation;

/** Makes the run of a method at a width: a pure function of both, the options, the seed and the backend. */
final class RunFactory {

    static final int HIDDEN_LAYERS = 3;

    /** Counted from 1: the layer between the first two hidden layers, n x n. */
    static final int MIDDLE_LAYER = 2;

    private static final KernelOptions KERNEL = KernelOptions.of(Activations.RELU, HIDDEN_LAYERS);

    private final RealInputOptions options;
    private final RandomStreams streams;
    private final PruningAtInitialisation pruning;
    private final Execution execution;
    private final DMatrixRMaj images;
    private final DMatrixRMaj dense;

    private RunFactory(
            RealInputOptions options, RandomStreams streams, PruningAtInitialisation pruning, Execution execution) {
        this.options = options;
        this.streams = streams;
        this.pruning = pruning;
        this.execution = execution;
        this.images = pruning.data()
                .sample(options.images(), streams.child("images").stream())
                .inputs();
        this.dense = DenseNtk.of(KERNEL).kernel(images, execution).ntk();
    }

    static RunFactory of(RealInputOptions options, RandomStreams streams, DenseBackend backend) {
        PruningAtInitialisation pruning =
                PruningAtInitialisation.onDigits(HIDDEN_LAYERS, PruningOptions.of(options.density()), backend);
        // One thread: the runs are what goes on in parallel.
        return new RunFactory(options, streams, pruning, Execution.of(1).withBackend(backend));
    }

    /** The spectrum of the dense limit on these images. */
    Spectrum dense() {
        return Spectrum.of(dense, execution.backend());
    }

    /** For each width the sorted histogram of one Erdos-Renyi mask of the whole network's density. */
    Map<Integer, StepGraphon> emptyHistograms() {
        Map<Integer, StepGraphon> histograms = new LinkedHashMap<>();
        for (int width : options.widths()) {
            RandomStreams random = streams.child("null", width);
            Mask mask = NullModels.erdosRenyi("null", width, width, options.density(), random.child("mask").stream());
            histograms.put(width, SortedHistogram.estimate(mask, options.estimator(), random));
        }
        return histograms;
    }

    NetworkRun run(Pruner pruner, int width) {
        RandomStreams random = streams.child(pruner.name(), width);
        PrunedNetwork pruned = pruning.prune(pruner, width, random);
        return new NetworkRun(pruner.name(), width, masks(pruned, random), kernels(pruned, random));
    }

    private NetworkRun.Masks masks(PrunedNetwork pruned, RandomStreams random) {
        MaskChain masks = pruned.masks();
        Mask middle = masks.layers().get(MIDDLE_LAYER - 1);
        EstimatorOptions estimator = options.estimator();
        StepGraphon histogram = SortedHistogram.estimate(middle, estimator, random);
        return new NetworkRun.Masks(
                masks.layers().stream().mapToDouble(Mask::density).toArray(),
                pruned.deadUnits(),
                pruned.hiddenUnits(),
                masks.pathDensity(),
                histogram,
                flatness(histogram, middle, estimator, random),
                flatness(
                        SortedHistogram.estimate(middle, estimator.withSorting(Sorting.HELD_OUT), random),
                        middle,
                        estimator.withSorting(Sorting.HELD_OUT),
                        random));
    }

    private NetworkRun.Flatness flatness(
            StepGraphon histogram, Mask mask, EstimatorOptions estimator, RandomStreams random) {
        return new NetworkRun.Flatness(
                histogram.flatnessRms(),
                SortingNull.flatness(
                        mask.rows(), mask.columns(), mask.density(), estimator, options.nullTrials(), random));
    }

    private NetworkRun.Kernels kernels(PrunedNetwork pruned, RandomStreams random) {
        GraphonChain graphons = pruned.graphons(options.estimator(), random.child("chain"));
        DMatrixRMaj limit = limit(graphons);
        DMatrixRMaj newWeightsLimit = limit(densities(graphons));
        MaskChain empty = NullChains.erdosRenyi(pruned.masks(), random.child("null chain"));
        return new NetworkRun.Kernels(
                compare(limit, EmpiricalNtk.of(pruned.inherited(), images)),
                compare(limit, EmpiricalNtk.of(pruned.withNewSigns(random.child("new signs")), images)),
                compare(newWeightsLimit, EmpiricalNtk.of(pruned.withNewWeights(random.child("new weights")), images)),
                compare(
                        nullLimit(pruned.masks()),
                        EmpiricalNtk.of(pruned.withNewWeights(empty, random.child("null weights")), images)));
    }

    private Comparison compare(DMatrixRMaj limit, DMatrixRMaj network) {
        return Comparison.of(limit, network, dense, execution.backend());
    }

    private DMatrixRMaj limit(GraphonChain graphons) {
        return GraphonNtk.of(graphons, KERNEL, Variant.MASKED)
                .kernel(images, Form.FORWARD, execution)
                .ntk();
    }

    /** The same chain with V = W. */
    private static GraphonChain densities(GraphonChain graphons) {
        List<StepGraphon> layers = graphons.layers().stream()
                .map(layer -> StepGraphon.of(layer.density(), null, layer.rowEdges(), layer.columnEdges()))
                .toList();
        return GraphonChain.of(layers);
    }

    /** Constant graphons c_l and V = W: the product of the c_l times the dense kernel, exactly. */
    private DMatrixRMaj nullLimit(MaskChain masks) {
        double product = 1;
        for (Mask mask : masks.layers()) {
            product *= mask.density();
        }
        DMatrixRMaj limit = dense.copy();
        CommonOps_DDRM.scale(product, limit);
        return limit;
    }
}
