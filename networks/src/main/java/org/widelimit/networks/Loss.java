package org.widelimit.networks;

import org.ejml.data.DMatrixRMaj;

/**
 * {@code L(f, Y)}: a loss that is a mean over the examples of a batch, with its first two derivatives in {@code f}.
 *
 * <p>{@code f} and {@code Y} have shape (n, k), one example per row.
 */
public interface Loss {
    /** {@code L(f, Y)}. */
    double value(DMatrixRMaj f, DMatrixRMaj y);

    /** {@code dL/df}, (n, k). */
    DMatrixRMaj gradient(DMatrixRMaj f, DMatrixRMaj y);

    /** {@code (d^2 L/df^2) v}, (n, k), for {@code v} (n, k). */
    DMatrixRMaj hessianProduct(DMatrixRMaj f, DMatrixRMaj y, DMatrixRMaj v);

    /** {@code L(f/T, Y)}: this loss of outputs divided by a temperature {@code T > 0}. */
    default Loss tempered(double temperature) {
        return new TemperedLoss(this, temperature);
    }
}
