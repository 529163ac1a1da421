package org.widelimit.ntk.dual;

import org.widelimit.networks.Activation;

/**
 * The dual of an activation with kinks or jumps that has no closed form: {@link DualQuadrature}, split at the kinks, for every pair. Milliseconds each.
 *
 * <p>The Hermite coefficients of such a function fall like a power of their degree, so a series is no way. The gap of nearly equal (u, v) is the integral of a square
 * and not a difference of integrals: where phi' jumps the next layer takes its square root.
 */
final class QuadratureDual implements DualActivation {
    /** Relative to sqrt(T(q11) T(q22)): below it subtraction would cost three digits and more. */
    private static final double NEAR = 1e-3;

    private final Activation activation;
    private final DualQuadrature quadrature;

    QuadratureDual(Activation activation) {
        this.activation = activation;
        quadrature = DualQuadrature.of(activation);
    }

    @Override
    public String name() {
        return activation.name();
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public Marginals marginals(double[] variances) {
        Marginals.check(variances);
        double[] moments = new double[variances.length];
        for (int i = 0; i < variances.length; i++) {
            moments[i] = quadrature.moment(variances[i]).value();
        }
        return new Marginals(variances, moments);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        batch.prepare(left.root()[row], right.root(), from, count);
        double q11 = left.variance()[row];
        for (int k = 0; k < count; k++) {
            double q22 = right.variance()[from + k];
            double s = batch.nearness()[k];
            double sign = batch.covariance()[k];
            batch.value()[k] = quadrature.value(q11, q22, s, sign).value();
            batch.derivative()[k] = quadrature.derivative(q11, q22, s, sign).value();
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
        for (int k = 0; k < count; k++) {
            double a = left.momentRoot()[row];
            double b = right.momentRoot()[from + k];
            if (a * b > 0 && batch.valueGap()[k] < NEAR * a * b) {
                double ratio = Math.copySign(a / b, batch.value()[k]);
                batch.valueGap()[k] = quadrature
                        .gap(q11, right.variance()[from + k], batch.nearness()[k], batch.covariance()[k], ratio)
                        .value();
            }
        }
    }
}
