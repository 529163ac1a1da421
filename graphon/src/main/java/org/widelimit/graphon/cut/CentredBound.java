package org.widelimit.graphon.cut;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStreams;

/**
 * An upper bound of max |sum over S x T of a_ij| by centring: with A = C + alpha_i + beta_j,
 *
 * <pre>  |sum of A| &lt;= max |sum of alpha_i + beta_j| + (|sg| + sum |r_i| + sum |c_j| + |C|_2 (m n)^(1/2)) / 4,</pre>
 *
 * r, c and sg the row sums, column sums and total of C, all near 0. The second part is 4 x^T C y = sg + r.s + c.t +
 * s^T C t for signs s, t; the first part is found exactly, since for |S| = k and |T| = l the best sets are the k
 * largest alpha_i and the l largest beta_j (or the smallest). The plain bound |A|_2 (m n)^(1/2) is four times as large
 * for a centred matrix.
 */
final class CentredBound {

    private CentredBound() {}

    static double of(DMatrixRMaj a, DenseBackend backend, RandomStreams streams) {
        int m = a.numRows;
        int n = a.numCols;
        double[] alpha = new double[m];
        double[] beta = new double[n];
        double mean = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                alpha[i] += a.unsafe_get(i, j) / n;
                beta[j] += a.unsafe_get(i, j) / m;
            }
            mean += alpha[i] / m;
        }
        for (int i = 0; i < m; i++) {
            alpha[i] -= mean;
        }
        DMatrixRMaj centred = new DMatrixRMaj(m, n);
        double sizes = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                centred.unsafe_set(i, j, a.unsafe_get(i, j) - (alpha[i] + beta[j]));
                sizes += Math.abs(a.unsafe_get(i, j)) + Math.abs(alpha[i]) + Math.abs(beta[j]);
            }
        }
        // Each entry of C was rounded twice, by at most u (|a_ij| + 2 |alpha_i| + 2 |beta_j|).
        double split = Rounding.up(Rounding.gamma(4) * sizes, 3.0 * m * n);
        double spectral = SpectralBound.of(centred, backend, streams) * Math.sqrt(m) * Math.sqrt(n);
        double sums = split + Rounding.up(margins(centred) + spectral, 8) / 4;
        return Rounding.up(additive(alpha, beta) + sums, 4);
    }

    /** |sg| + sum |r_i| + sum |c_j|, with the rounding of these sums. */
    private static double margins(DMatrixRMaj c) {
        double[] rows = new double[c.numRows];
        double[] columns = new double[c.numCols];
        double total = 0;
        double absolute = 0;
        for (int i = 0; i < c.numRows; i++) {
            for (int j = 0; j < c.numCols; j++) {
                double value = c.unsafe_get(i, j);
                rows[i] += value;
                columns[j] += value;
                absolute += Math.abs(value);
            }
            total += rows[i];
        }
        double sum = Math.abs(total)
                + Arrays.stream(rows).map(Math::abs).sum()
                + Arrays.stream(columns).map(Math::abs).sum();
        double rounding = 3 * Rounding.gamma(c.numRows + c.numCols + 4.0) * absolute;
        return Rounding.up(sum + rounding, c.getNumElements());
    }

    /** max over S, T of |sum over S x T of alpha_i + beta_j|, rounded up. */
    static double additive(double[] alpha, double[] beta) {
        double[] negativeAlpha = Arrays.stream(alpha).map(x -> -x).toArray();
        double[] negativeBeta = Arrays.stream(beta).map(x -> -x).toArray();
        double largest = Math.max(largest(alpha, beta), largest(negativeAlpha, negativeBeta));
        double sizes = beta.length * Arrays.stream(alpha).map(Math::abs).sum()
                + alpha.length * Arrays.stream(beta).map(Math::abs).sum();
        double rounding = Rounding.gamma(alpha.length + beta.length + 8.0) * sizes;
        return Rounding.up(largest + rounding, alpha.length + beta.length);
    }

    private static double largest(double[] alpha, double[] beta) {
        double[] rowSums = topSums(alpha);
        double[] columnSums = topSums(beta);
        double largest = 0;
        for (int k = 1; k < rowSums.length; k++) {
            for (int l = 1; l < columnSums.length; l++) {
                largest = Math.max(largest, l * rowSums[k] + k * columnSums[l]);
            }
        }
        return largest;
    }

    /** Entry k is the sum of the k largest values. */
    private static double[] topSums(double[] values) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        double[] sums = new double[values.length + 1];
        for (int k = 1; k < sums.length; k++) {
            sums[k] = sums[k - 1] + ascending[ascending.length - k];
        }
        return sums;
    }
}
