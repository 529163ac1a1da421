package org.widelimit.graphon.cut;

import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Lanczos;
import org.widelimit.numerics.linalg.LanczosOptions;
import org.widelimit.numerics.linalg.LinearOperator;
import org.widelimit.numerics.linalg.PositiveCertificate;
import org.widelimit.numerics.random.RandomStreams;

/** An upper bound of the largest singular value that holds whatever was rounded. */
final class SpectralBound {

    private static final double[] SLACKS = {1e-9, 1e-7, 1e-5, 1e-3, 1e-1};
    private static final LanczosOptions LANCZOS =
            LanczosOptions.defaults().withTolerance(1e-6).withMaxProducts(2000);

    private SpectralBound() {}

    /**
     * The smallest of three bounds: the Frobenius norm; (|A|_1 |A|_inf)^(1/2); and lambda^(1/2) for a lambda little
     * above the square of Lanczos' estimate for which lambda I - A A^T is proven positive semi-definite.
     */
    static double of(DMatrixRMaj a, DenseBackend backend, RandomStreams streams) {
        double bound = Math.min(frobenius(a), maximumSums(a));
        DMatrixRMaj wide = a.numRows <= a.numCols ? a : CommonOps_DDRM.transpose(a, null);
        double estimate;
        try {
            estimate =
                    Lanczos.spectralNorm(LinearOperator.of(wide), LANCZOS, streams.child("cut-norm-lanczos").stream());
        } catch (ArithmeticException notConverged) {
            return bound;
        }
        return Math.min(bound, certified(wide, estimate, backend));
    }

    private static double certified(DMatrixRMaj a, double estimate, DenseBackend backend) {
        int k = a.numRows;
        DMatrixRMaj gram = new DMatrixRMaj(k, k);
        backend.syrk(1, a, 0, gram);
        double squares = 0;
        for (double value : a.data) {
            squares += value * value;
        }
        // |fl(A A^T) - A A^T| <= gamma(columns) |A| |A|^T entry by entry, and the norm of that is at most |A|_F^2.
        double gramError = Rounding.up(Rounding.gamma(a.numCols + 8.0) * squares, a.getNumElements());
        for (double slack : SLACKS) {
            double lambda = estimate * estimate * (1 + slack);
            DMatrixRMaj s = new DMatrixRMaj(k, k);
            for (int i = 0; i < gram.data.length; i++) {
                s.data[i] = -gram.data[i];
            }
            for (int i = 0; i < k; i++) {
                s.unsafe_set(i, i, lambda - gram.unsafe_get(i, i));
            }
            OptionalDouble shift = PositiveCertificate.shift(s, backend);
            if (shift.isPresent()) {
                double differences = 2 * Rounding.U * lambda; // lambda - g_ii was rounded
                return Rounding.up(Math.sqrt(lambda + shift.getAsDouble() + gramError + differences), 8);
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double frobenius(DMatrixRMaj a) {
        double squares = 0;
        for (double value : a.data) {
            squares += value * value;
        }
        return Rounding.up(Math.sqrt(squares), a.getNumElements() + 2.0);
    }

    private static double maximumSums(DMatrixRMaj a) {
        double largestRow = 0;
        double[] columns = new double[a.numCols];
        double largestColumn = 0;
        for (int i = 0; i < a.numRows; i++) {
            double row = 0;
            for (int j = 0; j < a.numCols; j++) {
                row += Math.abs(a.unsafe_get(i, j));
                columns[j] += Math.abs(a.unsafe_get(i, j));
            }
            largestRow = Math.max(largestRow, row);
        }
        for (double column : columns) {
            largestColumn = Math.max(largestColumn, column);
        }
        return Rounding.up(Math.sqrt(largestRow) * Math.sqrt(largestColumn), a.numRows + a.numCols + 4.0);
    }
}
