package org.widelimit.ntk.dual;

/**
 * {@code phi(z) = exp(-z^2) sin(z)}. With {@code n_i = 1 + 2 q_ii}, {@code w_i = 1 / n_i}, {@code p_i = 2 q_ii / n_i}, {@code c = 2 q12 / sqrt(n_1 n_2)},
 * {@code d^2 = 1 - c^2} as in {@link ErfDual} and {@code g = sqrt(w_1 w_2)}, {@code h = (p_1 w_2 + p_2 w_1) / 2}, {@code D = p_1 p_2 (1 - rho^2)}:
 *
 * <pre>
 *   T  = g e / (2 d) expm1(c g / d^2),     e = exp(-(h + D + c g) / (2 d^2))
 *   T' = g^2 e / (2 d^5) ((m g + k) expm1(c g / d^2) + 2 m g)
 *   m  = w_1 w_2 + 2 h + p_1 p_2 + c^2,    k = 2 c (D + 3 h + 2 w_1 w_2).
 * </pre>
 *
 * <p>Derivation: sines as exponentials, and E exp of a quadratic form in (u, v); {@code n_1 n_2 d^2} is the determinant of {@code 1 + 2 Q}. All in ratios, so that no
 * product of variances is formed. {@code T(q) = -expm1(-2q / (1 + 4q)) / (2 sqrt(1 + 4q))}.
 */
final class GaborDual extends ClosedFormDual {

    GaborDual() {
        super("gabor");
    }

    @Override
    double moment(double q) {
        double de = 1 + 4 * q;
        return -0.5 * Math.expm1(-2 * q / de) / Math.sqrt(de);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        batch.prepare(left.root()[row], right.root(), from, count);
        double q1 = 2 * left.variance()[row];
        double w1 = 1 / (1 + q1);
        double p1 = q1 / (1 + q1);
        for (int k = 0; k < count; k++) {
            double s = batch.nearness()[k];
            double q2 = 2 * right.variance()[from + k];
            double w2 = 1 / (1 + q2);
            double p2 = q2 / (1 + q2);
            double spread = p1 * p2 * 4 * s * (1 - s);
            double h = 0.5 * (p1 * w2 + p2 * w1);
            double d2 = w1 * w2 + 2 * h + spread;
            double d = Math.sqrt(d2);
            double c = Math.copySign(Math.sqrt(p1) * Math.sqrt(p2) * (1 - 2 * s), batch.covariance()[k]);
            double g = Math.sqrt(w1) * Math.sqrt(w2);
            double e = Math.exp(-0.5 * (h + spread + c * g) / d2);
            double rise = Math.expm1(c * g / d2);
            double m = w1 * w2 + 2 * h + p1 * p2 + c * c;
            double odd = 2 * c * (spread + 3 * h + 2 * w1 * w2);
            batch.value()[k] = 0.5 * g / d * e * rise;
            batch.derivative()[k] =
                    0.5 * (g / d2) * e * (((m * g + odd) / d2) * (g / d) * rise + 2 * m * (g / d2) * (g / d));
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }
}
