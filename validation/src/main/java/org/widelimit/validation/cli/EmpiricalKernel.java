package org.widelimit.validation.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;

/** The kernel of finite networks with the options of {@code ntk}: what the limit is compared with. */
final class EmpiricalKernel {

    private final Activation activation;
    private final KernelOptions options;
    private final int width;
    private final int samples;
    private final @Nullable MaskChain masks;
    private final @Nullable GraphonChain graphons;

    /**
     * @param masks the masks of the networks; their hidden widths must be {@code width}
     * @param graphons graphons that the masks of each network are drawn from, when there are no masks
     */
    EmpiricalKernel(
            Activation activation,
            KernelOptions options,
            int width,
            int samples,
            @Nullable MaskChain masks,
            @Nullable GraphonChain graphons) {
        this.activation = activation;
        this.options = options;
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
}
