package org.widelimit.numerics.stats;

/**
 * The three-way test of a confidence interval I against the accepted values A = [target - tolerance, target +
 * tolerance]:
 *
 * <pre>  I inside A: SUPPORTED      I disjoint from A: REFUTED      else: INCONCLUSIVE</pre>
 *
 * <p>When I covers the true value with probability at least 1 - level, both errors (SUPPORTED although the value is not
 * accepted, REFUTED although it is) need I to miss, and together have probability at most {@code level}. For the
 * support of a value this is the two one-sided tests of Schuirmann (J. Pharmacokin. Biopharm. 15, 1987), here at half
 * their level.
 */
public final class EquivalenceTest {

    private EquivalenceTest() {}

    /** Decides with an interval for the measured value against the accepted values. */
    public static Decision decide(Interval measured, Interval accepted) {
        if (measured.isInside(accepted)) {
            return Decision.SUPPORTED;
        }
        return measured.isDisjointFrom(accepted) ? Decision.REFUTED : Decision.INCONCLUSIVE;
    }

    /** Decides with an interval for the measured value against target +- tolerance. */
    public static Decision decide(Interval measured, double target, double tolerance) {
        return decide(measured, Interval.around(target, tolerance));
    }
}
