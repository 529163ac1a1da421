package org.widelimit.gradientflow.transformer;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.hipparchus.special.elliptic.carlson.CarlsonEllipticIntegral;

/**
 * The effective dynamics of rank one, W_v = a u^T, W1 = b u w^T, W2 = c w with unit vectors u and w:
 *
 * <p>a' = b c, b' = c a, c' = a b, with invariants a^2 - b^2 and b^2 - c^2.
 *
 * <p>With x = a^2 one has dx/dt = 2 abc = 2 sqrt(x (x - a^2 + b^2) (x - a^2 + c^2)) once abc &gt; 0, so that the time to the blow-up is
 * Carlson's
 * R_F(a^2, b^2, c^2). With abc &lt; 0 all magnitudes first fall until the smallest one passes zero.
 *
 * @param a factor of W_v
 * @param b factor of W1
 * @param c factor of W2
 */
public record UnbalancedRankOne(double a, double b, double c) {

    /** Checks that the factors are finite. */
    public UnbalancedRankOne {
        if (!Double.isFinite(a) || !Double.isFinite(b) || !Double.isFinite(c)) {
            throw new IllegalArgumentException("expected finite factors, found " + a + ", " + b + ", " + c);
        }
    }

    /**
     * E = a b c.
     *
     * @return the energy
     */
    public double energy() {
        return a * b * c;
    }

    /**
     * The blow-up time in closed form. With squares m^2 = min, p = middle - m^2, q = largest - m^2:
     *
     * <ul>
     *   <li>abc &gt; 0, or one factor zero: T* = R_F(a^2, b^2, c^2); balanced, 1 / a;</li>
     *   <li>abc &lt; 0: T* = 2 R_F(0, p, q) - R_F(a^2, b^2, c^2), which is finite unless the two smallest magnitudes are equal;</li>
     *   <li>two factors zero: at rest.</li>
     * </ul>
     *
     * @return T*, or empty where the solution never blows up
     */
    public OptionalDouble blowUpTime() {
        double[] magnitudes = {Math.abs(a), Math.abs(b), Math.abs(c)};
        Arrays.sort(magnitudes);
        double low = magnitudes[0];
        double middle = magnitudes[1];
        double high = magnitudes[2];
        if (middle == 0) {
            return OptionalDouble.empty();
        }
        // In units of the largest magnitude, so that squares neither overflow nor underflow.
        double x = low / high;
        double y = middle / high;
        double direct = CarlsonEllipticIntegral.rF(x * x, y * y, 1);
        boolean falling = Math.signum(a) * Math.signum(b) * Math.signum(c) < 0;
        if (!falling) {
            return OptionalDouble.of(direct / high);
        }
        if (low == middle) {
            return OptionalDouble.empty();
        }
        // (m - l)(m + l) keeps the digits that a difference of squares loses near the degenerate set.
        double p = (middle - low) / high * (y + x);
        double q = (high - low) / high * (1 + x);
        return OptionalDouble.of((2 * CarlsonEllipticIntegral.rF(0, p, q) - direct) / high);
    }

    /**
     * The same state as matrices.
     *
     * @param u unit vector of length d
     * @param w unit vector of length d
     * @return W_v = a u^T, W1 = b u w^T, W2 = c w
     */
    public EffectiveDynamics along(double[] u, double[] w) {
        int d = u.length;
        var w1 = new DMatrixRMaj(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                w1.data[i * d + j] = b * u[i] * w[j];
            }
        }
        return EffectiveDynamics.of(Matrices.scaled(a, u), w1, Matrices.scaled(c, w));
    }

    /**
     * The same state with d = 1.
     *
     * @return W_v = (a), W1 = ((b)), W2 = (c)
     */
    public EffectiveDynamics scalar() {
        return along(new double[] {1}, new double[] {1});
    }
}
