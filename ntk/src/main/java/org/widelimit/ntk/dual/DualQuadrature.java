package org.widelimit.ntk.dual;

import java.util.function.DoubleUnaryOperator;
import org.widelimit.networks.Activation;

/**
 * {@code E[phi(u) phi(v)]} and {@code E[phi'(u) phi'(v)]} by nested adaptive quadrature, with error estimates:
 *
 * <pre>  E_x[ f(sqrt(q11) x) E_y f(sqrt(q22) (rho x + sqrt(1 - rho^2) y)) ]   with independent standard normal x, y.</pre>
 *
 * <p>Takes any activation of polynomial growth that is smooth away from its {@link Activation#kinks}, and any variances. About a
 * millisecond an integral: the second opinion on closed forms, and the way for what has none. Immutable.
 */
public final class DualQuadrature {
    /** Relative to sqrt(T(q11) T(q22)). */
    private static final double TOLERANCE = 1e-14;

    /** Relative to the gap. */
    private static final double GAP_TOLERANCE = 1e-9;

    /** Rounding of the gap, relative to the root of the gap times sqrt(T(q11) T(q22)). */
    private static final double GAP_ROUNDING = 16 * 0x1.0p-52;

    private final Activation activation;
    private final double[] kinks;
    private final NormalQuadrature rule;

    private DualQuadrature(Activation activation) {
        this.activation = activation;
        kinks = activation.kinks().stream().mapToDouble(Double::doubleValue).toArray();
        rule = new NormalQuadrature(activation.kinks());
    }

    /** Quadrature for this activation. */
    public static DualQuadrature of(Activation activation) {
        return new DualQuadrature(activation);
    }

    /**
     * {@code E[phi(u) phi(v)]}.
     *
     * @throws IllegalArgumentException if the numbers are no covariance
     */
    public QuadratureEstimate value(double q11, double q22, double q12) {
        return expectation(activation::value, q11, q22, q12);
    }

    /**
     * {@code E[phi'(u) phi'(v)]}.
     *
     * @throws IllegalArgumentException if the numbers are no covariance
     */
    public QuadratureEstimate derivative(double q11, double q22, double q12) {
        return expectation(this::slope, q11, q22, q12);
    }

    /** {@code E[phi(u)^2]} for {@code u ~ N(0, q)}. */
    QuadratureEstimate moment(double q) {
        return square(activation::value, q);
    }

    /** {@code E[phi'(u)^2]} for {@code u ~ N(0, q)}. */
    QuadratureEstimate slopeMoment(double q) {
        return square(this::slope, q);
    }

    /** {@code E[phi(u) phi(v)]} where {@code |rho| = 1 - 2s} and rho has this sign. */
    QuadratureEstimate value(double q11, double q22, double s, double sign) {
        return expectation(activation::value, q11, q22, s, sign);
    }

    /** {@code E[phi'(u) phi'(v)]} likewise. */
    QuadratureEstimate derivative(double q11, double q22, double s, double sign) {
        return expectation(this::slope, q11, q22, s, sign);
    }

    /** {@code phi'(z)}, at a kink the mean of both sides: what {@code E phi'(u)} tends to when its variance vanishes there. */
    private double slope(double z) {
        for (double kink : kinks) {
            if (z == kink) {
                return 0.5 * (activation.derivative(Math.nextDown(z)) + activation.derivative(Math.nextUp(z)));
            }
        }
        return activation.derivative(z);
    }

