package org.widelimit.validation.claim;

import java.util.Objects;
import org.widelimit.numerics.stats.Interval;

/**
 * What a number is said to be.
 *
 * @param value the target
 * @param tolerance half-width around it that counts as agreement, >= 0
 */
public record Target(double value, double tolerance, Relation relation) {

    /** How the number is said to stand to the target. */
    public enum Relation {
        /** {@code |number - value| <= tolerance}. */
        EQUAL,
        /** {@code number <= value + tolerance}. */
        AT_MOST,
        /** {@code number >= value - tolerance}. */
        AT_LEAST,
        /** {@code number > value + tolerance}: more than a margin. */
        MORE_THAN
    }

    public Target {
        Objects.requireNonNull(relation, "relation");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("expected a finite target, found " + value);
        }
        if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a tolerance >= 0, found " + tolerance);
        }
    }

    /** The accepted numbers. */
    public Interval accepted() {
        return switch (relation) {
            case EQUAL -> Interval.around(value, tolerance);
            case AT_MOST -> Interval.atMost(value + tolerance);
            case AT_LEAST -> Interval.atLeast(value - tolerance);
            case MORE_THAN -> Interval.atLeast(Math.nextUp(value + tolerance));
        };
    }

    /** Another value with the same tolerance and relation. */
    Target movedTo(double newValue) {
        return new Target(newValue, tolerance, relation);
    }
}
