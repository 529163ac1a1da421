package org.widelimit.ntk.dual;

import java.util.Optional;
import org.widelimit.networks.Slopes;

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
final class PiecewiseLinearDual extends ClosedFormDual {
    /** Turns a sign into 0 or 1, by way of the least and the greatest of two: there is no branch to keep the compiler from vector instructions. */
    private static final double HUGE = 1e300;

    private final Slopes slopes;
    private final double moment;
    private final double kink;
    private final double product;
    private final double evenPart;

    PiecewiseLinearDual(String name, Slopes slopes) {
        super(name);
        this.slopes = slopes;
        double negative = slopes.negative();
        double positive = slopes.positive();
        moment = 0.5 * (negative * negative + positive * positive);
        kink = 0.5 * (negative - positive) * (negative - positive);
        product = negative * positive;
        // m + a b, exactly 0 for the absolute value.
        evenPart = 0.5 * (negative + positive) * (negative + positive);
    }

    @Override
    public Optional<Slopes> homogeneity() {
        return Optional.of(slopes);
    }

    @Override
    double moment(double q) {
        return moment * q;
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        double[] s = batch.nearness();
        double[] scale = batch.scale();
        double[] positive = batch.valueGap();
        // Copies with the same index as the others: else the compiler takes them for possibly overlapping and does not
        // vectorise.
        System.arraycopy(right.root(), from, scale, 0, count);
        System.arraycopy(right.inverseRoot(), from, s, 0, count);
        double leftRoot = left.root()[row];
        prepare(count, leftRoot, left.inverseRoot()[row], batch.covariance(), batch.gap(), scale, s, positive);
        if (leftRoot == 0 || right.hasZero()) {
            independentWhereZero(count, scale, s);
        }
        HalfAngle.evaluate(count, s, batch.value(), batch.angle(), batch.segment());
        values(count, scale, s, positive, batch.angle(), batch.segment(), batch.value(), batch.derivative());
        gaps(count, scale, s, batch.segment(), positive);
    }

    /** {@code R}, {@code s}, and 1 or 0 for the sign of q12. Where rho is so small that it is in between, both cases agree. */
    private static void prepare(
            int count,
            double leftRoot,
            double leftInverse,
            double[] covariance,
            double[] gap,
            double[] scale,
            double[] s,
            double[] positive) {
        for (int k = 0; k < count; k++) {
            double inverse = s[k];
            double rho = covariance[k] * leftInverse * inverse;
            positive[k] = Math.min(1, Math.max(0, rho * HUGE));
            s[k] = Math.min(0.5, 0.25 * (gap[k] * leftInverse * inverse));
            scale[k] = leftRoot * scale[k];
        }
    }

    private static void independentWhereZero(int count, double[] scale, double[] s) {
        for (int k = 0; k < count; k++) {
            if (scale[k] == 0) {
                s[k] = 0.5;
            }
        }
    }

    private void values(
            int count,
            double[] scale,
            double[] s,
            double[] positive,
            double[] angle,
            double[] segment,
            double[] value,
            double[] derivative) {
        double share = kink / Math.PI;
        for (int k = 0; k < count; k++) {
            double turn = share * angle[k];
            double w = positive[k];
            value[k] = scale[k] * Math.fma(share, segment[k], Math.fma(-2, s[k], 1) * Math.fma(w, evenPart, -product));
            derivative[k] = Math.fma(w, Math.fma(-2, turn, kink), product + turn);
        }
    }

    /**
     * {@code 2 R (m - |T/R|)}, its differences taken between coefficients and not between results: {@code 2 m s - k h/pi} for q12 >= 0; else, by the sign of T, {@code m + a b - 2 a b s - k h/pi} or {@code k + 2 a b s + k h/pi}.
     *
     * @param gap in: 1 or 0 for the sign of q12
     */
    private void gaps(int count, double[] scale, double[] s, double[] segment, double[] gap) {
        double share = kink / Math.PI;
        for (int k = 0; k < count; k++) {
            double bend = share * segment[k];
            double w = gap[k];
            double slant = 2 * product * s[k];
            double above = Math.min(1, Math.max(0, (bend - product + slant) * HUGE));
            double opposite = Math.fma(above, evenPart - slant - bend, (1 - above) * (kink + slant + bend));
            gap[k] = 2 * scale[k] * Math.fma(w, Math.fma(2 * moment, s[k], -bend), (1 - w) * opposite);
        }
    }
}
