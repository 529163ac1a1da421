package org.widelimit.graphon.model;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * The distribution of a factor along [0, 1], as values with weights that add up to 1: a quadrature rule for every
 * integral of a function of the factor.
 */
record Axis(double[] values, double[] weights) {

    private static final int PANELS = 32;
    private static final int LEVELS = 20;

    /** Nodes and weights of the six-point Gauss-Legendre rule on [-1, 1], the positive half; roots of P_6. */
    private static final double[] NODES = {0.2386191860831969, 0.6612093864662645, 0.9324695142031521};

    private static final double[] WEIGHTS = {0.4679139345726910, 0.3607615730481386, 0.1713244923791704};

    /**
     * The factor f(x), by Gauss-Legendre panels: equal ones, and the first and the last halved again and again towards
     * the ends, where quantile functions are singular.
     */
    static Axis of(DoubleUnaryOperator f) {
        Map<Double, Double> nodes = new TreeMap<>();
        double width = 1.0 / PANELS;
        for (int p = 1; p < PANELS - 1; p++) {
            panel(f, p * width, (p + 1) * width, nodes);
        }
        for (int level = 0; level < LEVELS; level++) {
            double outer = Math.scalb(width, -level);
            double inner = level == LEVELS - 1 ? 0 : outer / 2;
            panel(f, inner, outer, nodes);
            panel(f, 1 - outer, 1 - inner, nodes);
        }
        return of(nodes);
    }

    /** A factor that is constant on equal intervals. */
    static Axis of(double[] values) {
        Map<Double, Double> nodes = new TreeMap<>();
        for (double value : values) {
            nodes.merge(value, 1.0 / values.length, Double::sum);
        }
        return of(nodes);
    }

    private static void panel(DoubleUnaryOperator f, double from, double to, Map<Double, Double> nodes) {
        double middle = (from + to) / 2;
        double radius = (to - from) / 2;
        for (int k = 0; k < NODES.length; k++) {
            nodes.merge(f.applyAsDouble(middle - radius * NODES[k]), radius * WEIGHTS[k], Double::sum);
            nodes.merge(f.applyAsDouble(middle + radius * NODES[k]), radius * WEIGHTS[k], Double::sum);
        }
    }

    /** Equal values are one node, so that a constant factor costs nothing. */
    private static Axis of(Map<Double, Double> nodes) {
        for (double value : nodes.keySet()) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("expected a factor that is finite and at least 0, found " + value);
            }
        }
        return new Axis(
                nodes.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                nodes.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
