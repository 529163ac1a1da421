package org.widelimit.graphon.cut;

import java.math.BigDecimal;
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
        DOUBLY_CENTRED,
        SPARSE,
        ONE_ENTRY,
        HUGE,
        TINY,
        SUBNORMAL,
        MIXED_SCALES,
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
                            case SPARSE -> stream.nextDouble() < 0.2 ? x : 0;
                            case ONE_ENTRY -> i == rows / 2 && j == columns / 2 ? x : 0;
                            case HUGE -> x * 1e307;
                            case TINY -> x * 1e-300;
                            case SUBNORMAL -> x * 1e-320;
                            case MIXED_SCALES -> x * scale;
                            case EXTREME_RANGE -> i % 2 == 0 ? x * 1e300 : x * 1e-300;
                            case MASK_MINUS_DENSITY -> (stream.nextDouble() < 0.2 ? 1 : 0) - 0.2;
                        });
            }
        }
        return kind == Kind.DOUBLY_CENTRED ? centred(a) : a;
    }

    /** The cut norm without any rounding, by all sets of rows; a value times m n. */
    static BigDecimal exact(DMatrixRMaj a) {
        BigDecimal best = BigDecimal.ZERO;
        for (int set = 0; set < 1 << a.numRows; set++) {
            BigDecimal positive = BigDecimal.ZERO;
            BigDecimal negative = BigDecimal.ZERO;
            for (int j = 0; j < a.numCols; j++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int i = 0; i < a.numRows; i++) {
                    if ((set >>> i & 1) != 0) {
                        sum = sum.add(new BigDecimal(a.get(i, j)));
                    }
                }
                if (sum.signum() > 0) {
                    positive = positive.add(sum);
                } else {
                    negative = negative.subtract(sum);
                }
            }
            best = best.max(positive).max(negative);
        }
        return best;
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
