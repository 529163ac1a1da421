package org.widelimit.numerics.stats;

/** Checks and quantiles that the estimators share. */
final class Levels {

    private Levels() {}

    static double require(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("expected a level (probability of missing) in (0, 1), found " + level);
        }
        return level;
    }

    static double requireFinite(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("expected finite " + what + ", found " + value);
        }
        return value;
    }
}
