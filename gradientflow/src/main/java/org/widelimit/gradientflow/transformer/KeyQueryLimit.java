package org.widelimit.gradientflow.transformer;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.numerics.linalg.Svd;

/**
 * Where the directions of W_Q and W_K go under the key-query dynamics (arXiv 2510.06954, Theorem 3, with the limit itself): generically to
 * sum_{i &lt;= k} u_i R_i and sum_{i &lt;= k} v_i R_i, normalised, for a top singular value of multiplicity k.
 *
 * @param query limit of W_Q / |W_Q|_F; zero where W_Q stays zero
 * @param key limit of W_K / |W_K|_F; zero where W_K stays zero
 * @param exponent the rate of growth e^{exponent t} of both; minus infinity where W_Q = W_K = 0
 * @param gap distance to the next smaller exponent present, the rate at which the limit is approached; infinite where there is none
 * @param rank the numerical rank of the limit of W_Q, min(k, r) generically
 */
public record KeyQueryLimit(DMatrixRMaj query, DMatrixRMaj key, double exponent, double gap, int rank) {
    /** Relative to the largest singular value of the limit. */
    private static final double RANK_TOLERANCE = 1e-12;
    /** Relative to all amplitudes: what is below is the rounding of a mode that is not there. */
    private static final double ABSENT = 1e-14;

    static KeyQueryLimit of(Svd svd, DMatrixRMaj growing, DMatrixRMaj decaying, double tieTolerance) {
        if (!(tieTolerance >= 0 && tieTolerance < 1)) {
            throw new IllegalArgumentException("expected a tolerance for ties in [0, 1), found " + tieTolerance);
        }
        double[] sigma = svd.values();
        double tie = tieTolerance * sigma[0];
        double absent = ABSENT * Math.hypot(Matrices.norm(growing), Matrices.norm(decaying));
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < sigma.length; i++) {
            top = Math.max(top, present(growing, i, absent) ? sigma[i] : Double.NEGATIVE_INFINITY);
            top = Math.max(top, present(decaying, i, absent) ? -sigma[i] : Double.NEGATIVE_INFINITY);
        }
        DMatrixRMaj plus = new DMatrixRMaj(growing.numRows, growing.numCols);
        DMatrixRMaj minus = plus.copy();
        double next = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < sigma.length; i++) {
            next = Math.max(next, take(growing, plus, i, sigma[i], top - tie, absent));
            next = Math.max(next, take(decaying, minus, i, -sigma[i], top - tie, absent));
        }
        DMatrixRMaj query = unit(Matrices.multiply(svd.u(), sum(plus, minus, 1)));
        DMatrixRMaj key = unit(Matrices.multiply(svd.v(), sum(plus, minus, -1)));
        double gap = Double.isInfinite(top) ? Double.POSITIVE_INFINITY : top - next;
        return new KeyQueryLimit(query, key, top, gap, rank(query));
    }

    /** Copies a mode that belongs to the leading group and gives minus infinity, or gives the exponent of one that does not. */
    private static double take(
            DMatrixRMaj from, DMatrixRMaj to, int row, double exponent, double leading, double absent) {
        if (!present(from, row, absent)) {
            return Double.NEGATIVE_INFINITY;
        }
        if (exponent < leading) {
            return exponent;
        }
        System.arraycopy(from.data, row * from.numCols, to.data, row * from.numCols, from.numCols);
        return Double.NEGATIVE_INFINITY;
    }

    private static DMatrixRMaj sum(DMatrixRMaj plus, DMatrixRMaj minus, int sign) {
        return CommonOps_DDRM.add(1, plus, sign, minus, null);
    }

    private static boolean present(DMatrixRMaj amplitudes, int row, double absent) {
        int columns = amplitudes.numCols;
        return Matrices.norm(Arrays.copyOfRange(amplitudes.data, row * columns, (row + 1) * columns)) > absent;
    }

    private static DMatrixRMaj unit(DMatrixRMaj m) {
        double norm = Matrices.norm(m);
        return norm > 0 ? Matrices.scaled(1 / norm, m) : m;
    }

    private static int rank(DMatrixRMaj m) {
        return (int) Arrays.stream(RankCollapse.ratios(m))
                .filter(ratio -> ratio > RANK_TOLERANCE)
                .count();
    }
}
