package org.widelimit.numerics.stats;

import org.jspecify.annotations.Nullable;

/** Coefficients c with which sum_k c_k y_k is a quantity of a fitted trend. A missing regressor means a constant. */
final class Contrasts {

    private Contrasts() {}

    /** Weighted least squares: the value at x = 0 of the line (of the constant, when there is no regressor). */
    static double[] intercept(double @Nullable [] x, double[] weights) {
        double total = sum(weights);
        double[] c = new double[weights.length];
        double centre = x == null ? 0 : dot(weights, x) / total;
        double[] slope = x == null ? new double[c.length] : slope(x, weights);
        for (int k = 0; k < c.length; k++) {
            c[k] = weights[k] / total - centre * slope[k];
        }
        return c;
    }

    /** Weighted least squares: the slope of the line. */
    static double[] slope(double[] x, double[] weights) {
        double centre = dot(weights, x) / sum(weights);
        double spread = 0;
        for (int k = 0; k < x.length; k++) {
            spread += weights[k] * (x[k] - centre) * (x[k] - centre);
        }
        double[] c = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            c[k] = weights[k] * (x[k] - centre) / spread;
        }
        return c;
    }

    /**
     * What the fitted form leaves out first: the quadratic part when a line in x is fitted, a drift from scale to scale
     * when a constant is. Unit length; zero when the form has as many parameters as there are scales.
     */
    static double[] nextTerm(double @Nullable [] x, int scales) {
        double[] ones = new double[scales];
        double[] position = new double[scales];
        double[] term = new double[scales];
        for (int k = 0; k < scales; k++) {
            ones[k] = 1;
            position[k] = x == null ? k : x[k];
            term[k] = x == null ? k : x[k] * x[k];
        }
        // Twice, because one pass of Gram-Schmidt loses digits when x spans a narrow range.
        for (int pass = 0; pass < 2; pass++) {
            removeProjection(term, ones);
            if (x != null) {
                double[] centred = position.clone();
                removeProjection(centred, ones);
                removeProjection(term, centred);
            }
        }
        int parameters = x == null ? 1 : 2;
        double norm = scales > parameters ? Math.sqrt(dot(term, term)) : 0;
        for (int k = 0; k < scales; k++) {
            term[k] = norm == 0 ? 0 : term[k] / norm;
        }
        return term;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    static double sum(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += value;
        }
        return sum;
    }

    private static void removeProjection(double[] target, double[] direction) {
        double factor = dot(target, direction) / dot(direction, direction);
        for (int k = 0; k < target.length; k++) {
            target[k] -= factor * direction[k];
        }
    }
}
