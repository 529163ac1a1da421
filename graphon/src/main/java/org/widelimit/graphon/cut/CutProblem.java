package org.widelimit.graphon.cut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.numerics.InputException;

/**
 * The maximum over S, T of |sum over S x T of a_ij|, in a form that is good to compute with: a_ij = 2^-exponent mu_i
 * nu_j d_ij with the largest |a_ij| in [1/2, 1), rows (columns) that are alike put together, rows and columns of zeros
 * left out.
 *
 * <p>Twins may be put together because the sum is linear in the indicator of each row: some optimal S holds all of
 * them or none.
 *
 * @param a the scaled matrix
 * @param rowGroups original rows of each row of a
 * @param columnGroups original columns of each column of a
 * @param exponent a power of 2 that was divided out
 * @param relativeError the exact entries are within this of those of a, relative to their size
 * @param lostAbsolute what of the exact sum of absolute values underflowed at most
 */
record CutProblem(
        DMatrixRMaj a,
        int[][] rowGroups,
        int[][] columnGroups,
        int exponent,
        double relativeError,
        double lostAbsolute) {

    /** The problem of a matrix, every row and column of measure 1. */
    static CutProblem of(DMatrixRMaj d) {
        requireFinite(d);
        int[][] rows = twins(d);
        int[][] columns = twins(CommonOps_DDRM.transpose(d, null));
        double[] mu = Arrays.stream(rows).mapToDouble(group -> group.length).toArray();
        double[] nu = Arrays.stream(columns).mapToDouble(group -> group.length).toArray();
        // Products of two integers are exact, so one rounding is left, that of the product with the entry.
        CutProblem problem = scaled(d, rows, columns, mu, nu, Rounding.gamma(3));
        return problem.lostAbsolute == 0 && exactProducts(d, rows, columns) ? problem.withoutError() : problem;
    }

    /** The problem of a matrix whose rows and columns have measures that are each good to 2^-53. */
    static CutProblem of(DMatrixRMaj d, double[] rowMeasures, double[] columnMeasures) {
        requireFinite(d);
        int[][] rows = twins(d);
        int[][] columns = twins(CommonOps_DDRM.transpose(d, null));
        double[] mu = sums(rows, rowMeasures);
        double[] nu = sums(columns, columnMeasures);
        // Measures, their sums, the difference in d, two products.
        return scaled(d, rows, columns, mu, nu, Rounding.gamma(d.numRows + d.numCols + 10.0));
    }

    /** Whether all entries are 0. */
    boolean isZero() {
        return a.getNumElements() == 0;
    }

    /** The problem with rows and columns exchanged. */
    CutProblem transposed() {
        return new CutProblem(
                CommonOps_DDRM.transpose(a, null), columnGroups, rowGroups, exponent, relativeError, lostAbsolute);
    }

    /** The original indices of the rows (columns) in a set of rows (columns) of a, ascending. */
    static int[] expanded(int[][] groups, boolean[] chosen) {
        List<int[]> members = new ArrayList<>();
        for (int k = 0; k < groups.length; k++) {
            if (chosen[k]) {
                members.add(groups[k]);
            }
        }
        return members.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    }

    /** At most |sum over S x T|, from the entries themselves. */
    double valueAtLeast(boolean[] rows, boolean[] columns) {
        CarefulSum sum = new CarefulSum();
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; rows[i] && j < a.numCols; j++) {
                if (columns[j]) {
                    sum.add(a.unsafe_get(i, j));
                }
            }
        }
        double slack = relativeError * sum.absolute() + lostAbsolute;
        return slack == 0
                ? sum.absoluteAtLeast()
                : Math.max(0, Math.nextDown(sum.absoluteAtLeast() - Math.nextUp(slack)));
    }

    /** An upper bound of the maximum for the exact entries, from one for the entries of a. */
    double withEntryErrors(double upper) {
        double slack = relativeError * absoluteSum() + lostAbsolute;
        return slack == 0 ? upper : Math.nextUp(upper + Math.nextUp(slack));
    }

    /** The sum of the absolute values of a, rounded up. */
    double absoluteSum() {
        double sum = 0;
        for (double value : a.data) {
            sum += Math.abs(value);
        }
        return Rounding.up(sum, a.getNumElements());
    }

    /**
     * Whether every sum of entries of a is exact in doubles: they are integer multiples of some 2^-q, and the sum of
     * their absolute values has at most 53 bits in that unit.
     */
    boolean isLattice() {
        int unit = Integer.MAX_VALUE;
        for (double value : a.data) {
            if (value != 0) {
                long bits = Double.doubleToRawLongBits(value);
                long mantissa = bits & 0xFFFFFFFFFFFFFL | 0x10000000000000L;
                unit = Math.min(unit, Math.getExponent(value) - 52 + Long.numberOfTrailingZeros(mantissa));
            }
        }
        return absoluteSum() < Math.scalb(1.0, unit + 53);
    }

    private static CutProblem scaled(
            DMatrixRMaj d, int[][] rows, int[][] columns, double[] mu, double[] nu, double relativeError) {
        double largest = 0;
        for (double value : d.data) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (largest == 0) {
            return new CutProblem(new DMatrixRMaj(0, 0), new int[0][], new int[0][], 0, 0, 0);
        }
        // First the entries and then the products, so that neither can overflow.
        int entryExponent = exponent(largest);
        DMatrixRMaj a = new DMatrixRMaj(rows.length, columns.length);
        double largestProduct = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                double entry = down(d.get(rows[i][0], columns[j][0]), entryExponent);
                a.unsafe_set(i, j, mu[i] * nu[j] * entry);
                largestProduct = Math.max(largestProduct, Math.abs(a.unsafe_get(i, j)));
            }
        }
        int productExponent = exponent(largestProduct);
        for (int k = 0; k < a.data.length; k++) {
            a.data[k] = down(a.data[k], productExponent);
        }
        // An entry below 2^-1022 of the largest is rounded when it is scaled down, by less than the smallest double
        // each time.
        double lost = wide(d, largest) ? 4 * Double.MIN_NORMAL * a.getNumElements() : 0;
        return new CutProblem(a, rows, columns, entryExponent + productExponent, relativeError, lost);
    }

    private CutProblem withoutError() {
        return new CutProblem(a, rowGroups, columnGroups, exponent, 0, lostAbsolute);
    }

    /** Whether (rows in a group) (columns in a group) (entry) is a double wherever it was formed. */
    private static boolean exactProducts(DMatrixRMaj d, int[][] rows, int[][] columns) {
        for (int[] row : rows) {
            for (int[] column : columns) {
                double count = (double) row.length * column.length;
                double entry = d.get(row[0], column[0]);
                if (count != 1 && Math.fma(count, entry, -(count * entry)) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean wide(DMatrixRMaj d, double largest) {
        return Arrays.stream(d.data).anyMatch(x -> x != 0 && Math.getExponent(x) < Math.getExponent(largest) - 900);
    }

    /** The exponent k with x 2^-k in [1/2, 1). */
    private static int exponent(double x) {
        int normal = x < Double.MIN_NORMAL ? Math.getExponent(x * 0x1p54) - 54 : Math.getExponent(x);
        return normal + 1;
    }

    /** x 2^-k in two steps, because 2^-k itself may not be a double. */
    private static double down(double x, int k) {
        return Math.scalb(Math.scalb(x, -k / 2), -(k - k / 2));
    }

    private static double[] sums(int[][] groups, double[] measures) {
        return Arrays.stream(groups)
                .mapToDouble(group ->
                        Arrays.stream(group).mapToDouble(i -> measures[i]).sum())
                .toArray();
    }

    /** Groups of equal rows in the order of their first member, without the rows of zeros. */
    private static int[][] twins(DMatrixRMaj d) {
        Map<Row, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < d.numRows; i++) {
            double[] entries = new double[d.numCols];
            boolean zero = true;
            for (int j = 0; j < d.numCols; j++) {
                entries[j] = d.unsafe_get(i, j) + 0.0; // -0 becomes 0
                zero &= entries[j] == 0;
            }
            if (!zero) {
                groups.computeIfAbsent(new Row(entries), key -> new ArrayList<>())
                        .add(i);
            }
        }
        return groups.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** A row as a key. */
    private record Row(double[] entries) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Row that && Arrays.equals(entries, that.entries);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(entries);
        }
    }

    private static void requireFinite(DMatrixRMaj d) {
        for (int i = 0; i < d.numRows; i++) {
            for (int j = 0; j < d.numCols; j++) {
                if (!Double.isFinite(d.unsafe_get(i, j))) {
                    throw new InputException("expected finite entries, found " + d.unsafe_get(i, j) + " at entry (" + i
                            + ", " + j + ")");
                }
            }
        }
    }
}
