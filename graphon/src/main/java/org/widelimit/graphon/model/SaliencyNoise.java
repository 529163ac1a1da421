package org.widelimit.graphon.model;

import org.widelimit.numerics.random.RandomStream;

/**
 * The weight xi in a factorised score, its law scaled to variance 1, and how it enters: by its magnitude or with its
 * sign.
 *
 * <p>For a threshold a on the scale of xi, W(a) is the probability that the weight is kept and V(a) = E[xi^2; kept].
 */
public enum SaliencyNoise {

    /** |xi| &gt; a, xi standard normal: W = erfc(a / 2^(1/2)), V = W + 2 a phi(a), phi the normal density. */
    GAUSSIAN_MAGNITUDE {
        @Override
        double kept(double a) {
            return a <= 0 ? 1 : NormalTail.erfc(a / SQRT_2);
        }

        @Override
        double keptSecondMoment(double a) {
            return a <= 0 ? 1 : kept(a) + 2 * aPhi(a);
        }

        @Override
        double score(double xi) {
            return Math.abs(xi);
        }
    },

    /** |xi| &gt; a, xi uniform on [-3^(1/2), 3^(1/2)]: with t = a / 3^(1/2), W = (1 - t)_+ and V = (1 - t^3)_+. */
    UNIFORM_MAGNITUDE {
        @Override
        double kept(double a) {
            return a <= 0 ? 1 : Math.max(0, 1 - a / SQRT_3);
        }

        @Override
        double keptSecondMoment(double a) {
            return a <= 0 ? 1 : Math.max(0, 1 - cube(a / SQRT_3));
        }

        @Override
        double score(double xi) {
            return Math.abs(xi);
        }
    },

    /** xi &gt; a, xi standard normal: W = erfc(a / 2^(1/2)) / 2, V = W + a phi(a); a may be negative. */
    GAUSSIAN_SIGNED {
        @Override
        double kept(double a) {
            return NormalTail.erfc(a / SQRT_2) / 2;
        }

        @Override
        double keptSecondMoment(double a) {
            return kept(a) + aPhi(a);
        }

        @Override
        double score(double xi) {
            return xi;
        }
    },

    /**
     * xi &gt; a, xi uniform on [-3^(1/2), 3^(1/2)]: with t = a / 3^(1/2) cut to [-1, 1], W = (1 - t) / 2 and V = (1 -
     * t^3) / 2.
     */
    UNIFORM_SIGNED {
        @Override
        double kept(double a) {
            return (1 - cut(a / SQRT_3)) / 2;
        }

        @Override
        double keptSecondMoment(double a) {
            return (1 - cube(cut(a / SQRT_3))) / 2;
        }

        @Override
        double score(double xi) {
            return xi;
        }
    };

    private static final double SQRT_2 = Math.sqrt(2);
    private static final double SQRT_3 = Math.sqrt(3);
    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

    /** W(a). */
    abstract double kept(double a);

    /** V(a). */
    abstract double keptSecondMoment(double a);

    /** What of xi enters the score. */
    abstract double score(double xi);

    /** A draw of xi. */
    double draw(RandomStream stream) {
        return this == GAUSSIAN_MAGNITUDE || this == GAUSSIAN_SIGNED
                ? stream.nextGaussian()
                : SQRT_3 * (2 * stream.nextDouble() - 1);
    }

    /** Whether the sign of xi matters, so that a threshold may be negative. */
    boolean isSigned() {
        return this == GAUSSIAN_SIGNED || this == UNIFORM_SIGNED;
    }

    /** a phi(a), which is 0 at infinity. */
    private static double aPhi(double a) {
        return Double.isInfinite(a) ? 0 : a * Math.exp(-a * a / 2) / SQRT_2_PI;
    }

    private static double cut(double t) {
        return Math.max(-1, Math.min(1, t));
    }

    private static double cube(double t) {
        return t * t * t;
    }
}
