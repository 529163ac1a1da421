package org.widelimit.numerics.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/** Eigenvalues and vectors of the symmetric matrices at which EJML's iteration does not end. */
final class HipparchusEigen {

    /** No eigenvalue is small enough to be taken for 0. */
    private static final double NONE = 0;

    private HipparchusEigen() {}

    /** Of 2^exponent times a symmetric matrix, ascending; signs of the vectors as they come. */
    static SymmetricEigen of(DMatrixRMaj symmetric, int exponent) {
        int n = symmetric.numRows;
        double[][] rows = new double[n][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(symmetric.data, i * n, (i + 1) * n));
        var decomposition = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(rows, false), NONE, false);
        double[] values = decomposition.getEigenvalues();
        Arrays.setAll(values, i -> Math.scalb(values[i], exponent));
        RealMatrix columns = decomposition.getV();
        DMatrixRMaj vectors = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(columns.getRow(i), 0, vectors.data, i * n, n);
        }
        return new SymmetricEigen(values, vectors);
    }
}
