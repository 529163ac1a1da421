package org.widelimit.ntk.dynamics;

/** Training to the end, t = infinity: {@code g(mu) = 0}, {@code h(mu) = 1/mu} for {@code mu > 0}. Kernel regression. */
public record Converged() implements Training {

    @Override
    public double residual(double mu) {
        return limit(mu, 0);
    }

    @Override
    public double gain(double mu) {
        return limit(mu, 1 / mu);
    }

    private static double limit(double mu, double value) {
        if (!(mu > 0)) {
            throw new IllegalArgumentException("expected a positive curvature, found " + mu);
        }
        return value;
    }
}
