package org.widelimit.graphon.cut;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/**
 * An upper bound of the largest singular value of M = diag(a) B diag(b) from products with M alone, in memory O(rows +
 * columns) beside B.
 *
 * <p>With the Chebyshev polynomial T_K of even degree let y_K = T_K((M^T M)^(1/2)) y_0, by the recurrence y_1 = M y_0,
 * y_(j+1) = 2 M y_j - y_(j-1), M and M^T by turns. If sigma = cosh(theta) &gt;= 1 is a singular value with right vector
 * v, then (y_K, v) = cosh(K theta) (y_0, v), so a y_K that stays small means a small theta, or a y_0 that hardly sees
 * v:
 *
 * <pre>  sigma &lt;= cosh(arcosh(R) / K),   R = |y_K| / |(y_0, v)|.</pre>
 *
 * <p>Two ways to know that y_0 sees v.
 * <ul>
 *   <li>All unit vectors as y_0: then the root of the sum of (e_j, v)^2 is 1, and |y_K| is that of the sum of squares.
 *       That is a proof; it costs columns x K products.
 *   <li>g independent Gaussian vectors: |(y_0, v)| &lt; s has a probability below (2 / pi)^(1/2) s for each, so all of
 *       them miss v with that to the power of g. Then the largest |y_K| over s is at least R. The bound can be wrong,
 *       with {@link #FAILURE_PROBABILITY} over the choice of the vectors, whatever the matrix is. (With one vector in
 *       place of g, s has to be so small that rounding hides what it sees.) Kuczynski and Wozniakowski, Estimating the
 *       largest eigenvalue by the power and Lanczos algorithms with a random start (1992), have the like for a Ritz
 *       value.
 * </ul>
 *
 * <p><b>Rounding.</b> Let h_j be the error of step j. Then (y_K, v) = T_K (y_0, v) + sum_j U_(K-j) (h_j, v), and
 * U_(K-j) &lt;= (K - j + 1) T_(K-j), so |(y_0, v)| is lowered by sum_j (K - j + 1) |h_j| T_(K-j) / T_K. A product is
 * off by at most gamma times |diag(a) |B| diag(b)| |x|, and the norm of that non-negative matrix is at most the root of
 * its largest row sum times its largest column sum.
 */
final class ChebyshevNorm {

    /** Of a bound from random vectors: 2^-40, about 1e-12. */
    static final double FAILURE_PROBABILITY = 0x1p-40;

    private static final int VECTORS = 8;
    /** s with (2 / pi)^(1/2) s = 2^-5, rounded down; eight vectors make 2^-40 of it. */
    private static final double OVERLAP = 0.03916;

    private static final int RANDOM_DEGREE = 200;
    private static final int PROOF_DEGREE = 16;
    private static final int BLOCK = 16;
    private static final double LARGEST_ANGLE = 3;
    private static final double ANGLE_STEP = 1.25;

    private final SparseSigns matrix;
    private final double[] a;
    private final double[] b;
    private final double productError;

    /** Scales rows by a and columns by b, both positive. */
    ChebyshevNorm(SparseSigns matrix, double[] a, double[] b) {
        this.matrix = matrix;
        this.a = a;
        this.b = b;
        this.productError = productError();
    }

    /** A bound by random vectors, for a matrix whose norm is about 1; infinite if rounding forbids one. */
    double likelyBound(RandomStream stream) {
        DMatrixRMaj start = stream.gaussianMatrix(b.length, VECTORS);
        double[] largest = new double[RANDOM_DEGREE + 1];
        raise(squares(start, RANDOM_DEGREE), largest);
        return bound(largest, OVERLAP);
    }

    /** A bound by all unit vectors, for a matrix whose norm is about 1; infinite if rounding forbids one. */
    double provenBound() {
        double[] sums = new double[PROOF_DEGREE + 1];
        for (int begin = 0; begin < b.length; begin += BLOCK) {
            int width = Math.min(BLOCK, b.length - begin);
            DMatrixRMaj start = new DMatrixRMaj(b.length, width);
            for (int k = 0; k < width; k++) {
                start.unsafe_set(begin + k, k, 1);
            }
            double[][] squares = squares(start, PROOF_DEGREE);
            for (int j = 0; j < sums.length; j++) {
                sums[j] += Arrays.stream(squares[j]).sum();
            }
        }
        return bound(sums, 1);
    }

    private static void raise(double[][] squares, double[] largest) {
        for (int j = 0; j < largest.length; j++) {
            largest[j] = Arrays.stream(squares[j]).max().orElse(0);
        }
    }

