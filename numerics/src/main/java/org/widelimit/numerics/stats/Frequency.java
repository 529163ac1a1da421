package org.widelimit.numerics.stats;

import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * An event seen {@code count} times in {@code trials} independent trials, and what that says of its probability p.
 *
 * <p>The bounds are the exact ones of Clopper and Pearson (Biometrika 26, 1934), quantiles of Beta distributions: {@code atMost} is the p at which
 * {@code count} or fewer events have probability 1 - confidence, {@code atLeast} the p at which {@code count} or more
 * have it. Each is one-sided: for 0 of 300 at 95 %, {@code atMost} is 0.00994.
 */
public record Frequency(int count, int trials) {

    /** Of the quantiles, absolute; the library's own default is 1e-9. */
    private static final double ACCURACY = 1e-13;

    /** Checks that {@code 0 <= count <= trials} and {@code trials >= 1}. */
    public Frequency {
        if (trials < 1 || count < 0 || count > trials) {
            throw new IllegalArgumentException(
                    "expected 0 <= count <= trials and at least one trial, found " + count + " of " + trials);
        }
    }

    /** The observed share. */
    public double share() {
        return count / (double) trials;
    }

    /**
     * The lower one-sided bound of p; 0 when nothing was seen.
     *
     * @param confidence in (0.5, 1)
     */
    public double atLeast(double confidence) {
        require(confidence);
        return count == 0
                ? 0
                : new BetaDistribution(count, trials - count + 1.0, ACCURACY)
                        .inverseCumulativeProbability(1 - confidence);
    }

    /**
     * The upper one-sided bound of p; 1 when every trial was an event.
     *
     * @param confidence in (0.5, 1)
     */
    public double atMost(double confidence) {
        require(confidence);
        return count == trials
                ? 1
                : new BetaDistribution(count + 1.0, trials - count, ACCURACY).inverseCumulativeProbability(confidence);
    }

    private static void require(double confidence) {
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("expected a confidence in (0.5, 1), found " + confidence);
        }
    }
}
