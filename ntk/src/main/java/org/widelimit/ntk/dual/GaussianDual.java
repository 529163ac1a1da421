package org.widelimit.ntk.dual;

import org.widelimit.networks.Gaussian;

/**
 * {@code phi(z) = a exp(-g z^2)}: with {@code n_i = 1 + 2 g q_ii}, {@code c = 2 g q12 / sqrt(n_1 n_2)} and {@code d^2 = 1 - c^2} as in {@link ErfDual},
 *
 * <pre>  T = a^2 / (sqrt(n_1 n_2) d),   T' = 2 g a^2 c / (n_1 n_2 d^3),   T(q) = a^2 / sqrt(1 + 4 g q).</pre>
 */
final class GaussianDual extends ClosedFormDual {
    private final double amplitude;
    private final double g;

    GaussianDual(Gaussian phi) {
        super(phi.name());
        amplitude = phi.amplitude() * phi.amplitude();
        g = -phi.curvature();
    }

    @Override
    double moment(double q) {
        return amplitude / Math.sqrt(1 + 4 * g * q);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        batch.prepare(left.root()[row], right.root(), from, count);
        double q1 = 2 * g * left.variance()[row];
        double w1 = 1 / (1 + q1);
        double p1 = q1 / (1 + q1);
        for (int k = 0; k < count; k++) {
            double s = batch.nearness()[k];
            double q2 = 2 * g * right.variance()[from + k];
            double w2 = 1 / (1 + q2);
            double p2 = q2 / (1 + q2);
            double d = Math.sqrt(w1 * w2 + p1 * w2 + p2 * w1 + p1 * p2 * 4 * s * (1 - s));
            double c = Math.copySign(Math.sqrt(p1) * Math.sqrt(p2) * (1 - 2 * s), batch.covariance()[k]);
            double value = amplitude * (Math.sqrt(w1) * Math.sqrt(w2) / d);
            batch.value()[k] = value;
            batch.derivative()[k] = 2 * g * c * value * (Math.sqrt(w1) * Math.sqrt(w2) / d / d);
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }
}
