package org.widelimit.validation.catalogue;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Mlp;
import org.widelimit.ntk.kernel.DenseNtk;
import org.widelimit.ntk.kernel.Execution;
import org.widelimit.ntk.kernel.Form;
import org.widelimit.ntk.kernel.GraphonNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.numerics.linalg.DenseBackend;

/** Kernels in the limit, computed in the thread of the cell, and distances between kernel matrices. */
final class Kernels {

    private Kernels() {}

    static KernelPair dense(KernelOptions options, DMatrixRMaj x, DenseBackend backend) {
        return DenseNtk.of(options).kernel(x, execution(backend));
    }

    static KernelPair graphon(
            GraphonChain chain, KernelOptions options, Variant variant, DMatrixRMaj x, DenseBackend backend) {
        return graphon(chain, options, variant, Form.FORWARD, x, backend);
    }

    static KernelPair graphon(
            GraphonChain chain,
            KernelOptions options,
            Variant variant,
            Form form,
            DMatrixRMaj x,
            DenseBackend backend) {
        return GraphonNtk.of(chain, options, variant).kernel(x, form, execution(backend));
    }

    /** One thread: parallelism is over cells. */
    private static Execution execution(DenseBackend backend) {
        return Execution.of(1).withBackend(backend);
    }

    /** |A - f B|_max / |f B|_max; |A|_max where f B vanishes. */
    static double error(DMatrixRMaj a, double f, DMatrixRMaj b) {
        double size = Math.abs(f) * CommonOps_DDRM.elementMaxAbs(b);
        double worst = 0;
        for (int k = 0; k < a.getNumElements(); k++) {
            worst = Math.max(worst, Math.abs(a.data[k] - f * b.data[k]));
        }
        return size == 0 ? worst : worst / size;
    }

    /** |A - B|_F / |B|_F. */
    static double relativeError(DMatrixRMaj a, DMatrixRMaj b) {
        return NormOps_DDRM.normF(CommonOps_DDRM.subtract(a, b, null)) / NormOps_DDRM.normF(b);
    }

    /** tr A / tr B. */
    static double traceRatio(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.trace(a) / CommonOps_DDRM.trace(b);
    }

    /** Distance of the shapes: |A / tr A - B / tr B|_F / |B / tr B|_F. */
    static double shapeDifference(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj rescaled = a.copy();
        CommonOps_DDRM.divide(rescaled, traceRatio(a, b));
        return relativeError(rescaled, b);
    }

    /** The dense network with the same stored weights. */
    static Mlp withoutMasks(Mlp network) {
        return network.withMasks(network.masks().stream()
                .map(mask -> Mask.dense(mask.name(), mask.rows(), mask.columns()))
                .toList());
    }
}
