package org.widelimit.ntk.multitask;

import java.util.Arrays;

/** Checks and norms of loss weights. */
final class Weights {
    private Weights() {}

    static void requirePositive(double[] weights, int tasks) {
        if (weights.length != tasks || !Arrays.stream(weights).allMatch(w -> w > 0 && w < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected " + tasks + " positive finite weights, found " + Arrays.toString(weights));
        }
    }

    static void requireNonNegative(double[] weights, int tasks) {
        if (weights.length != tasks || !Arrays.stream(weights).allMatch(w -> w >= 0 && w < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected " + tasks + " finite weights >= 0, found " + Arrays.toString(weights));
        }
    }

    /** The losses, which a method divides by or takes the logarithm of; 0 becomes the smallest normal number. */
    static double[] requirePositiveLosses(double[] losses) {
        if (!Arrays.stream(losses).allMatch(loss -> loss >= 0)) {
            throw new ArithmeticException("expected losses >= 0, found " + Arrays.toString(losses));
        }
        return Arrays.stream(losses)
                .map(loss -> Math.max(loss, Double.MIN_NORMAL))
                .toArray();
    }

    static double[] ones(int tasks) {
        double[] ones = new double[tasks];
        Arrays.fill(ones, 1);
        return ones;
    }
}
