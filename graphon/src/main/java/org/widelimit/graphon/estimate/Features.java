package org.widelimit.graphon.estimate;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.linalg.SymmetricEigen;

/**
 * Coordinates of units, one column each, whose Euclidean distances are those of rows of a low-rank matrix P = X Y^T (or
 * of its columns, with X and Y exchanged).
 */
final class Features {

    private Features() {}

    /** Distances of the rows of P: |P_i - P_k|^2 = (x_i - x_k)^T Y^T Y (x_i - x_k). */
    static DMatrixRMaj ofProfiles(DMatrixRMaj x, DMatrixRMaj y) {
        return turned(x, gram(y));
    }

    /**
     * Distances of the rows of P P^T: (x_i - x_k)^T (Y^T Y) (X^T X) (Y^T Y) (x_i - x_k). This is the two-step
     * dissimilarity of Zhang, Levina and Zhu, Estimating network edge probabilities by neighbourhood smoothing (2017),
     * with the l2 norm of the graphon's slices in the place of their largest entry.
     */
    static DMatrixRMaj ofTwoSteps(DMatrixRMaj x, DMatrixRMaj y) {
        DenseBackend backend = DenseBackends.preferred();
        DMatrixRMaj inner = gram(y);
        return turned(x, backend.multiply(inner, backend.multiply(gram(x), inner)));
    }

    /** In place; returns the argument. */
    static DMatrixRMaj scaled(DMatrixRMaj features, double factor) {
        for (int k = 0; k < features.getNumElements(); k++) {
            features.data[k] *= factor;
        }
        return features;
    }

    /** All coordinates of both. */
    static DMatrixRMaj stacked(DMatrixRMaj first, DMatrixRMaj second) {
        DMatrixRMaj both = new DMatrixRMaj(first.numRows + second.numRows, first.numCols);
        System.arraycopy(first.data, 0, both.data, 0, first.getNumElements());
        System.arraycopy(second.data, 0, both.data, first.getNumElements(), second.getNumElements());
        return both;
    }

    /** Adds the squared distance of each column from column p to an array. */
    static void addSquaredDistances(DMatrixRMaj features, int p, double[] sums) {
        int units = features.numCols;
        for (int f = 0; f < features.numRows; f++) {
            int from = f * units;
            double own = features.data[from + p];
            for (int k = 0; k < units; k++) {
                double difference = features.data[from + k] - own;
                sums[k] += difference * difference;
            }
        }
    }

    private static DMatrixRMaj gram(DMatrixRMaj a) {
        return DenseBackends.preferred().multiplyTransA(a, a);
    }

    /** The columns F of R^T X^T with R R^T the metric. */
    private static DMatrixRMaj turned(DMatrixRMaj x, DMatrixRMaj metric) {
        int rank = x.numCols;
        if (rank == 0) {
            return new DMatrixRMaj(0, x.numRows);
        }
        DenseBackend backend = DenseBackends.preferred();
        SymmetricEigen eigen = backend.symmetricEigen(metric);
        DMatrixRMaj root = eigen.vectors().copy();
        for (int a = 0; a < rank; a++) {
            for (int k = 0; k < rank; k++) {
                root.data[a * rank + k] *= Math.sqrt(Math.max(0, eigen.values()[k]));
            }
        }
        return CommonOps_DDRM.transpose(backend.multiply(x, root), null);
    }
}
