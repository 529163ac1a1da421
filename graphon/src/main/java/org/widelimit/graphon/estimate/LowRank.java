package org.widelimit.graphon.estimate;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;

/**
 * The mean M of T masks of the same units without its noise, as X Y^T of low rank: its singular values above the edge of
 * the noise.
 *
 * <p>Entries of M have the variances P_ij (1 - P_ij) / T, which differ. Rows and columns are scaled so that they
 * differ less,
 *
 * <pre>  C_ij = T^(1/2) M_ij s / (r_i c_j),  r_i^2 = d_i (1 - d_i),  c_j^2 = d_j (1 - d_j),  s^2 = d (1 - d)</pre>
 *
 * with d_i, d_j, d the kept fractions of row, column and all of M. The variances of the noise are then about 1 and its largest singular value is about m^(1/2) + n^(1/2). Each singular value y n^(1/2) of C above
 * that is shrunk to the one that minimises the expected squared error, y^(-1) ((y^2 - b - 1)^2 - 4 b)^(1/2) n^(1/2) with
 * b = m / n, and the scaling is undone.
 *
 * <p>Sources: Landa, Zhang and Kluger, Biwhitening reveals the rank of a count matrix (2022), for the scaling; Gavish
 * and Donoho, Optimal shrinkage of singular values (2017), eq. 7. By Jensen's inequality d_i (1 - d_i) is at least the
 * mean variance of row i.
 *
 * @param x m x r
 * @param y n x r
 * @param threshold (1 + eta) (m^(1/2) + n^(1/2)) for the singular values of C
 * @param values singular values of C above it, descending
 */
record LowRank(DMatrixRMaj x, DMatrixRMaj y, double threshold, double[] values) {

    /** The largest singular value of noise alone strays from the edge by O(n^(-2/3)) of it. */
    static final double ETA = 0.01;

    /**
     * Of one or more masks of the same shape.
     *
     * @param degrees those of the masks
     */
    static LowRank of(List<Mask> masks, Degrees degrees, RandomStream random) {
        Whitened c = new Whitened(masks, degrees);
        double threshold = (1 + ETA) * (Math.sqrt(c.rows()) + Math.sqrt(c.columns()));
        BlockKrylov found = BlockKrylov.above(threshold, c, random, DenseBackends.preferred());
        double[] shrunk = new double[found.values().length];
        for (int k = 0; k < shrunk.length; k++) {
            shrunk[k] = shrunk(found.values()[k], c.rows(), c.columns()) / masks.size();
        }
        DMatrixRMaj x = unscaled(found.left(), c.rowScale, shrunk);
        DMatrixRMaj y = unscaled(found.right(), c.columnScale, KeptMeans.ones(shrunk.length));
        return new LowRank(x, y, threshold, found.values());
    }

    int rank() {
        return values.length;
    }

    /** The squared-error shrinkage of a singular value of an m x n matrix with noise of variance 1. */
    static double shrunk(double value, int m, int n) {
        double y = value / Math.sqrt(n);
        double beta = (double) m / n;
        double centred = y * y - beta - 1;
        return Math.sqrt(Math.max(0, centred * centred - 4 * beta)) / y * Math.sqrt(n);
    }

    private static DMatrixRMaj unscaled(DMatrixRMaj vectors, double[] scale, double[] factors) {
        DMatrixRMaj result = new DMatrixRMaj(vectors.numRows, factors.length);
        for (int i = 0; i < vectors.numRows; i++) {
            for (int k = 0; k < factors.length; k++) {
                result.data[i * factors.length + k] = vectors.data[i * factors.length + k] * factors[k] / scale[i];
            }
        }
        return result;
    }

    /** The operator C; the diagonal of a graph is filled with its density. */
    private static final class Whitened implements BlockKrylov.Operator {

        private final double[] rowScale;
        private final double[] columnScale;
        private final double diagonal;
        private final List<BitProduct> bits;
        private final List<BitProduct> transposed;

        Whitened(List<Mask> masks, Degrees degrees) {
            double root = Math.sqrt(degrees.deviation());
            // T^(1/2) M is the sum of the masks over T^(1/2).
            rowScale = quotients(root / Math.sqrt(masks.size()), degrees.rowDeviations());
            columnScale = quotients(root, degrees.columnDeviations());
            diagonal = degrees.graph() ? masks.size() * degrees.density() : 0;
            bits = masks.stream().map(BitProduct::of).toList();
            transposed = degrees.graph()
                    ? bits
                    : masks.stream()
                            .map(mask -> BitProduct.of(mask.transposed()))
                            .toList();
        }

        @Override
        public int rows() {
            return rowScale.length;
        }

        @Override
        public int columns() {
            return columnScale.length;
        }

        @Override
        public DMatrixRMaj times(DMatrixRMaj x) {
            return product(bits, x, columnScale, rowScale);
        }

        @Override
        public DMatrixRMaj transposedTimes(DMatrixRMaj y) {
            return product(transposed, y, rowScale, columnScale);
        }

        private DMatrixRMaj product(List<BitProduct> factors, DMatrixRMaj x, double[] inner, double[] outer) {
            DMatrixRMaj scaled = scaled(x, inner);
            DMatrixRMaj product = factors.get(0).times(scaled);
            for (BitProduct factor : factors.subList(1, factors.size())) {
                CommonOps_DDRM.addEquals(product, factor.times(scaled));
            }
            if (diagonal > 0) {
                for (int k = 0; k < product.getNumElements(); k++) {
                    product.data[k] += diagonal * scaled.data[k];
                }
            }
            return scaled(product, outer);
        }

        private static double[] quotients(double numerator, double[] denominators) {
            double[] quotients = new double[denominators.length];
            for (int i = 0; i < quotients.length; i++) {
                quotients[i] = numerator / denominators[i];
            }
            return quotients;
        }

        private static DMatrixRMaj scaled(DMatrixRMaj a, double[] factors) {
            DMatrixRMaj scaled = new DMatrixRMaj(a.numRows, a.numCols);
            for (int i = 0; i < a.numRows; i++) {
                for (int k = i * a.numCols; k < (i + 1) * a.numCols; k++) {
                    scaled.data[k] = a.data[k] * factors[i];
                }
            }
            return scaled;
        }
    }
}
