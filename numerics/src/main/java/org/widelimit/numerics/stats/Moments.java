package org.widelimit.numerics.stats;

/** Mean and unbiased variance of a sample, in two passes; a sample of one has variance NaN. */
record Moments(int count, double mean, double variance) {

    static Moments of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("expected at least one value, found none");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        double rest = 0;
        for (double value : values) {
            double d = value - mean;
            squares += d * d;
            rest += d;
        }
        int n = values.length;
        // The rest term takes out the rounding of the mean (corrected two-pass algorithm).
        return new Moments(n, mean, n == 1 ? Double.NaN : Math.max(0, (squares - rest * rest / n) / (n - 1)));
    }
}
