package org.widelimit.gradientflow;

import java.util.Objects;

/**
 * A law that holds along every solution of a flow: I(t, y(t)) stays constant, or moves in one direction only.
 *
 * <p>What an integration reports of it is its <em>drift</em>, the maximum over the accepted steps of
 * <ul>
 *   <li>conserved: |I(t) - I(0)| / |I(0)|, Euclidean (Frobenius) norms;</li>
 *   <li>increasing or decreasing: how far I(t) has gone back from its best value so far, relative to the larger one of the two in absolute
 *       value. Not to the largest |I| there was: a loss that has fallen to 1e-6 of its first value and rises to twice that went back by
 *       a half, not by 1e-6.</li>
 * </ul>
 * Where that scale is zero (of a conserved I: zero up to its own rounding), it is |y(0)|^degree instead.
 *
 * @param name the name in reports, unique within a flow
 * @param kind what the law says
 * @param degree the degree of homogeneity, I(c y) = c^degree I(y); gives the scale where I(0) = 0. Zero means absolute drift there
 * @param map the quantity
 */
public record Invariant(String name, Kind kind, int degree, StateMap map) {

    /** What a law says. */
    public enum Kind {
        /** I(t) = I(0). */
        CONSERVED,
        /** I never falls. */
        INCREASING,
        /** I never rises. */
        DECREASING
    }

    /** Checks the components. */
    public Invariant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(map, "map");
        if (name.isBlank()) {
            throw new IllegalArgumentException("expected the name of an invariant, found a blank one");
        }
        if (degree < 0) {
            throw new IllegalArgumentException("expected a degree >= 0, found " + degree);
        }
    }

    /**
     * I(t) = I(0), entry by entry.
     *
     * @param name the name in reports
     * @param degree the degree of homogeneity
     * @param map the entries
     * @return the law
     */
    public static Invariant conserved(String name, int degree, StateMap map) {
        return new Invariant(name, Kind.CONSERVED, degree, map);
    }

    /**
     * g never falls.
     *
     * @param name the name in reports
     * @param degree the degree of homogeneity
     * @param function the quantity
     * @return the law
     */
    public static Invariant increasing(String name, int degree, StateFunction function) {
        return new Invariant(name, Kind.INCREASING, degree, (t, y) -> new double[] {function.value(t, y)});
    }

    /**
     * g never rises.
     *
     * @param name the name in reports
     * @param degree the degree of homogeneity
     * @param function the quantity
     * @return the law
     */
    public static Invariant decreasing(String name, int degree, StateFunction function) {
        return new Invariant(name, Kind.DECREASING, degree, (t, y) -> new double[] {function.value(t, y)});
    }

    /**
     * Starts watching this law from a state on.
     *
     * @param t time of the first state
     * @param y the first state
     * @return a monitor that has seen the first state
     */
    public InvariantMonitor monitor(double t, double[] y) {
        return new InvariantMonitor(this, t, y);
    }
}
