package org.widelimit.validation.report;

import java.util.ArrayList;
import java.util.List;

/** Round numbers on an axis: multiples of 1, 2 or 5 times a power of ten. */
final class Ticks {

    private Ticks() {}

    /** Round numbers within [lower, upper], lower < upper, at most {@code steps} steps between them and at least a third of that. */
    static List<Double> within(double lower, double upper, int steps) {
        double rough = (upper - lower) / steps;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double ratio = rough / power;
        double step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        double slack = 1e-9 * step;
        for (double k = Math.ceil((lower - slack) / step); k * step <= upper + slack; k++) {
            // + 0.0 makes a plain zero of a negative one.
            ticks.add(k * step + 0.0);
        }
        return ticks;
    }
}
