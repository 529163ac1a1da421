package org.widelimit.networks;

/**
 * {@code phi(z) = negative * min(z, 0) + positive * max(z, 0)}: the two slopes of a positively homogeneous activation.
 *
 * <p>Every function with {@code phi(c z) = c phi(z)} for all {@code c > 0} has this form, so the two numbers say all of it.
 *
 * @param negative slope for {@code z < 0}
 * @param positive slope for {@code z > 0}
 */
public record Slopes(double negative, double positive) {
    public Slopes {
        if (!Double.isFinite(negative) || !Double.isFinite(positive)) {
            throw new IllegalArgumentException("expected finite slopes, found " + negative + " and " + positive);
        }
    }
}
