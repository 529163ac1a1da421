package org.widelimit.graphon.estimate;

import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * A number of blocks chosen by an estimate of the mean squared error of prediction.
 *
 * @param blocks the number with the smallest error
 * @param why the errors beside it, as text
 */
record BlockNumbers(int blocks, String why) {

    private static final int[] CANDIDATES = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128};

    /** Two in a row that are worse than the best so far end the search. */
    private static final int PATIENCE = 2;

    /**
     * The best of 1, 2, 3, 4, 6, 8, 12, ... blocks.
     *
     * @param most more than so many units are on no axis
     * @param error mean squared error of prediction for a number of blocks
     * @param how what kind of error, as text
     */
    static BlockNumbers best(int most, IntToDoubleFunction error, String how) {
        double[] errors = new double[CANDIDATES.length];
        int best = 0;
        int last = 0;
        for (int k = 0; k < CANDIDATES.length && CANDIDATES[k] <= most && k <= best + PATIENCE; k++) {
            errors[k] = error.applyAsDouble(CANDIDATES[k]);
            best = errors[k] < errors[best] ? k : best;
            last = k;
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s the smallest %s, %.6g",
                CANDIDATES[best] == 1 ? "1 block has" : CANDIDATES[best] + " blocks have",
                how,
                errors[best]));
        for (int k = Math.max(0, best - 1); k <= Math.min(last, best + 1); k++) {
            if (k != best) {
                text.append(String.format(Locale.ROOT, " (%d: %.6g)", CANDIDATES[k], errors[k]));
            }
        }
        return new BlockNumbers(CANDIDATES[best], text.toString());
    }
}
