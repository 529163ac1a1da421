package org.widelimit.validation.catalogue;

import org.hipparchus.special.Erf;
import org.widelimit.numerics.random.RandomStream;

/**
 * The law of a weight's magnitude |w|, up to a factor, and what remains of it above a threshold tau: c = P(|w| &gt; tau),
 * m(tau) = E[|w|; |w| &gt; tau], s(tau) = E[w^2; |w| &gt; tau].
 */
enum WeightLaw {
    /** |w| uniform on [0, 1]: c = 1 - tau, m = (1 - tau^2) / 2, s = (1 - tau^3) / 3. */
    UNIFORM {
        @Override
        double draw(RandomStream stream) {
            return stream.nextDouble();
        }

        @Override
        double threshold(double c) {
            return 1 - c;
        }

        @Override
        double keptFraction(double tau) {
            return 1 - tau;
        }

        @Override
        double density(double tau) {
            return 1;
        }

        @Override
        double firstMoment(double tau) {
            return (1 - tau * tau) / 2;
        }

        @Override
        double secondMoment(double tau) {
            return (1 - tau * tau * tau) / 3;
        }
    },

    /** w standard normal: c = erfc(tau / 2^(1/2)), m = 2 phi(tau), s = c + 2 tau phi(tau). */
    NORMAL {
        @Override
        double draw(RandomStream stream) {
            return Math.abs(stream.nextGaussian());
        }

        @Override
        double threshold(double c) {
            return Math.sqrt(2) * Erf.erfcInv(c);
        }

        @Override
        double keptFraction(double tau) {
            return Erf.erfc(tau / Math.sqrt(2));
        }

        @Override
        double density(double tau) {
            return Math.sqrt(2 / Math.PI) * Math.exp(-tau * tau / 2);
        }

        @Override
        double firstMoment(double tau) {
            return density(tau);
        }

        @Override
        double secondMoment(double tau) {
            return keptFraction(tau) + tau * density(tau);
        }
    };

    /** A draw of |w|. */
    abstract double draw(RandomStream stream);

    /** tau with P(|w| &gt; tau) = c, for c in (0, 1]. */
    abstract double threshold(double c);

    /** P(|w| &gt; tau). */
    abstract double keptFraction(double tau);

    /** Probability density of |w| at tau &gt;= 0. */
    abstract double density(double tau);

    /** m(tau). */
    abstract double firstMoment(double tau);

    /** s(tau). */
    abstract double secondMoment(double tau);

    /** The name in statements. */
    String label() {
        return this == UNIFORM ? "uniform" : "normal";
    }
}
