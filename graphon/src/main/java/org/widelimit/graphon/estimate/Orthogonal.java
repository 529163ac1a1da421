package org.widelimit.graphon.estimate;

import org.ejml.data.DMatrixRMaj;

/** Orthonormal rows, by the modified Gram-Schmidt process, twice. */
final class Orthogonal {

    /** A vector that keeps less of its length than this beside the others lies in their span, but for rounding. */
    private static final double NOTHING_NEW = 1e-10;

    private Orthogonal() {}

    /**
     * Makes the columns of a block orthonormal to the first rows of the basis and to each other, and puts them below
     * these.
     *
     * @return how many were linearly independent
     */
    static int append(DMatrixRMaj basis, int size, DMatrixRMaj block, int most) {
        int n = basis.numCols;
        int end = size;
        for (int k = 0; k < block.numCols && end < most; k++) {
            double[] vector = new double[n];
            for (int i = 0; i < n; i++) {
                vector[i] = block.data[i * block.numCols + k];
            }
            double before = Math.sqrt(dot(vector, 0, vector));
            for (int pass = 0; pass < 2; pass++) {
                for (int r = 0; r < end; r++) {
                    double along = dot(basis.data, r * n, vector);
                    for (int i = 0; i < n; i++) {
                        vector[i] -= along * basis.data[r * n + i];
                    }
                }
            }
            double norm = Math.sqrt(dot(vector, 0, vector));
            if (norm > NOTHING_NEW * before) {
                for (int i = 0; i < n; i++) {
                    basis.data[end * n + i] = vector[i] / norm;
                }
                end++;
            }
        }
        return end - size;
    }

    private static double dot(double[] rows, int from, double[] vector) {
        // Four sums: one alone waits for its own last addition.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < vector.length; i += 4) {
            a += rows[from + i] * vector[i];
            b += rows[from + i + 1] * vector[i + 1];
            c += rows[from + i + 2] * vector[i + 2];
            d += rows[from + i + 3] * vector[i + 3];
        }
        for (; i < vector.length; i++) {
            a += rows[from + i] * vector[i];
        }
        return a + b + (c + d);
    }
}
