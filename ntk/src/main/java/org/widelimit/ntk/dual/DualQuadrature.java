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

    private final Activation activation;
    private final NormalQuadrature rule;

    private DualQuadrature(Activation activation) {
        this.activation = activation;
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
        return expectation(activation::derivative, q11, q22, q12);
    }

    /** {@code E[phi(u)^2]} for {@code u ~ N(0, q)}. */
    QuadratureEstimate moment(double q) {
        return square(activation::value, q);
    }

    /** {@code E[phi'(u)^2]} for {@code u ~ N(0, q)}. */
    QuadratureEstimate slopeMoment(double q) {
        return square(activation::derivative, q);
    }

    /** {@code E[phi(u) phi(v)]} where {@code |rho| = 1 - 2s} and rho has this sign. */
    QuadratureEstimate value(double q11, double q22, double s, double sign) {
        return expectation(activation::value, q11, q22, s, sign);
    }

    /** {@code E[phi'(u) phi'(v)]} likewise. */
    QuadratureEstimate derivative(double q11, double q22, double s, double sign) {
        return expectation(activation::derivative, q11, q22, s, sign);
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
        double rho = Math.copySign(1 - 2 * s, sign);
        double root1 = Math.sqrt(q11);
        double mean = rho * Math.sqrt(q22);
        double deviation = 2 * Math.sqrt(s * (1 - s)) * Math.sqrt(q22);
        // The inner rule has to be better than the outer one can see.
        double innerTolerance = 0.1 * TOLERANCE * Math.sqrt(square(f, q22).value());
        double[] worst = new double[1];
        DoubleUnaryOperator outer = u -> {
            double x = root1 > 0 ? u / root1 : 0;
            QuadratureEstimate inner = rule.expectation(f, mean * x, deviation, 1, innerTolerance);
            double fu = f.applyAsDouble(u);
            worst[0] = Math.max(worst[0], Math.abs(fu) * inner.error());
            return fu * inner.value();
        };
        // The inner expectation smears phi over the deviation, in units of u: near |rho| = 1 the only scale of a kink.
        double smear = 2 * Math.sqrt(s * (1 - s)) * root1;
        QuadratureEstimate estimate = rule.expectation(outer, 0, root1, Math.min(1, smear), tolerance);
        return new QuadratureEstimate(estimate.value(), estimate.error() + worst[0]);
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
