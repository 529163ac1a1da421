package org.widelimit.ntk.dual;

/**
 * {@code phi = erf}: with {@code n_i = 1 + 2 q_ii}, {@code c = 2 q12 / sqrt(n_1 n_2)} and {@code d^2 = 1 - c^2},
 *
 * <pre>  T = (2/pi) atan2(c, d),   T' = (4/pi) / (sqrt(n_1 n_2) d)</pre>
 *
 * (C. Williams, Neural Computation 10, 1998, for the arcsine form). {@code d^2 = w_1 w_2 + p_1 w_2 + p_2 w_1 + p_1 p_2 (1 - rho^2)} with
 * {@code w_i = 1 / n_i} and {@code p_i = 2 q_ii / n_i} is a sum of terms that are not negative.
 */
final class ErfDual implements DualActivation {
    private static final double TWO_OVER_PI = 2 / Math.PI;

    @Override
    public String name() {
        return "erf";
    }

    @Override
    public Marginals marginals(double[] variances) {
        Marginals.check(variances);
        double[] moments = new double[variances.length];
        for (int i = 0; i < variances.length; i++) {
            double q = variances[i];
            moments[i] = TWO_OVER_PI * Math.atan2(q, Math.sqrt(q + 0.25));
        }
        return new Marginals(variances, moments);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        double leftRoot = left.root()[row];
        double[] rightRoot = right.root();
        batch.prepare(leftRoot, rightRoot, from, count);
        double q1 = 2 * left.variance()[row];
        double w1 = 1 / (1 + q1);
        double p1 = q1 / (1 + q1);
        for (int k = 0; k < count; k++) {
            double s = batch.nearness()[k];
            double q2 = 2 * right.variance()[from + k];
            double w2 = 1 / (1 + q2);
            double p2 = q2 / (1 + q2);
            double d = Math.sqrt(w1 * w2 + p1 * w2 + p2 * w1 + p1 * p2 * 4 * s * (1 - s));
            double c = Math.copySign(Math.sqrt(p1) * Math.sqrt(p2) * (1 - 2 * s), batch.covariance()[k]);
            batch.value()[k] = TWO_OVER_PI * Math.atan2(c, d);
            batch.derivative()[k] = 2 * TWO_OVER_PI * Math.sqrt(w1) * Math.sqrt(w2) / d;
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }
}
