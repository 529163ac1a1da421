package org.widelimit.ntk.dynamics;

/**
 * Gradient descent with momentum (B. Polyak, Some methods of speeding up the convergence of iteration methods, 1964), at rest at first:
 *
 * <pre>  r_(k+1) = r_k - eta mu r_k + beta (r_k - r_(k-1)),    r_(-1) = r_0 = 1.</pre>
 *
 * Of the gain {@code h_k = (1 - r_k)/mu} that makes {@code h_(k+1) = (1 + beta - eta mu) h_k - beta h_(k-1) + eta}, an affine map of (h_k, h_(k-1)), whose k-th power is taken by repeated squaring: log k steps,
 * and no cancellation for small mu. The relative error is about as many ulp as steps matter: k, or the time to converge where that is less.
 *
 * @param rate eta > 0, finite
 * @param momentum beta in [0, 1)
 * @param steps k >= 0
 */
public record HeavyBall(double rate, double momentum, long steps) implements Training {
    public HeavyBall {
        LearningRates.check(rate, momentum, steps);
    }

    @Override
    public double residual(double mu) {
        Affine power = power(mu);
        return power.a + power.b;
    }

    @Override
    public double gain(double mu) {
        return power(mu).e;
    }

    private Affine power(double mu) {
        Affine result = new Affine(1, 0, 0, 1, 0, 0);
        Affine square = new Affine(1 + momentum - rate * mu, -momentum, 1, 0, rate, 0);
        for (long left = steps; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = square.after(result);
            }
            square = square.after(square);
        }
        return result;
    }

    /** {@code (x, y) -> (a x + b y + e, c x + d y + f)}. */
    private record Affine(double a, double b, double c, double d, double e, double f) {
        Affine after(Affine first) {
            return new Affine(
                    a * first.a + b * first.c,
                    a * first.b + b * first.d,
                    c * first.a + d * first.c,
                    c * first.b + d * first.d,
                    a * first.e + b * first.f + e,
                    c * first.e + d * first.f + f);
        }
    }
}