    /** |y_j|^2 for j up to the degree, for each start. */
    private double[][] squares(DMatrixRMaj start, int degree) {
        double[][] squares = new double[degree + 1][];
        DMatrixRMaj before = start;
        DMatrixRMaj y = new DMatrixRMaj(a.length, start.numCols);
        times(start, y);
        squares[0] = columnSquares(start);
        squares[1] = columnSquares(y);
        for (int j = 2; j <= degree; j++) {
            DMatrixRMaj next = new DMatrixRMaj(before.numRows, before.numCols);
            if (j % 2 == 0) {
                transposedTimes(y, next);
            } else {
                times(y, next);
            }
            for (int k = 0; k < next.data.length; k++) {
                next.data[k] = 2 * next.data[k] - before.data[k];
            }
            squares[j] = columnSquares(next);
            before = y;
            y = next;
        }
        return squares;
    }

    /**
     * cosh(arcosh(R) / K) from the squares of |y_j|. What rounding loses is the less the larger theta is, so for any
     * theta_0 either theta is below it or the loss is at most that at theta_0: the best of a few.
     */
    private double bound(double[] squares, double overlap) {
        int degree = squares.length - 1;
        double[] norms = new double[squares.length];
        Arrays.setAll(norms, j -> Rounding.up(Math.sqrt(squares[j]), (double) a.length + b.length + BLOCK + b.length));
        double best = largestAngle(norms, overlap, 0);
        for (double least = 1.0 / degree; least < LARGEST_ANGLE; least *= ANGLE_STEP) {
            best = Math.min(best, Math.max(least, largestAngle(norms, overlap, least)));
        }
        return Rounding.up(Math.cosh(best), 16);
    }

    /** At least theta, if theta is at least {@code least}; infinite if rounding may have hidden all that y_0 sees. */
    private double largestAngle(double[] norms, double overlap, double least) {
        int degree = norms.length - 1;
        double lost = 0;
        for (int j = 1; j <= degree; j++) {
            double product = (j == 1 ? 1 : 2) * productError * norms[j - 1];
            double sum = 8 * Rounding.U * (norms[j] + (j == 1 ? 0 : norms[j - 2]));
            double part = Math.min(1, 2 * Math.exp(-j * least)); // at least T_(K-j) / T_K
            lost += (degree - j + 1) * part * (product + sum);
        }
        double seen = overlap - Rounding.up(lost, 8.0 * degree);
        if (!(seen > overlap / 2)) {
            return Double.POSITIVE_INFINITY;
        }
        double ratio = Math.max(1, Rounding.up(norms[degree] / seen, 4));
        return Rounding.up(Math.log(2 * ratio) / degree, 16);
    }

    private double productError() {
        SparseSigns sizes = matrix.absolute();
        double[] rows = sizes.rowFields(b);
        double[] columns = sizes.columnFields(a);
        double largestRow = 0;
        for (int i = 0; i < a.length; i++) {
            largestRow = Math.max(largestRow, a[i] * rows[i]);
        }
        double largestColumn = 0;
        for (int j = 0; j < b.length; j++) {
            largestColumn = Math.max(largestColumn, b[j] * columns[j]);
        }
        double chain = matrix.chain() + 4;
        return Rounding.gamma(chain) * Rounding.up(Math.sqrt(largestRow) * Math.sqrt(largestColumn), 2 * chain + 8);
    }

    private void times(DMatrixRMaj x, DMatrixRMaj y) {
        matrix.times(scaled(x, b), y);
        scale(y, a);
    }

    private void transposedTimes(DMatrixRMaj x, DMatrixRMaj y) {
        matrix.transposedTimes(scaled(x, a), y);
        scale(y, b);
    }

    private static DMatrixRMaj scaled(DMatrixRMaj x, double[] factors) {
        DMatrixRMaj result = x.copy();
        scale(result, factors);
        return result;
    }

    private static void scale(DMatrixRMaj x, double[] factors) {
        for (int k = 0; k < x.data.length; k++) {
            x.data[k] *= factors[k / x.numCols];
        }
    }

    private static double[] columnSquares(DMatrixRMaj x) {
        double[] squares = new double[x.numCols];
        for (int i = 0; i < x.numRows; i++) {
            for (int k = 0; k < x.numCols; k++) {
                double value = x.data[i * x.numCols + k];
                squares[k] += value * value;
            }
        }
        return squares;
    }
}
