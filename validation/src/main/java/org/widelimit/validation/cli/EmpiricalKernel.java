package org.widelimit.validation.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.empirical.PrunedGradients;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ArrayLength;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;

/** The kernel of finite networks with the options of {@code ntk}: what the limit is compared with. */
final class EmpiricalKernel {

    private final MlpOptions options;
    private final int hiddenLayers;
    private final int width;
    private final int samples;
    private final @Nullable MaskChain masks;
    private final @Nullable GraphonChain graphons;

    /**
     * @param masks the masks of the networks; their hidden widths must be {@code width}
     * @param graphons graphons that the masks of each network are drawn from, when there are no masks
     */
    EmpiricalKernel(
            MlpOptions options,
            int hiddenLayers,
            int width,
            int samples,
            @Nullable MaskChain masks,
            @Nullable GraphonChain graphons) {
        this.options = options;
        this.hiddenLayers = hiddenLayers;
        this.width = width;
        this.samples = samples;
        this.masks = masks;
        this.graphons = graphons;
        if (masks != null) {
            List<Mask> layers = masks.layers();
            for (Mask mask : layers.subList(0, layers.size() - 1)) {
                if (mask.rows() != width) {
                    throw new InputException("--empirical " + width + ": expected the width of the masks, found "
                            + mask.rows() + " units in \"" + mask.name() + '"');
                }
            }
        }
    }

    /** The mean kernel of the networks, whose bits do not depend on the threads. */
    DMatrixRMaj compute(DMatrixRMaj x, @Nullable DMatrixRMaj y, RandomStreams streams, Execution execution) {
        if (masks != null && masks.layers().get(0).columns() != x.numCols) {
            Mask first = masks.layers().get(0);
            throw new InputException("--empirical " + width + ": expected inputs of " + first.columns()
                    + " columns, as the mask \"" + first.name() + "\" has, found " + x.numCols);
        }
        int columns = y == null ? x.numRows : y.numRows;
        requireArray("a kernel", x.numRows, columns);
        if (hiddenLayers > 0) {
            requireArray("the units of all inputs", Math.max(x.numRows, columns), width);
        }
        return EmpiricalNtk.mean(samples, sample -> {
            Mlp network = network(x.numCols, streams.child("network", sample), execution.backend());
            return y == null
                    ? EmpiricalNtk.of(network, x, PrunedGradients.EXCLUDED, execution.threads())
                    : EmpiricalNtk.of(network, x, y, PrunedGradients.EXCLUDED, execution.threads());
        });
    }

    private Mlp network(int inputs, RandomStreams streams, DenseBackend backend) {
        MaskChain chain = masks;
        int outputs = chain == null
                ? 1
                : chain.layers().get(chain.layers().size() - 1).rows();
        MlpShape shape = shape(inputs, outputs);
        Mlp network = Mlp.initialise(shape, options, streams.child("weights")).withBackend(backend);
        if (chain != null) {
            return network.withMasks(chain.layers());
        }
        return graphons == null ? network : network.withMasks(sampled(graphons, shape, streams.child("masks")));
    }

    private void requireArray(String what, int rows, int columns) {
        if ((long) rows * columns > ArrayLength.LARGEST) {
            throw new InputException("--empirical " + width + ": expected " + what + " in memory, with at most "
                    + ArrayLength.LARGEST + " entries, found " + rows + " x " + columns);
        }
    }

    private MlpShape shape(int inputs, int outputs) {
        try {
            return new MlpShape(inputs, Collections.nCopies(hiddenLayers, width), outputs);
        } catch (InputException e) {
            throw e.at("--empirical " + width);
        }
    }

    private static List<Mask> sampled(GraphonChain graphons, MlpShape shape, RandomStreams streams) {
        List<Mask> masks = new ArrayList<>();
        for (StepGraphon graphon : graphons.layers()) {
            int l = masks.size() + 1;
            masks.add(graphon.sample(
                    "layer" + l, shape.units(l), shape.units(l - 1), streams.child("layer", l).stream()));
        }
        return masks;
    }
}
