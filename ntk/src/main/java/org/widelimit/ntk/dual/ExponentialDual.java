package org.widelimit.ntk.dual;

import org.widelimit.networks.Exponential;

/**
 * {@code phi(z) = a exp(b z)}: {@code T = a^2 exp(b^2 E(u + v)^2 / 2)}, {@code T' = b^2 T}, {@code T(q) = a^2 exp(2 b^2 q)}.
 *
 * <p>Grows so fast that rounding of a variance x is multiplied by x; where T is above the largest double it is infinite.
 */
final class ExponentialDual extends ClosedFormDual {
    private final double amplitude;
    private final double rate;

    ExponentialDual(Exponential phi) {
        super(phi.name());
        amplitude = phi.amplitude() * phi.amplitude();
        rate = phi.rate() * phi.rate();
    }

    @Override
    double moment(double q) {
        return amplitude * Math.exp(2 * rate * q);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        double leftRoot = left.root()[row];
        for (int k = 0; k < count; k++) {
            double rightRoot = right.root()[from + k];
            double gap = batch.gap()[k];
            boolean near = batch.covariance()[k] >= 0;
            double root = near ? leftRoot + rightRoot : leftRoot - rightRoot;
            double square = near ? root * root - gap : root * root + gap;
            batch.value()[k] = amplitude * Math.exp(0.5 * rate * square);
            batch.derivative()[k] = rate * batch.value()[k];
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }
}
