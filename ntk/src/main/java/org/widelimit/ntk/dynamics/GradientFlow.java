package org.widelimit.ntk.dynamics;

/**
 * Gradient flow: {@code g(mu) = exp(-mu t)}.
 *
 * @param time t >= 0, finite
 */
public record GradientFlow(double time) implements Training {
    public GradientFlow {
        if (!(time >= 0 && Double.isFinite(time))) {
            throw new IllegalArgumentException("expected a finite time >= 0, found " + time);
        }
    }

    @Override
    public double residual(double mu) {
        return Math.exp(-mu * time);
    }

    @Override
    public double gain(double mu) {
        return mu * time == 0 ? time : -Math.expm1(-mu * time) / mu;
    }
}
