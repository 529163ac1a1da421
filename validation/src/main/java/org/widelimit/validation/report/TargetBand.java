package org.widelimit.validation.report;

import org.jspecify.annotations.Nullable;

/**
 * A horizontal band [lower, upper] of a figure: target +- tolerance.
 *
 * @param target the line inside the band, or null
 */
public record TargetBand(
        String name, double lower, double upper, @Nullable Double target) {

    public TargetBand {
        Texts.requireText("name", name);
        if (!Double.isFinite(lower) || !Double.isFinite(upper) || lower > upper) {
            throw new IllegalArgumentException(
                    "expected a band with finite lower <= upper, found [" + lower + ", " + upper + "]");
        }
        target = Texts.finiteOrNull(target);
    }

    /** The band target +- tolerance. */
    public static TargetBand around(String name, double target, double tolerance) {
        return new TargetBand(name, target - tolerance, target + tolerance, target);
    }
}
