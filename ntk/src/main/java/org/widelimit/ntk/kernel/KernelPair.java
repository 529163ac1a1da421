package org.widelimit.ntk.kernel;

import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ArrayLength;

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

    /**
     * Two kernels of zeros.
     *
     * @throws InputException if a Java array cannot hold so many entries
     */
    static KernelPair ofShape(int rows, int columns) {
        if ((long) rows * columns > ArrayLength.LARGEST) {
            throw new InputException("expected a kernel of less than 2^31 entries, found " + rows + " x " + columns
                    + ": it has to go to a file, tile by tile");
        }
        return new KernelPair(new DMatrixRMaj(rows, columns), new DMatrixRMaj(rows, columns));
    }
}
