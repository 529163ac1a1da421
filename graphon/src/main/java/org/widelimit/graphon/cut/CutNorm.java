package org.widelimit.graphon.cut;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The cut norm of an m x n matrix,
 *
 * <pre>  |A|_cut = max over S, T of |sum over i in S, j in T of a_ij| / (m n),</pre>
 *
 * as a bracket. Small matrices are enumerated. For larger ones the lower end is the value of the best sets that an
 * alternating and tabu search found, summed again with its rounding error, and the upper end is the smallest of
 * several bounds that hold in floating point: by the sum of the entries of one sign, by the singular value of the
 * centred matrix, and by a dual point of the semidefinite relaxation.
 *
 * <p>For a matrix of one sign S and T are everything and the result is exact. A matrix of noise has a bracket with a
 * ratio well above 1: what is known to be computable in polynomial time stays 10 % and more above the truth there.
 *
 * <p>Sources: Frieze and Kannan, Quick approximation to matrices and applications (1999); Alon and Naor, Approximating
 * the cut-norm via Grothendieck's inequality (2006).
 */
public final class CutNorm {

    /** The enumeration takes (sets of rows) x (columns) steps; beyond this it is not tried. */
    private static final double MOST_STEPS = 0x1p32;

    private CutNorm() {}

    /**
     * The cut norm of a matrix.
     *
     * @param a m x n, finite; a matrix without entries has the cut norm 0
     * @param streams for the random starts of the search
     * @throws InputException if an entry is not finite
     */
    public static CutBracket of(DMatrixRMaj a, CutNormOptions options, RandomStreams streams) {
        return bracket(CutProblem.of(a), (double) a.numRows * a.numCols, options, streams);
    }

    /**
     * The cut norm of A - B; where a difference of entries is rounded, that is in the bracket.
     *
     * @param b of the shape of a
     * @throws InputException if an entry of the difference is not finite
     */
    public static CutBracket ofDifference(DMatrixRMaj a, DMatrixRMaj b, CutNormOptions options, RandomStreams streams) {
        if (a.numRows != b.numRows || a.numCols != b.numCols) {
            throw new IllegalArgumentException("expected two matrices of one shape, found (" + a.numRows + ", "
                    + a.numCols + ") and (" + b.numRows + ", " + b.numCols + ")");
        }
        DMatrixRMaj d = new DMatrixRMaj(a.numRows, a.numCols);
        boolean exact = true;
        for (int k = 0; k < d.data.length; k++) {
            double difference = a.data[k] - b.data[k];
            d.data[k] = difference;
            double back = a.data[k] - difference;
            exact &= (a.data[k] - (difference + back)) + (back - b.data[k]) == 0;
        }
        double[] rows = new double[a.numRows];
        Arrays.fill(rows, 1);
        double[] columns = new double[a.numCols];
        Arrays.fill(columns, 1);
        CutProblem problem = exact ? CutProblem.of(d) : CutProblem.of(d, rows, columns);
        return bracket(problem, (double) a.numRows * a.numCols, options, streams);
    }

    /** The same for sum over S x T of mu_i nu_j d_ij, not divided by anything. */
    static CutBracket weighted(
            DMatrixRMaj d,
            double[] rowMeasures,
            double[] columnMeasures,
            CutNormOptions options,
            RandomStreams streams) {
        return bracket(CutProblem.of(d, rowMeasures, columnMeasures), 1, options, streams);
    }

    private static CutBracket bracket(
            CutProblem problem, double divisor, CutNormOptions options, RandomStreams streams) {
        if (problem.isZero()) {
            return new CutBracket(0, 0, true, new int[0], new int[0]);
        }
        boolean wide = problem.a().numRows < problem.a().numCols;
        CutBracket bracket = ofTall(wide ? problem.transposed() : problem, divisor, options, streams);
        return wide ? bracket.transposed() : bracket;
    }

    /** At least as many rows as columns. */
    private static CutBracket ofTall(
            CutProblem problem, double divisor, CutNormOptions options, RandomStreams streams) {
        DMatrixRMaj a = problem.a();
        if (Arrays.stream(a.data).allMatch(x -> x >= 0) || Arrays.stream(a.data).allMatch(x -> x <= 0)) {
            boolean[] rows = new boolean[a.numRows];
            Arrays.fill(rows, true);
            return result(problem, divisor, Witness.forRows(a, rows), sumAtMost(problem), true);
        }
        if (a.numCols <= options.exactSide() && Math.scalb((double) a.numRows, a.numCols) <= MOST_STEPS) {
            CutProblem turned = problem.transposed();
            CutEnumeration.Maximum maximum = CutEnumeration.of(turned);
            double upper = maximum.error() == 0 ? maximum.value() : Math.nextUp(maximum.value() + maximum.error());
            return result(turned, divisor, maximum.witness(), upper, true).transposed();
        }
        DenseBackend backend = DenseBackends.preferred();
        double upper = Math.min(oneSign(a), CentredBound.of(a, backend, streams));
        List<double[]> starts = List.of();
        if (options.bound() == CutNormOptions.Bound.SEMIDEFINITE) {
            SemidefiniteBound.Result relaxed = SemidefiniteBound.of(a, backend, streams);
            upper = Math.min(upper, relaxed.upper());
            starts = relaxed.columnSigns();
        }
        return result(problem, divisor, CutSearch.of(a, starts, options, streams), upper, false);
    }

    private static CutBracket result(CutProblem problem, double divisor, Witness witness, double upper, boolean exact) {
        double low = Rounding.divideDown(problem.valueAtLeast(witness.rows(), witness.columns()), divisor);
        double high = Rounding.divideUp(problem.withEntryErrors(upper), divisor);
        return new CutBracket(
                Rounding.scaleDown(low, problem.exponent()),
                Rounding.scaleUp(high, problem.exponent()),
                exact,
                CutProblem.expanded(problem.rowGroups(), witness.rows()),
                CutProblem.expanded(problem.columnGroups(), witness.columns()));
    }

    /** The sum of all entries of a matrix of one sign, in absolute value, rounded up. */
    private static double sumAtMost(CutProblem problem) {
        CarefulSum sum = new CarefulSum();
        for (double value : problem.a().data) {
            sum.add(value);
        }
        return sum.absoluteAtMost();
    }

    /** max(sum of the positive entries, minus the sum of the negative ones), rounded up. */
    private static double oneSign(DMatrixRMaj a) {
        double positive = 0;
        double negative = 0;
        for (double value : a.data) {
            positive += Math.max(value, 0);
            negative += Math.max(-value, 0);
        }
        return Rounding.up(Math.max(positive, negative), a.getNumElements());
    }
}