    /**
     * {@code E(phi(u) r - phi(v) / r)^2} with {@code r^2 = |ratio|^-1}, the second term with the sign of the ratio: for the ratio {@code +-sqrt(T(q11) / T(q22))} that is
     * {@code 2 (sqrt(T(q11) T(q22)) -+ E phi(u) phi(v))}, as the integral of a square, relatively accurate however small it is.
     */
    QuadratureEstimate gap(double q11, double q22, double s, double sign, double ratio) {
        double r = 1 / Math.sqrt(Math.abs(ratio));
        double inverse = Math.copySign(1 / r, ratio);
        Law law = Law.of(q11, q22, s, sign);
        double size = Math.sqrt(moment(q11).value() * moment(q22).value());
        double rough =
                squaredDifference(law, r, inverse, Double.POSITIVE_INFINITY).value();
        // A difference of two values of phi has their rounding, which no splitting removes.
        double tolerance = Math.max(GAP_TOLERANCE * rough, GAP_ROUNDING * Math.sqrt(rough * size));
        return squaredDifference(law, r, inverse, tolerance);
    }

    private QuadratureEstimate squaredDifference(Law law, double r, double inverse, double tolerance) {
        DoubleUnaryOperator outer = u -> {
            double scaled = r * activation.value(u);
            DoubleUnaryOperator squared = v -> {
                double difference = scaled - inverse * activation.value(v);
                return difference * difference;
            };
            return rule.expectation(squared, law.slope * u, law.deviation, 1, 0.1 * tolerance)
                    .value();
        };
        return rule.expectation(outer, 0, law.root, Math.min(1, law.smear), tolerance);
    }

    /** v given u is normal with mean {@code slope u} and this deviation; root is that of u, and smear the deviation in units of u. */
    private record Law(double root, double slope, double deviation, double smear) {
        static Law of(double q11, double q22, double s, double sign) {
            double root = Math.sqrt(q11);
            double rho = Math.copySign(1 - 2 * s, sign);
            double sine = 2 * Math.sqrt(s * (1 - s));
            double slope = root > 0 ? rho * Math.sqrt(q22) / root : 0;
            return new Law(root, slope, sine * Math.sqrt(q22), sine * root);
        }
    }

    private QuadratureEstimate expectation(DoubleUnaryOperator f, double q11, double q22, double q12) {
        Marginals.check(new double[] {q11, q22});
        double scale = Math.sqrt(q11) * Math.sqrt(q22);
        double s = scale > 0 ? Math.min(0.5, 0.25 * Covariances.gap(q11, q22, q12) / scale) : 0.5;
        return expectation(f, q11, q22, s, q12);
    }

    private QuadratureEstimate expectation(DoubleUnaryOperator f, double q11, double q22, double s, double sign) {
        double tolerance =
                TOLERANCE * Math.sqrt(square(f, q11).value() * square(f, q22).value());
        Law law = Law.of(q11, q22, s, sign);
        // The inner rule has to be better than the outer one can see.
        double innerTolerance = 0.1 * TOLERANCE * Math.sqrt(square(f, q22).value());
        double[] worst = new double[1];
        DoubleUnaryOperator outer = u -> {
            QuadratureEstimate inner = rule.expectation(f, law.slope * u, law.deviation, 1, innerTolerance);
            double fu = f.applyAsDouble(u);
            double x = law.root > 0 ? u / law.root : 0;
            worst[0] = Math.max(worst[0], NormalQuadrature.density(x) * Math.abs(fu) * inner.error());
            return fu * inner.value();
        };
        // The inner expectation smears phi over the deviation, in units of u: near |rho| = 1 the only scale of a kink.
        QuadratureEstimate estimate = rule.expectation(outer, 0, law.root, Math.min(1, law.smear), tolerance);
        // The expectation of |f(u)| times the inner error is at most the largest integrand times the range.
        return new QuadratureEstimate(estimate.value(), estimate.error() + NormalQuadrature.RANGE * worst[0]);
    }

    private QuadratureEstimate square(DoubleUnaryOperator f, double q) {
        double root = Math.sqrt(q);
        DoubleUnaryOperator squared = u -> {
            double fu = f.applyAsDouble(u);
            return fu * fu;
        };
        double size = Math.abs(
                rule.expectation(squared, 0, root, 1, Double.POSITIVE_INFINITY).value());
        return rule.expectation(squared, 0, root, 1, TOLERANCE * size);
    }
}
