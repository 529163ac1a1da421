package org.widelimit.numerics.linalg;

import static org.widelimit.numerics.linalg.Matrices.EPSILON;
import static org.widelimit.numerics.linalg.Matrices.assertClose;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class HipparchusEigenTest {

    /** 2^3 [[2, 1], [1, 2]] has the eigenvalues 8 and 24, with vectors (1, -1) and (1, 1). */
    @Test
    void valuesAscendAndVectorsAreColumns() {
        SymmetricEigen eigen = HipparchusEigen.of(new DMatrixRMaj(new double[][] {{2, 1}, {1, 2}}), 3);
        assertClose(eigen.values(), new double[] {8, 24}, 24 * 4 * EPSILON);
        double[] v = eigen.vectors().data;
        assertClose(new double[] {v[0] * v[2], v[1] * v[3]}, new double[] {-0.5, 0.5}, 4 * EPSILON);
    }
}
