package org.widelimit.validation.widths;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One distance against the width.
 *
 * @param exponent null with fewer than four widths, too few seeds, or a distance of zero
 */
public record DistanceCurve(
        Quantity quantity,
        Model model,
        List<DistancePoint> points,
        @Nullable Exponent exponent) {

    public DistanceCurve {
        points = List.copyOf(points);
    }
}
