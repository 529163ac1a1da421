package org.widelimit.numerics.stats;

import org.hipparchus.distribution.continuous.TDistribution;

/** Tails of Student's t; degrees of freedom need not be whole numbers. */
final class StudentT {

    private StudentT() {}

    /** q > 0 with P(|T| > q) = level. */
    static double twoSidedQuantile(double level, double degreesOfFreedom) {
        // From the lower tail, where the argument keeps its digits for small levels.
        return -new TDistribution(degreesOfFreedom).inverseCumulativeProbability(level / 2);
    }

    /** P(|T| > |t|). */
    static double twoSidedTail(double t, double degreesOfFreedom) {
        return 2 * new TDistribution(degreesOfFreedom).cumulativeProbability(-Math.abs(t));
    }
}
