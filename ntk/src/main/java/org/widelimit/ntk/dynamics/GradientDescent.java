package org.widelimit.ntk.dynamics;

/**
 * Gradient descent: {@code r_(k+1) = (1 - eta mu) r_k}, hence {@code g(mu) = (1 - eta mu)^k}. It diverges where {@code eta mu > 2}, and so does g.
 *
 * @param rate eta > 0, finite
 * @param steps k >= 0
 */
public record GradientDescent(double rate, long steps) implements Training {
    private static final double SMALL = 0.5;

    public GradientDescent {
        LearningRates.check(rate, 0, steps);
    }

    @Override
    public double residual(double mu) {
        double step = rate * mu;
        if (step < SMALL) {
            // The power would raise the rounding of 1 - eta mu to the k-th power, too.
            return Math.exp(steps * Math.log1p(-step));
        }
        // 1 - eta mu is exact up to eta mu = 2. As doubles, steps beyond 2^53 are all even.
        double size = Math.pow(Math.abs(1 - step), steps);
        return step > 1 && steps % 2 != 0 ? -size : size;
    }

    @Override
    public double gain(double mu) {
        double step = rate * mu;
        if (step == 0) {
            return rate * steps;
        }
        double decrease = step < SMALL ? -Math.expm1(steps * Math.log1p(-step)) : 1 - residual(mu);
        return decrease / mu;
    }
}
