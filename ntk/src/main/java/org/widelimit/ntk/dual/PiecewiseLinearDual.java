package org.widelimit.ntk.dual;

/**
 * {@code phi(z) = a min(z, 0) + b max(z, 0)}: relu, leaky relu, absolute value, linear.
 *
 * <p>With {@code R = sqrt(q11 q22)}, the angle {@code t} to the nearer of v and -v, {@code h = sin t - t cos t}, {@code s = sin^2(t/2)},
 * {@code m = (a^2 + b^2)/2}, {@code k = (a - b)^2/2}:
 *
 * <pre>
 *   q12 >= 0:  T = R (m (1 - 2s) + k h/pi),    T' = m - k t/pi
 *   q12 <  0:  T = R (k h/pi - a b (1 - 2s)),  T' = a b + k t/pi
 * </pre>
 *
 * <p>This is the degree-1 arc-cosine kernel (Y. Cho, L. Saul, 2009) written so that no term cancels near {@code |rho| = 1}, and homogeneous in
 * R, so that no product of variances is formed. {@code T(q) = m q}.
 */
final class PiecewiseLinearDual implements DualActivation {
    private final String name;
    private final double moment;
    private final double kink;
    private final double product;
    private final double evenPart;

    PiecewiseLinearDual(String name, double negative, double positive) {
        this.name = name;
        moment = 0.5 * (negative * negative + positive * positive);
        kink = 0.5 * (negative - positive) * (negative - positive);
        product = negative * positive;
        // m + a b, exactly 0 for the absolute value.
        evenPart = 0.5 * (negative + positive) * (negative + positive);
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
            moments[i] = moment * variances[i];
        }
        return new Marginals(variances, moments);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        double leftRoot = left.root()[row];
        double[] rightRoot = right.root();
        batch.prepare(leftRoot, rightRoot, from, count);
        double[] s = batch.nearness();
        HalfAngle.evaluate(count, s, batch.angle(), batch.segment());
        for (int k = 0; k < count; k++) {
            double scale = leftRoot * rightRoot[from + k];
            double turn = kink * batch.angle()[k] / Math.PI;
            double bend = kink * batch.segment()[k] / Math.PI;
            if (batch.covariance()[k] >= 0) {
                batch.value()[k] = scale * (moment * (1 - 2 * s[k]) + bend);
                batch.derivative()[k] = moment - turn;
                batch.valueGap()[k] = 2 * scale * (2 * moment * s[k] - bend);
            } else {
                double unit = bend - product * (1 - 2 * s[k]);
                batch.value()[k] = scale * unit;
                batch.derivative()[k] = product + turn;
                batch.valueGap()[k] = 2 * scale * oppositeGap(unit, s[k], bend);
            }
        }
    }

    /** {@code m - |T/R|} for q12 < 0, its differences taken between coefficients and not between results. */
    private double oppositeGap(double unit, double s, double bend) {
        return unit >= 0 ? evenPart - 2 * product * s - bend : kink + 2 * product * s + bend;
    }
}
