package org.widelimit.ntk.dual;

import org.widelimit.networks.ErrorFunction;

/**
 * {@code phi(z) = a erf(b z) + e}: with {@code n_i = 1 + 2 b^2 q_ii}, {@code c = 2 b^2 q12 / sqrt(n_1 n_2)} and {@code d^2 = 1 - c^2},
 *
 * <pre>  T = a^2 (2/pi) atan2(c, d) + e^2,   T' = a^2 b^2 (4/pi) / (sqrt(n_1 n_2) d)</pre>
 *
 * (C. Williams, Neural Computation 10, 1998, for the arcsine form; the offset is exact because erf is odd). {@code d^2 = w_1 w_2 + p_1 w_2 + p_2 w_1 + p_1 p_2 (1 - rho^2)} with
 * {@code w_i = 1 / n_i} and {@code p_i = 2 b^2 q_ii / n_i} is a sum of terms that are not negative.
 */
final class ErfDual implements DualActivation {
    private static final double TWO_OVER_PI = 2 / Math.PI;

    private final String name;
    private final double amplitude;
    private final double rate;
    private final double offset;

    ErfDual(ErrorFunction phi) {
        name = phi.name();
        amplitude = phi.amplitude() * phi.amplitude();
        rate = phi.rate() * phi.rate();
        offset = phi.offset() * phi.offset();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Marginals marginals(double[] variances) {
        Marginals.check(variances);
        double[] moments = new double[variances.length];
        for (int i = 0; i < variances.length; i++) {
            double q = rate * variances[i];
            moments[i] = amplitude * (TWO_OVER_PI * Math.atan2(q, Math.sqrt(q + 0.25))) + offset;
        }
        return new Marginals(variances, moments);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        double leftRoot = left.root()[row];
        double[] rightRoot = right.root();
        batch.prepare(leftRoot, rightRoot, from, count);
        double q1 = 2 * rate * left.variance()[row];
        double w1 = 1 / (1 + q1);
        double p1 = q1 / (1 + q1);
        for (int k = 0; k < count; k++) {
            double s = batch.nearness()[k];
            double q2 = 2 * rate * right.variance()[from + k];
            double w2 = 1 / (1 + q2);
            double p2 = q2 / (1 + q2);
            double d = Math.sqrt(w1 * w2 + p1 * w2 + p2 * w1 + p1 * p2 * 4 * s * (1 - s));
            double c = Math.copySign(Math.sqrt(p1) * Math.sqrt(p2) * (1 - 2 * s), batch.covariance()[k]);
            batch.value()[k] = amplitude * (TWO_OVER_PI * Math.atan2(c, d)) + offset;
            batch.derivative()[k] = amplitude * rate * (2 * TWO_OVER_PI * Math.sqrt(w1) * Math.sqrt(w2) / d);
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }
}
