package org.widelimit.validation.realinput;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.ntk.spectrum.Spectrum;
import org.widelimit.numerics.linalg.DenseBackend;

/**
 * A network's tangent kernel beside that of its limit. The shape error of A against B is {@code |A/tr A - B/tr B|_F / |B/tr B|_F}.
 *
 * @param limit spectrum of the limit's kernel
 * @param network spectrum of the network's kernel
 * @param shapeError of the network against the limit
 * @param limitFromDense shape error of the limit against the dense limit
 * @param networkFromDense shape error of the network against the dense limit
 */
record Comparison(Spectrum limit, Spectrum network, double shapeError, double limitFromDense, double networkFromDense) {

    static Comparison of(DMatrixRMaj limit, DMatrixRMaj network, DMatrixRMaj dense, DenseBackend backend) {
        return new Comparison(
                Spectrum.of(limit, backend),
                Spectrum.of(network, backend),
                shapeError(network, limit),
                shapeError(limit, dense),
                shapeError(network, dense));
    }

    /** The network's trace over that of its limit. */
    double traceRatio() {
        return network.trace() / limit.trace();
    }

    static double shapeError(DMatrixRMaj a, DMatrixRMaj b) {
        double traceA = CommonOps_DDRM.trace(a);
        double traceB = CommonOps_DDRM.trace(b);
        double squares = 0;
        for (int k = 0; k < a.getNumElements(); k++) {
            double difference = a.data[k] / traceA - b.data[k] / traceB;
            squares += difference * difference;
        }
        return Math.sqrt(squares) / (NormOps_DDRM.normF(b) / traceB);
    }
}
