package org.widelimit.numerics.stats;

/**
 * A closed interval [lower, upper] of the extended real line; an infinite end makes it one-sided.
 *
 * @param lower not NaN, at most {@code upper}
 * @param upper not NaN
 */
public record Interval(double lower, double upper) {

    /** The whole line: what is known before anything is measured. */
    public static final Interval EVERYTHING = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("expected lower <= upper, found [" + lower + ", " + upper + "]");
        }
    }

    /** [lower, upper]. */
    public static Interval of(double lower, double upper) {
        return new Interval(lower, upper);
    }

    /** [centre - halfWidth, centre + halfWidth]. */
    public static Interval around(double centre, double halfWidth) {
        return new Interval(centre - halfWidth, centre + halfWidth);
    }

    /** [value, value]. */
    public static Interval point(double value) {
        return new Interval(value, value);
    }

    /** [lower, infinity). */
    public static Interval atLeast(double lower) {
        return new Interval(lower, Double.POSITIVE_INFINITY);
    }

    /** (-infinity, upper]. */
    public static Interval atMost(double upper) {
        return new Interval(Double.NEGATIVE_INFINITY, upper);
    }

    /** Whether {@code lower <= value <= upper}. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /** Whether every point of this interval is in the other one; equal intervals are inside each other. */
    public boolean isInside(Interval other) {
        return other.lower <= lower && upper <= other.upper;
    }

    /** Whether the intervals have no point in common; intervals that touch are not disjoint. */
    public boolean isDisjointFrom(Interval other) {
        return upper < other.lower || other.upper < lower;
    }

    /** The smallest interval that holds both. */
    public Interval hull(Interval other) {
        return new Interval(Math.min(lower, other.lower), Math.max(upper, other.upper));
    }

    /** [lower - margin, upper + margin], margin >= 0. */
    public Interval widenedBy(double margin) {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("expected a margin >= 0, found " + margin);
        }
        return margin == 0 ? this : new Interval(lower - margin, upper + margin);
    }

    /** upper - lower. */
    public double width() {
        return upper - lower;
    }

    /** (lower + upper) / 2; NaN for the whole line. */
    public double mid() {
        return lower + (upper - lower) / 2;
    }

    /** Whether both ends are finite. */
    public boolean isFinite() {
        return Double.isFinite(lower) && Double.isFinite(upper);
    }
}
