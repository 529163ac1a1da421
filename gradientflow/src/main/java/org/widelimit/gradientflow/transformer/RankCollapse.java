package org.widelimit.gradientflow.transformer;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.Svd;

/**
 * How far a matrix has fallen onto its leading singular directions (rank collapse, Definition 2 of arXiv 2510.06954: W / |W|_F tends to
 * a matrix of low rank).
 */
public final class RankCollapse {
    private RankCollapse() {}

    /**
     * sigma_i / sigma_1.
     *
     * @param w any matrix
     * @return the singular values over the largest one, descending; all zero for W = 0
     */
    public static double[] ratios(DMatrixRMaj w) {
        double[] values = Matrices.singularValues(w);
        return values.length == 0 || values[0] == 0
                ? new double[values.length]
                : Matrices.scaled(1 / values[0], values);
    }

    /**
     * sigma_index / sigma_1.
     *
     * @param w any matrix
     * @param index 1-based
     * @return the ratio; 0 where there is no such singular value, or W = 0
     */
    public static double ratio(DMatrixRMaj w, int index) {
        double[] ratios = ratios(w);
        return index <= ratios.length ? ratios[index - 1] : 0;
    }

    /**
     * exp(-sum_i p_i ln p_i) with p_i = sigma_i / sum_j sigma_j: the exponential of the entropy of the singular values (Roy and
     * Vetterli, 2007).
     * It is 1 for rank one, k for k equal singular values. The source prints no definition of its effective rank; this is the usual one.
     *
     * @param w any matrix
     * @return a number from 1 to the rank; 0 for W = 0
     */
    public static double effectiveRank(DMatrixRMaj w) {
        double[] values = Matrices.singularValues(w);
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        if (sum == 0) {
            return 0;
        }
        double entropy = 0;
        for (double value : values) {
            double p = value / sum;
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return Math.exp(entropy);
    }

    /**
     * |u . u'| |v . v'| with the leading singular vectors u, v of W and u', v' of the reference: 1 where both have the same leading
     * rank-one part, free of sign.
     * It means something only where both leading singular values are simple.
     *
     * @param w any matrix but zero
     * @param reference a matrix of the same shape, not zero
     * @return a number in [0, 1]; NaN if one of them is zero
     */
    public static double alignment(DMatrixRMaj w, DMatrixRMaj reference) {
        if (w.numRows != reference.numRows || w.numCols != reference.numCols) {
            throw new IllegalArgumentException("expected two matrices of one shape, found " + Matrices.shape(w)
                    + " and " + Matrices.shape(reference));
        }
        Svd ours = Matrices.svd(w);
        Svd theirs = Matrices.svd(reference);
        if (!(ours.values()[0] > 0 && theirs.values()[0] > 0)) {
            return Double.NaN;
        }
        return Math.min(1, Math.abs(leadingDot(ours.u(), theirs.u()) * leadingDot(ours.v(), theirs.v())));
    }

    private static double leadingDot(DMatrixRMaj a, DMatrixRMaj b) {
        double sum = 0;
        for (int i = 0; i < a.numRows; i++) {
            sum += a.data[i * a.numCols] * b.data[i * b.numCols];
        }
        return sum;
    }
}
