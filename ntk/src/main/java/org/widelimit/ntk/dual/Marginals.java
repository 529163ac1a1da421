package org.widelimit.ntk.dual;

/**
 * {@code q_i} and {@code T(q_i) = E[phi(u_i)^2]} with their roots: what a layer knows about each input alone.
 *
 * <p>Made by {@link DualActivation#marginals}, for that activation alone. Immutable but for its arrays, which belong to it and are not to be written to.
 */
public class Marginals {
    private final double[] variance;
    private final double[] root;
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
}
