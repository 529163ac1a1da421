package org.widelimit.numerics.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down adjustment for m tests: with {@code p_(1) <= ... <= p_(m)},
 *
 * <pre>{@code   adjusted p_(i) = min(1, max over j <= i of (m - j + 1) p_(j)).}</pre>
 *
 * <p>Rejecting what has an adjusted p-value of at most alpha makes a single wrong rejection among all tests no likelier
 * than alpha, whatever their dependence (Holm, Scand. J. Statist. 6, 1979).
 */
public final class HolmAdjustment {

    private HolmAdjustment() {}

    /**
     * The adjusted p-values, in the order of the arguments.
     *
     * @param p p-values in [0, 1]
     */
    public static double[] adjust(double... p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("expected p-values in [0, 1], found " + value);
            }
        }
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
