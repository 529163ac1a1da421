package org.widelimit.gradientflow;

import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.util.MathArrays;

/**
 * Follows a small flow in decimal arithmetic of any number of digits, as a check on the same integration in doubles: what differs is
 * the double one's error. Some thousand times slower than doubles.
 *
 * <p>The method is Gragg's modified midpoint rule with 2, 4, ..., 20 substeps, extrapolated in h^2 to order 20 (Hairer, Norsett and
 * Wanner, Solving Ordinary Differential Equations I, section II.9): its weights are small fractions and so exact in any arithmetic,
 * where tabulated coefficients of Runge-Kutta methods end at some 17 digits.
 */
public final class ExtendedPrecision {
    /** Fewer are no more than doubles have. */
    private static final int LEAST_DIGITS = 20;
    /** Of the digits, those that are left for rounding. */
    private static final int GUARD = 4;

    private static final int COLUMNS = 10;
    private static final int MOST_STEPS = 10_000;

    private final DfpField field;
    private final double tolerance;

    private ExtendedPrecision(DfpField field, double tolerance) {
        this.field = field;
        this.tolerance = tolerance;
    }

    /**
     * Arithmetic with at least so many decimal digits; the local error of a step, relative to the largest component, is kept below
     * 10^(4 - digits).
     *
     * @param digits at least 20
     * @return the integrator
     */
    public static ExtendedPrecision ofDigits(int digits) {
        if (digits < LEAST_DIGITS) {
            throw new IllegalArgumentException("expected at least " + LEAST_DIGITS + " digits, found " + digits);
        }
        return new ExtendedPrecision(new DfpField(digits), Math.pow(10, GUARD - digits));
    }

    /**
     * The state after a time.
     *
     * @param flow the field f, without t
     * @param initial initial state, finite, length n
     * @param time how long, of either sign
     * @return the final state, n numbers
     * @throws IllegalArgumentException if the state has another length, or 10,000 steps do not suffice
     */
    public Dfp[] integrate(FieldFlow flow, double[] initial, double time) {
        if (initial.length != flow.dimension()) {
            throw new IllegalArgumentException(
                    "expected a state of " + flow.dimension() + " components, found " + initial.length);
        }
        Dfp[] y = MathArrays.buildArray(field, initial.length);
        for (int i = 0; i < y.length; i++) {
            y[i] = field.newDfp(initial[i]);
        }
        Dfp left = field.newDfp(time);
        Dfp h = left;
        for (int step = 0; step < MOST_STEPS; step++) {
            if (left.isZero()) {
                return y;
            }
            h = h.abs().greaterThan(left.abs()) ? left : h;
            Dfp[][] pair = extrapolated(flow, y, h);
            double error = distance(pair[0], pair[1]);
            if (error <= tolerance) {
                y = pair[0];
                left = left.subtract(h);
                h = error < tolerance * Math.pow(2, -2.0 * COLUMNS) ? h.multiply(2) : h;
            } else {
                h = h.divide(2);
            }
        }
        throw new IllegalArgumentException(
                "expected a solution that lives for time " + time + ", found it stuck " + left.toDouble() + " before");
    }

    /** The digits of a state that doubles have.
     *
     * @param state numbers of any precision
     * @return the nearest doubles
     */
    public static double[] rounded(Dfp[] state) {
        double[] values = new double[state.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = state[i].toDouble();
        }
        return values;
    }

    /** The corner of the tableau T_{j,k} = T_{j,k-1} + (T_{j,k-1} - T_{j-1,k-1}) / ((n_j / n_{j-k})^2 - 1), and its left neighbour. */
    private static Dfp[][] extrapolated(FieldFlow flow, Dfp[] y, Dfp h) {
        Dfp[][] row = new Dfp[COLUMNS][];
        for (int j = 0; j < COLUMNS; j++) {
            Dfp[][] next = new Dfp[COLUMNS][];
            next[0] = midpoint(flow, y, h, 2 * (j + 1));
            for (int k = 1; k <= j; k++) {
                // n_j^2 / n_{j-k}^2 - 1 = ((j + 1)^2 - (j - k + 1)^2) / (j - k + 1)^2.
                int square = (j - k + 1) * (j - k + 1);
                int difference = (j + 1) * (j + 1) - square;
                next[k] = next[k - 1].clone();
                for (int i = 0; i < y.length; i++) {
                    Dfp step = next[k - 1][i].subtract(row[k - 1][i]);
                    next[k][i] = next[k][i].add(step.multiply(square).divide(difference));
                }
            }
            row = next;
        }
        return new Dfp[][] {row[COLUMNS - 1], row[COLUMNS - 2]};
    }

    /** Gragg's rule with an even number of substeps, whose error has even powers of h alone. */
    private static Dfp[] midpoint(FieldFlow flow, Dfp[] y, Dfp h, int substeps) {
        Dfp part = h.divide(substeps);
        Dfp[] before = y;
        Dfp[] here = moved(y, part, flow.velocity(y));
        for (int i = 1; i < substeps; i++) {
            Dfp[] after = moved(before, part.multiply(2), flow.velocity(here));
            before = here;
            here = after;
        }
        return here;
    }

    private static Dfp[] moved(Dfp[] y, Dfp h, Dfp[] velocity) {
        Dfp[] moved = y.clone();
        for (int i = 0; i < y.length; i++) {
            moved[i] = y[i].add(velocity[i].multiply(h));
        }
        return moved;
    }

    /** The largest difference over the largest component. */
    private static double distance(Dfp[] x, Dfp[] y) {
        double largest = Double.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(x[i].toDouble()));
            difference = Math.max(difference, Math.abs(x[i].subtract(y[i]).toDouble()));
        }
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / largest;
    }
}
