package org.widelimit.validation.widths;

import org.jspecify.annotations.Nullable;

/**
 * A labelled cut distance at one width, averaged over seeds or pairs of seeds.
 *
 * @param width n, the smaller one where two widths are compared
 * @param lower mean of the brackets' lower ends, each reached by sets that were found; intervals and exponents are
 *     about this one
 * @param upper mean of the brackets' upper ends: the mean distance is not above
 * @param intervalLower lower end of Student's 95 % interval of {@code lower}, or null where there are too few seeds
 * @param intervalUpper its upper end, or null
 * @param distances how many were averaged
 */
public record DistancePoint(
        int width,
        double lower,
        double upper,
        @Nullable Double intervalLower,
        @Nullable Double intervalUpper,
        int distances) {}
