package org.widelimit.ntk.dual;

/**
 * {@code phi(z) = [z > 0] z^p}, {@code p >= 2}: the arc-cosine kernel of degree p (Y. Cho, L. Saul, 2009). With {@code R = sqrt(q11 q22)} and the angle
 * theta between u and v,
 *
 * <pre>
 *   T  = R^p J_p(theta) / (2 pi),   T' = p^2 R^(p-1) J_(p-1)(theta) / (2 pi),   T(q) = (2p-1)!! q^p / 2
 *   J_0 = pi - theta,   J_1 = sin theta + (pi - theta) cos theta,   J_(p+1) = (2p+1) cos theta J_p + p^2 sin^2 theta J_(p-1).
 * </pre>
 *
 * <p>The recursion: {@code J_p = sin^(2p+1) theta f^(p)(cos theta)} with {@code f(c) = (pi - acos c) / sqrt(1 - c^2)}, and
 * {@code (1 - c^2) f' = 1 + c f} differentiated p times. Up to a right angle all its terms are positive.
 */
final class RectifiedPowerDual extends ClosedFormDual {
    private static final double TWO_PI = 2 * Math.PI;

    private final int power;
    private final double moment;

    RectifiedPowerDual(String name, int power) {
        super(name);
        if (power < 2) {
            throw new IllegalArgumentException("expected a power >= 2, found " + power);
        }
        this.power = power;
        double doubleFactorial = 1;
        for (int k = 2 * power - 1; k > 1; k -= 2) {
            doubleFactorial *= k;
        }
        moment = 0.5 * doubleFactorial;
    }

    @Override
    double moment(double q) {
        return moment * power(q, power);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        double leftRoot = left.root()[row];
        batch.prepare(leftRoot, right.root(), from, count);
        double[] s = batch.nearness();
        HalfAngle.evaluate(count, s, batch.scale(), batch.angle(), batch.segment());
        for (int k = 0; k < count; k++) {
            // Root by root: the product of the variances may overflow where the kernel does not.
            double scale = leftRoot * right.root()[from + k];
            double below = power(scale, power - 1);
            evaluate(k, below * scale, below, batch);
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }

    private void evaluate(int k, double scale, double slopeScale, PairBatch batch) {
        double s = batch.nearness()[k];
        boolean near = batch.covariance()[k] >= 0;
        double c = near ? 1 - 2 * s : 2 * s - 1;
        double sinSquared = 4 * s * (1 - s);
        double t = batch.angle()[k];
        // sin t - t cos t; towards opposite inputs that is J_1 itself.
        double segment = batch.segment()[k];
        double before = near ? Math.PI - t : t;
        double now = near ? Math.PI * c + segment : segment;
        for (int p = 1; p < power; p++) {
            double next = (2 * p + 1) * c * now + (double) p * p * sinSquared * before;
            before = now;
            now = next;
        }
        batch.value()[k] = scale * now / TWO_PI;
        batch.derivative()[k] = (double) power * power * slopeScale * before / TWO_PI;
    }

    private static double power(double x, int n) {
        double result = 1;
        for (int k = 0; k < n; k++) {
            result *= x;
        }
        return result;
    }
}
