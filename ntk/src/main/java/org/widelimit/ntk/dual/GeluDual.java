package org.widelimit.ntk.dual;

/**
 * {@code phi(z) = z Phi(z)}: with {@code n_i = 1 + q_ii}, {@code c = q12 / sqrt(n_1 n_2)}, {@code d^2 = 1 - c^2}, {@code w_i = 1 / n_i},
 * {@code p_i = q_ii / n_i} and {@code A = pi/2 + asin(c) = atan2(d, -c)},
 *
 * <pre>
 *   T  = (1/(2 pi)) sqrt(n_1 n_2) (c A + p_1 p_2 d + w_1 w_2 c^2 / d)
 *   T' = (1/(2 pi)) (A + (c / d) (w_1 + w_2 + w_1 w_2 / d^2)).
 * </pre>
 *
 * <p>Derivation: {@code E Phi'' ...} by two differentiations in q12 of {@code E[Phi(u) Phi(v)] = A / (2 pi)} with {@code u Phi(u)} from
 * Gaussian integration by parts; all in ratios, so that no product of variances is formed.
 */
final class GeluDual extends ClosedFormDual {
    private static final double TWO_PI = 2 * Math.PI;

    GeluDual() {
        super("gelu");
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        batch.prepare(left.root()[row], right.root(), from, count);
        double q1 = left.variance()[row];
        double w1 = 1 / (1 + q1);
        double p1 = q1 / (1 + q1);
        for (int k = 0; k < count; k++) {
            double s = batch.nearness()[k];
            double q2 = right.variance()[from + k];
            double w2 = 1 / (1 + q2);
            double p2 = q2 / (1 + q2);
            double d = Math.sqrt(w1 * w2 + p1 * w2 + p2 * w1 + p1 * p2 * 4 * s * (1 - s));
            double c = Math.copySign(Math.sqrt(p1) * Math.sqrt(p2) * (1 - 2 * s), batch.covariance()[k]);
            double a = Math.atan2(d, -c);
            double scale = Math.sqrt(1 + q1) * Math.sqrt(1 + q2);
            batch.value()[k] = scale * (c * a + p1 * p2 * d + w1 * w2 * c * c / d) / TWO_PI;
            batch.derivative()[k] = (a + c / d * (w1 + w2 + w1 / d * (w2 / d))) / TWO_PI;
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }

    /** {@code T(q) = (q/pi) (q / ((1 + q) sqrt(1 + 2q)) + atan2(q, sqrt(1 + 2q))/2 + pi/4)}. */
    @Override
    double moment(double q) {
        double root = Math.sqrt(1 + 2 * q);
        return q / Math.PI * (q / (1 + q) / root + 0.5 * Math.atan2(q, root) + 0.25 * Math.PI);
    }
}
