package org.widelimit.gradientflow.transformer;

import java.util.OptionalDouble;

/**
 * What E' &gt;= 3 |E|^{4/3} (the inequality of arithmetic and geometric means on eq. 16 of arXiv 2510.06954) says about the energy at
 * later times.
 */
public final class EnergyBounds {
    private EnergyBounds() {}

    /**
     * The least energy after a time:
     *
     * <p>E(t) &gt;= (E0^{-1/3} - t)^-3 where E0 &gt; 0 (eq. 11), E(t) &gt;= -((-E0)^{-1/3} + t)^-3 where E0 &lt; 0 (eq. 12), E(t) &gt;=
     * 0 where E0 = 0.
     *
     * @param initialEnergy E0
     * @param time t &gt;= 0
     * @return the bound; infinite from the latest blow-up time on
     */
    public static double leastEnergy(double initialEnergy, double time) {
        if (!(time >= 0)) {
            throw new IllegalArgumentException("expected a time >= 0, found " + time);
        }
        if (initialEnergy == 0) {
            return 0;
        }
        double distance = 1 / Math.cbrt(initialEnergy) - time;
        return initialEnergy > 0 && distance <= 0 ? Double.POSITIVE_INFINITY : 1 / (distance * distance * distance);
    }

    /**
     * T* &lt;= E0^{-1/3} where E0 &gt; 0.
     *
     * @param initialEnergy E0
     * @return the bound; empty where E0 &lt;= 0
     */
    public static OptionalDouble latestBlowUp(double initialEnergy) {
        return initialEnergy > 0 ? OptionalDouble.of(1 / Math.cbrt(initialEnergy)) : OptionalDouble.empty();
    }
}
