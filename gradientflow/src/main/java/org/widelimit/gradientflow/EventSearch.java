package org.widelimit.gradientflow;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.widelimit.gradientflow.FlowEvent.Crossing;

/**
 * Finds the zeros of one event's function g on the dense output of each step, in order. A step is longer than many a dip of g: so g is
 * taken at five nodes, and where it keeps its sign between two of them although the polynomial through all five dips to half of
 * both values or further, the bottom of the dip is looked for. Two crossings within a step are missed only if the five nodes show no trace of them.
 */
final class EventSearch {
    private static final int INTERVALS = 4;
    /** Points of the polynomial between two nodes. */
    private static final int FINE = 16;
    /** Of the smaller neighbour: a dip of the polynomial below it is looked into. */
    private static final double DIP = 0.5;

    private static final int DIP_EVALUATIONS = 60;
    private static final int ROOT_EVALUATIONS = 200;
    private static final double GOLDEN = (3 - Math.sqrt(5)) / 2;

    private final FlowEvent event;
    private final BracketingNthOrderBrentSolver solver;
    /** The last sign of g other than zero, and g at the end of the last step. */
    private double sign;

    private double last;

    EventSearch(FlowEvent event, double t, double[] y, double span) {
        this.event = event;
        this.solver = new BracketingNthOrderBrentSolver(4e-16, 1e-17 * span, 0, 5);
        this.last = event.function().value(t, y);
        this.sign = signum(last);
    }

    FlowEvent event() {
        return event;
    }

    /** The times of the crossings that count, in the direction of integration. */
    List<Double> crossings(DenseStep step) {
        double[] t = new double[INTERVALS + 1];
        double[] g = new double[INTERVALS + 1];
        for (int k = 0; k <= INTERVALS; k++) {
            t[k] = k == INTERVALS ? step.end() : step.start() + (step.end() - step.start()) * k / INTERVALS;
            g[k] = k == 0 ? last : value(step, t[k]);
        }
        last = g[INTERVALS];
        List<Double> found = new ArrayList<>();
        for (int k = 0; k < INTERVALS; k++) {
            if (sign != 0 && signum(g[k + 1]) == sign && signum(g[k]) == sign) {
                double bottom = bottom(step, t, g, k);
                if (signum(value(step, bottom)) == -sign) {
                    cross(step, t[k], g[k], bottom, found);
                    cross(step, bottom, value(step, bottom), t[k + 1], found);
                }
            } else if (signum(g[k + 1]) == -sign && sign != 0) {
                cross(step, t[k], g[k], t[k + 1], found);
            } else if (sign == 0) {
                sign = signum(g[k + 1]);
            }
        }
        return found;
    }

    /** Notes the zero between two times with different signs, and turns the sign. */
    private void cross(DenseStep step, double from, double atFrom, double to, List<Double> found) {
        boolean rising = sign < 0;
        double root = signum(atFrom) == sign ? root(step, from, to) : from;
        sign = -sign;
        if (event.crossing() == Crossing.EITHER || (event.crossing() == Crossing.RISING) == rising) {
            found.add(root);
        }
    }

    private double root(DenseStep step, double from, double to) {
        UnivariateFunction g = t -> value(step, t);
        return solver.solve(ROOT_EVALUATIONS, g, Math.min(from, to), Math.max(from, to));
    }

    /** A point of interval k where sign * g is below zero if there is one; else any point. */
    private double bottom(DenseStep step, double[] t, double[] g, int k) {
        double[] p = new double[FINE + 1];
        int at = 1;
        for (int i = 0; i <= FINE; i++) {
            p[i] = sign * interpolate(g, k + (double) i / FINE);
            at = i < FINE && p[i] < p[at] ? Math.max(1, i) : at;
        }
        if (!(vertex(p[at - 1], p[at], p[at + 1]) < DIP * Math.min(Math.abs(g[k]), Math.abs(g[k + 1])))) {
            return t[k];
        }
        double width = t[k + 1] - t[k];
        return minimum(step, t[k] + width * (at - 1) / FINE, t[k] + width * (at + 1) / FINE);
    }

    /** The least value of the parabola through three equidistant values; the middle one where it has none. */
    private static double vertex(double left, double middle, double right) {
        double curvature = left - 2 * middle + right;
        double slope = (right - left) / 2;
        return curvature > 0 ? middle - slope * slope / (2 * curvature) : middle;
    }

    /** Golden section on sign * g, which ends as soon as it is negative. */
    private double minimum(DenseStep step, double from, double to) {
        double a = from;
        double b = to;
        double low = a + GOLDEN * (b - a);
        double high = b - GOLDEN * (b - a);
        double atLow = sign * value(step, low);
        double atHigh = sign * value(step, high);
        for (int i = 0; i < DIP_EVALUATIONS && atLow >= 0 && atHigh >= 0; i++) {
            if (atLow < atHigh) {
                b = high;
                high = low;
                atHigh = atLow;
                low = a + GOLDEN * (b - a);
                atLow = sign * value(step, low);
            } else {
                a = low;
                low = high;
                atLow = atHigh;
                high = b - GOLDEN * (b - a);
                atHigh = sign * value(step, high);
            }
        }
        return atLow < atHigh ? low : high;
    }

    /** The polynomial through the values at 0, 1, ..., 4. */
    private static double interpolate(double[] g, double x) {
        double sum = 0;
        for (int i = 0; i < g.length; i++) {
            double weight = g[i];
            for (int j = 0; j < g.length; j++) {
                weight *= j == i ? 1 : (x - j) / (i - j);
            }
            sum += weight;
        }
        return sum;
    }

    private double value(DenseStep step, double t) {
        return event.function().value(t, step.state(t));
    }

    /** NaN counts as zero: g has no sign there. */
    private static double signum(double g) {
        return Double.isNaN(g) ? 0 : Math.signum(g);
    }
}
