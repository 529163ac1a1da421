package org.widelimit.graphon.cut;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/** Small matrices of every kind that has broken a cut norm somewhere, and the cut norm in exact arithmetic. */
final class CutCases {

    private CutCases() {}

    enum Kind {
        GAUSSIAN,
        SIGNS,
        HEAVY_TAILS,
        ZERO,
        RANK_ONE,
        POSITIVE,
        NEGATIVE,
        TWINS,
        CONSTANT,
        LOGNORMAL,
        DOUBLY_CENTRED,
        SPARSE,
        ONE_ENTRY,
        HUGE,
        TINY,
        SUBNORMAL,
        MIXED_SCALES,
        FADING_ROWS,
        EXTREME_RANGE,
        MASK_MINUS_DENSITY
    }

    static DMatrixRMaj random(Kind kind, int rows, int columns, RandomStream stream) {
        DMatrixRMaj a = stream.gaussianMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            double scale = Math.pow(10, 20 * stream.nextGaussian());
            for (int j = 0; j < columns; j++) {
                double x = a.get(i, j);
                a.set(
                        i,
                        j,
                        switch (kind) {
                            case GAUSSIAN, DOUBLY_CENTRED -> x;
                            case SIGNS -> Math.signum(x) / 2;
                            case HEAVY_TAILS -> Math.tan(Math.PI * (stream.nextDouble() - 0.5));
                            case ZERO -> 0;
                            case RANK_ONE -> a.get(i, 0) * a.get(0, j);
                            case POSITIVE -> Math.abs(x);
                            case NEGATIVE -> -Math.abs(x);
                            case TWINS -> a.get(i / 2, j / 3);
                            case CONSTANT -> a.get(0, 0);
                            case LOGNORMAL -> Math.signum(x) * Math.exp(5 * stream.nextGaussian());
                            case SPARSE -> stream.nextDouble() < 0.2 ? x : 0;
                            case ONE_ENTRY -> i == rows / 2 && j == columns / 2 ? x : 0;
                            case HUGE -> x * 1e307;
                            case TINY -> x * 1e-300;
                            case SUBNORMAL -> x * 1e-320;
                            case MIXED_SCALES -> x * scale;
                            case FADING_ROWS -> i % 2 == 0 ? x : x * 1e-12;
                            case EXTREME_RANGE -> i % 2 == 0 ? x * 1e300 : x * 1e-300;
                            case MASK_MINUS_DENSITY -> (stream.nextDouble() < 0.2 ? 1 : 0) - 0.2;
                        });
            }
        }
        return kind == Kind.DOUBLY_CENTRED ? centred(a) : a;
    }

    /**
     * The cut norm without any rounding, by all sets of rows in the order of a Gray code; a value times m n. The
     * entries are integers in a common unit.
     */
    static BigDecimal exact(DMatrixRMaj a) {
        int unit = 0;
        for (double value : a.data) {
            unit = value == 0 ? unit : Math.min(unit, Math.getExponent(value) - 52);
        }
        unit = Math.max(unit, Double.MIN_EXPONENT - 52);
        BigInteger[] entries = new BigInteger[a.data.length];
        for (int k = 0; k < entries.length; k++) {
            entries[k] = integer(a.data[k], unit);
        }
        BigInteger[] sums = new BigInteger[a.numCols];
        Arrays.fill(sums, BigInteger.ZERO);
        BigInteger best = BigInteger.ZERO;
        for (int step = 1; step < 1 << a.numRows; step++) {
            int row = Integer.numberOfTrailingZeros(step);
            boolean joins = ((step ^ step >>> 1) >>> row & 1) != 0;
            BigInteger positive = BigInteger.ZERO;
            BigInteger negative = BigInteger.ZERO;
            for (int j = 0; j < sums.length; j++) {
                BigInteger entry = entries[row * a.numCols + j];
                sums[j] = joins ? sums[j].add(entry) : sums[j].subtract(entry);
                positive = sums[j].signum() > 0 ? positive.add(sums[j]) : positive;
                negative = sums[j].signum() < 0 ? negative.subtract(sums[j]) : negative;
            }
            best = best.max(positive).max(negative);
        }
        return new BigDecimal(best).divide(new BigDecimal(BigInteger.TWO.pow(-unit)));
    }

    /** x 2^-unit. */
    private static BigInteger integer(double x, int unit) {
        BigDecimal scaled = new BigDecimal(x).multiply(new BigDecimal(BigInteger.TWO.pow(-unit)));
        return scaled.toBigIntegerExact();
    }

    /** |sum over the witness|, without any rounding. */
    static BigDecimal value(DMatrixRMaj a, CutBracket bracket) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i : bracket.rows()) {
            for (int j : bracket.columns()) {
                sum = sum.add(new BigDecimal(a.get(i, j)));
            }
        }
        return sum.abs();
    }

    private static DMatrixRMaj centred(DMatrixRMaj a) {
        for (int i = 0; i < a.numRows; i++) {
            double mean = 0;
            for (int j = 0; j < a.numCols; j++) {
                mean += a.get(i, j) / a.numCols;
            }
            for (int j = 0; j < a.numCols; j++) {
                a.add(i, j, -mean);
            }
        }
        for (int j = 0; j < a.numCols; j++) {
            double mean = 0;
            for (int i = 0; i < a.numRows; i++) {
                mean += a.get(i, j) / a.numRows;
            }
            for (int i = 0; i < a.numRows; i++) {
                a.add(i, j, -mean);
            }
        }
        return a;
    }
}
