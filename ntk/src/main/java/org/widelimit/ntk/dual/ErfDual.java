package org.widelimit.ntk.dual;

import org.widelimit.networks.ErrorFunction;

/**
 * {@code phi(z) = a erf(b z) + e}: with {@code n_i = 1 + 2 b^2 q_ii}, {@code c = 2 b^2 q12 / sqrt(n_1 n_2)} and {@code d^2 = 1 - c^2},
 *
 * <pre>  T = a^2 (2/pi) asin(c) + e^2,   T' = a^2 b^2 (4/pi) / (sqrt(n_1 n_2) d)</pre>
 *
 * (C. Williams, Neural Computation 10, 1998; the offset is exact because erf is odd). {@code d^2 = w_2 + w_1 p_2 + p_1 p_2 (1 - rho^2)} with {@code w_i = 1 / n_i} and
 * {@code p_i = 2 b^2 q_ii / n_i} is a sum of terms that are not negative. Formed as {@code 1 - c^2} it loses a factor of about b^2 q of its digits, so gaps are read where
 * {@code b^2 q} is large only.
 */
final class ErfDual implements DualActivation {
    private static final double TWO_OVER_PI = 2 / Math.PI;

    /** Up to this {@code b^2 q} the form {@code 1 - c^2} costs a factor of four at most. */
    private static final double LARGEST_PLAIN_VARIANCE = 4;

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
        return new ErfMarginals(variances, moments, rate);
    }

    @Override
    public boolean readsGaps(Marginals left, Marginals right) {
        return Math.max(((ErfMarginals) left).largest(), ((ErfMarginals) right).largest()) > LARGEST_PLAIN_VARIANCE;
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        ErfMarginals one = (ErfMarginals) left;
        ErfMarginals two = (ErfMarginals) right;
        double[] c = batch.angle();
        double[] d = batch.segment();
        if (readsGaps(left, right)) {
            batch.prepare(left.root()[row], right.root(), from, count);
            fromGaps(one, row, two, from, count, batch);
        }
        // A copy with the same index as the others: else the compiler takes the two for possibly overlapping and does
        // not vectorise.
        double[] wRoot = batch.derivative();
        System.arraycopy(two.wRoot(), from, wRoot, 0, count);
        if (!readsGaps(left, right)) {
            fromCovariances(count, 2 * rate * one.wRoot()[row], wRoot, batch.covariance(), c, d);
        }
        ArcSine.ratio(count, d, batch.nearness(), batch.value());
        finish(count, amplitude * rate * (2 * TWO_OVER_PI) * one.wRoot()[row], c, d, batch.value(), wRoot);
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }

    private static void fromCovariances(
            int count, double left, double[] wRoot, double[] covariance, double[] c, double[] d) {
        for (int k = 0; k < count; k++) {
            double sine = covariance[k] * (left * wRoot[k]);
            c[k] = sine;
            d[k] = Math.sqrt((1 - sine) * (1 + sine));
        }
    }

    private static void fromGaps(ErfMarginals one, int row, ErfMarginals two, int from, int count, PairBatch batch) {
        double w1 = one.w()[row];
        double p1 = one.p()[row];
        double p1Root = one.pRoot()[row];
        double[] c = batch.angle();
        double[] d = batch.segment();
        for (int k = 0; k < count; k++) {
            double s = batch.nearness()[k];
            double p2 = two.p()[from + k];
            d[k] = Math.sqrt(two.w()[from + k] + p2 * w1 + p1 * p2 * 4 * s * (1 - s));
            c[k] = Math.copySign(p1Root * two.pRoot()[from + k] * (1 - 2 * s), batch.covariance()[k]);
        }
    }

    /** @param derivative in: the root of w_2; out: T' */
    private void finish(int count, double slope, double[] c, double[] d, double[] value, double[] derivative) {
        double scale = amplitude * TWO_OVER_PI;
        double shift = offset;
        for (int k = 0; k < count; k++) {
            value[k] = scale * (c[k] * value[k]) + shift;
            derivative[k] = slope * derivative[k] / d[k];
        }
    }
}
