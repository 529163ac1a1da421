package org.widelimit.graphon.cut;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;
import org.widelimit.numerics.random.RandomStream;

/**
 * A solution of the vector relaxation
 *
 * <pre>  max  sum r_i (e, u_i) + sum c_j (e, v_j) + sum a_ij (u_i, v_j)    over unit vectors u_i, v_j in R^k,</pre>
 *
 * e a fixed unit vector, r and c the row and column sums of A: by turns the best u for the v and the best v for the u,
 * each a normalised row of a product, with Nesterov's extrapolation as long as the value rises. k above (2 (m +
 * n))^(1/2) has no bad local maximum (Burer and Monteiro, A nonlinear programming algorithm for solving semidefinite
 * programs via low-rank factorization, 2003); in practice a third of it is enough. Whatever comes out, a bound derived
 * from it is certified separately.
 */
final class BlockAscent {

    private static final int SMALLEST_RANK = 16;
    private static final double RANK_PER_ROOT = 0.6;
    private static final double TOLERANCE = 1e-7;
    private static final int QUIET_STEPS = 5;
    private static final int MOST_STEPS = 600;

    private final Products a;
    private final double[] r;
    private final double[] c;
    private final int rank;

    private BlockAscent(Products a, double[] r, double[] c, int rank) {
        this.a = a;
        this.r = r;
        this.c = c;
        this.rank = rank;
    }

    /** A matrix by its products with the k vectors in the columns of another one. */
    interface Products {

        /** y &lt;- A x. */
        void times(DMatrixRMaj x, DMatrixRMaj y);

        /** y &lt;- A^T x. */
        void transposedTimes(DMatrixRMaj x, DMatrixRMaj y);

        /** Products of a matrix that is written out. */
        static Products of(DMatrixRMaj a, DenseBackend backend) {
            return new Products() {
                @Override
                public void times(DMatrixRMaj x, DMatrixRMaj y) {
                    backend.gemm(Transpose.NO, Transpose.NO, 1, a, x, 0, y);
                }

                @Override
                public void transposedTimes(DMatrixRMaj x, DMatrixRMaj y) {
                    backend.gemm(Transpose.YES, Transpose.NO, 1, a, x, 0, y);
                }
            };
        }
    }

    /** A rank that is enough in practice. */
    static int rank(int rows, int columns) {
        return Math.max(SMALLEST_RANK, (int) Math.ceil(RANK_PER_ROOT * Math.sqrt((double) rows + columns)));
    }

    /**
     * Unit vectors and the multipliers of their lengths.
     *
     * @param v column vectors of the relaxation, n x k; e is the first coordinate
     * @param y0 multiplier of |e| = 1, at least 0
     * @param p multipliers of |u_i| = 1
     * @param q multipliers of |v_j| = 1
     */
    record Solution(DMatrixRMaj v, double y0, double[] p, double[] q) {}

    static Solution solve(DMatrixRMaj a, double[] r, double[] c, DenseBackend backend, RandomStream stream) {
        return solve(Products.of(a, backend), r, c, rank(r.length, c.length), stream);
    }

    /** The same with the products alone, and vectors of so many components. */
    static Solution solve(Products a, double[] r, double[] c, int rank, RandomStream stream) {
        return new BlockAscent(a, r, c, rank).run(stream);
    }

    private Solution run(RandomStream stream) {
        DMatrixRMaj u = new DMatrixRMaj(r.length, rank);
        DMatrixRMaj v = stream.gaussianMatrix(c.length, rank);
        normalise(v);
        DMatrixRMaj previous = v.copy();
        double value = Double.NEGATIVE_INFINITY;
        double momentum = 1;
        int quiet = 0;
        for (int step = 0; step < MOST_STEPS && quiet < QUIET_STEPS; step++) {
            double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            DMatrixRMaj start = extrapolated(v, previous, (momentum - 1) / nextMomentum);
            DMatrixRMaj next = new DMatrixRMaj(c.length, rank);
            double nextValue = turn(start, u, next);
            if (nextValue < value && momentum > 1) {
                momentum = 1; // the extrapolation went too far: again from v
                continue;
            }
            quiet = nextValue - value <= TOLERANCE * Math.abs(nextValue) ? quiet + 1 : 0;
            previous = v;
            v = next;
            value = nextValue;
            momentum = nextMomentum;
        }
        return solution(u, v);
    }

    /** u best for v, then the next v best for u; the value there. */
    private double turn(DMatrixRMaj v, DMatrixRMaj u, DMatrixRMaj next) {
        rowsFor(v, u);
        normalise(u);
        columnsFor(u, next);
        double value = Arrays.stream(normalise(next)).sum();
        for (int i = 0; i < r.length; i++) {
            value += r[i] * u.unsafe_get(i, 0);
        }
        return value;
    }

    private Solution solution(DMatrixRMaj u, DMatrixRMaj v) {
        turn(v.copy(), u, v);
        DMatrixRMaj forRows = new DMatrixRMaj(r.length, rank);
        rowsFor(v, forRows);
        DMatrixRMaj forColumns = new DMatrixRMaj(c.length, rank);
        columnsFor(u, forColumns);
        double y0 = 0;
        for (int i = 0; i < r.length; i++) {
            y0 += r[i] * u.unsafe_get(i, 0);
        }
        for (int j = 0; j < c.length; j++) {
            y0 += c[j] * v.unsafe_get(j, 0);
        }
        return new Solution(v, Math.max(0, y0), normalise(forRows), normalise(forColumns));
    }

    /** A V + r e^T. */
    private void rowsFor(DMatrixRMaj v, DMatrixRMaj result) {
        a.times(v, result);
        for (int i = 0; i < r.length; i++) {
            result.data[i * rank] += r[i];
        }
    }

    /** A^T U + c e^T. */
    private void columnsFor(DMatrixRMaj u, DMatrixRMaj result) {
        a.transposedTimes(u, result);
        for (int j = 0; j < c.length; j++) {
            result.data[j * rank] += c[j];
        }
    }

    private DMatrixRMaj extrapolated(DMatrixRMaj v, DMatrixRMaj previous, double beta) {
        DMatrixRMaj result = new DMatrixRMaj(v.numRows, v.numCols);
        for (int k = 0; k < result.data.length; k++) {
            result.data[k] = v.data[k] + beta * (v.data[k] - previous.data[k]);
        }
        normalise(result);
        return result;
    }

    /** Scales rows to length 1 and returns the lengths; a row of zeros stays. */
    private static double[] normalise(DMatrixRMaj matrix) {
        double[] lengths = new double[matrix.numRows];
        for (int i = 0; i < lengths.length; i++) {
            int row = i * matrix.numCols;
            double squares = 0;
            for (int k = row; k < row + matrix.numCols; k++) {
                squares += matrix.data[k] * matrix.data[k];
            }
            lengths[i] = Math.sqrt(squares);
            for (int k = row; k < row + matrix.numCols && lengths[i] > 0; k++) {
                matrix.data[k] /= lengths[i];
            }
        }
        return lengths;
    }
}
