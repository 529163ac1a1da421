package org.widelimit.ntk.dual;

import org.widelimit.networks.Sinusoid;

/**
 * {@code phi(z) = a sin(b z + c)}, and {@code a cos(b z + c)} with the roles of {@code sin^2 c} and {@code cos^2 c} exchanged:
 *
 * <pre>
 *   E_-+ = exp(-b^2 E(u -+ v)^2 / 2),   D = E_- - E_+
 *   T  = (a^2 / 2) (D + 2 E_+ sin^2 c),   T' = (a^2 b^2 / 2) (D + 2 E_+ cos^2 c).
 * </pre>
 *
 * <p>Not {@code E_- - E_+ cos 2c}, which is all rounding for small variances. {@code E(u -+ v)^2 = (sqrt q11 - sqrt q22)^2 + gap} towards the nearer sign, so that
 * nothing cancels for large ones; {@code D = +-E_near (1 - exp(-2 b^2 |q12|))}.
 */
final class SinusoidDual extends ClosedFormDual {
    private final double half;
    private final double rate;
    private final double value;
    private final double slope;

    SinusoidDual(Sinusoid phi) {
        super(phi.name());
        half = 0.5 * phi.amplitude() * phi.amplitude();
        rate = phi.frequency() * phi.frequency();
        double sine = Math.sin(phi.phase());
        double cosine = Math.cos(phi.phase());
        boolean isSine = phi.wave() == Sinusoid.Wave.SINE;
        value = 2 * (isSine ? sine * sine : cosine * cosine);
        slope = 2 * (isSine ? cosine * cosine : sine * sine);
    }

    @Override
    double moment(double q) {
        double x = 2 * rate * q;
        return half * (value * Math.exp(-x) - Math.expm1(-x));
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        double leftRoot = left.root()[row];
        for (int k = 0; k < count; k++) {
            double rightRoot = right.root()[from + k];
            double q12 = batch.covariance()[k];
            double gap = batch.gap()[k];
            double difference = leftRoot - rightRoot;
            double sum = leftRoot + rightRoot;
            double near = Math.exp(-0.5 * rate * (difference * difference + gap));
            double far = Math.exp(-0.5 * rate * (sum * sum - gap));
            double d = Math.copySign(near * -Math.expm1(-2 * rate * Math.abs(q12)), q12);
            double plus = q12 >= 0 ? far : near;
            batch.value()[k] = half * (d + plus * value);
            batch.derivative()[k] = half * rate * (d + plus * slope);
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }
}
