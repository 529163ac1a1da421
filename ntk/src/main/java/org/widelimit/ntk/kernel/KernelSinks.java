package org.widelimit.ntk.kernel;

import java.util.Objects;

/**
 * Where both kernels go.
 *
 * @param nngp for the covariance of the outputs at initialisation
 * @param ntk for the tangent kernel
 */
public record KernelSinks(KernelSink nngp, KernelSink ntk) {
    public KernelSinks {
        Objects.requireNonNull(nngp);
        Objects.requireNonNull(ntk);
    }

    /** The tangent kernel alone. */
    public static KernelSinks ofNtk(KernelSink ntk) {
        return new KernelSinks(KernelSink.NONE, ntk);
    }

    /** Into the two matrices of a pair. */
    static KernelSinks into(KernelPair pair) {
        return new KernelSinks(KernelSink.into(pair.nngp()), KernelSink.into(pair.ntk()));
    }
}
