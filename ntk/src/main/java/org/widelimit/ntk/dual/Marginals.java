package org.widelimit.ntk.dual;

import java.util.Arrays;

/**
 * {@code q_i} and {@code T(q_i) = E[phi(u_i)^2]} with their roots: what a layer knows about each input alone.
 *
 * <p>Made by {@link DualActivation#marginals}, for that activation alone. Immutable but for its arrays, which belong to it and are not to be written to.
 */
public class Marginals {
    private final double[] variance;
    private final double[] root;
    private final double[] inverseRoot;
    private final boolean hasZero;
    private final double[] moment;
    private final double[] momentRoot;

    /**
     * @param variance {@code q_i}; copied and checked
     * @param moment {@code T(q_i)}; kept
     */
    Marginals(double[] variance, double[] moment) {
        this.variance = variance.clone();
        this.moment = moment;
        this.root = roots(this.variance);
        this.inverseRoot = inverses(this.root);
        this.hasZero = Arrays.stream(this.root).anyMatch(r -> r == 0);
        this.momentRoot = roots(moment);
    }

    /** {@code n}: how many variables. */
    public final int size() {
        return variance.length;
    }

    /** {@code q_i}. */
    public final double[] variance() {
        return variance;
    }

    /** {@code sqrt(q_i)}. */
    public final double[] root() {
        return root;
    }

    /** {@code 1 / sqrt(q_i)}; 0 where {@code q_i} is 0. */
    final double[] inverseRoot() {
        return inverseRoot;
    }

    /** Whether a variance is 0. */
    final boolean hasZero() {
        return hasZero;
    }

    /** {@code T(q_i)}. */
    public final double[] moment() {
        return moment;
    }

    /** {@code sqrt(T(q_i))}. */
    public final double[] momentRoot() {
        return momentRoot;
    }

    static void check(double[] variances) {
        for (int i = 0; i < variances.length; i++) {
            if (!(variances[i] >= 0) || Double.isInfinite(variances[i])) {
                throw new IllegalArgumentException(
                        "expected a finite variance >= 0, found " + variances[i] + " at index " + i);
            }
        }
    }

    private static double[] roots(double[] x) {
        double[] roots = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            roots[i] = Math.sqrt(x[i]);
        }
        return roots;
    }

    private static double[] inverses(double[] x) {
        double[] inverses = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            inverses[i] = x[i] > 0 ? 1 / x[i] : 0;
        }
        return inverses;
    }
}
