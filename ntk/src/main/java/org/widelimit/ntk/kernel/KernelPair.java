package org.widelimit.ntk.kernel;

import java.util.Objects;
import org.ejml.data.DMatrixRMaj;

/**
 * {@code K_ij} and {@code Theta_ij} for inputs x_i (rows) and y_j (columns). For one set of inputs both are exactly symmetric.
 *
 * @param nngp {@code K}, the covariance of the outputs at initialisation
 * @param ntk {@code Theta}, the tangent kernel {@code sum_theta df(x_i)/dtheta df(y_j)/dtheta}
 */
public record KernelPair(DMatrixRMaj nngp, DMatrixRMaj ntk) {
    public KernelPair {
        Objects.requireNonNull(nngp);
        if (nngp.numRows != ntk.numRows || nngp.numCols != ntk.numCols) {
            throw new IllegalArgumentException("expected two kernels of one shape, found (" + nngp.numRows + ", "
                    + nngp.numCols + ") and (" + ntk.numRows + ", " + ntk.numCols + ")");
        }
    }
}
