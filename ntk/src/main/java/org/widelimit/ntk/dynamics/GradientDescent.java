package org.widelimit.ntk.dynamics;

/**
 * Gradient descent: {@code r_(k+1) = (1 - eta mu) r_k}, hence {@code g(mu) = (1 - eta mu)^k}. It diverges where {@code eta mu > 2}, and so does g.
 *
 * @param rate eta > 0, finite
 * @param steps k >= 0
 */
public record GradientDescent(double rate, long steps) implements Training {
    public GradientDescent {
        LearningRates.check(rate, 0, steps);
    }

    @Override
    public double residual(double mu) {
        return Math.pow(1 - rate * mu, steps);
    }

    @Override
    public double gain(double mu) {
        double step = rate * mu;
        if (step == 0) {
            return rate * steps;
        }
        double decrease = step < 0.5 ? -Math.expm1(steps * Math.log1p(-step)) : 1 - residual(mu);
        return decrease / mu;
    }
}
