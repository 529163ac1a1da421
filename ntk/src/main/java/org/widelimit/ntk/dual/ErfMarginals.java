package org.widelimit.ntk.dual;

/** With {@code n_i = 1 + 2 b^2 q_i}: {@code w_i = 1 / n_i}, {@code p_i = 2 b^2 q_i / n_i} and their roots. */
final class ErfMarginals extends Marginals {
    private final double[] w;
    private final double[] p;
    private final double[] wRoot;
    private final double[] pRoot;
    private final double largest;

    /** @param rate {@code b^2} */
    ErfMarginals(double[] variance, double[] moment, double rate) {
        super(variance, moment);
        int n = variance.length;
        w = new double[n];
        p = new double[n];
        wRoot = new double[n];
        pRoot = new double[n];
        double most = 0;
        for (int i = 0; i < n; i++) {
            double q = 2 * rate * variance[i];
            w[i] = 1 / (1 + q);
            p[i] = q / (1 + q);
            wRoot[i] = Math.sqrt(w[i]);
            pRoot[i] = Math.sqrt(p[i]);
            most = Math.max(most, rate * variance[i]);
        }
        largest = most;
    }

    double[] w() {
        return w;
    }

    double[] p() {
        return p;
    }

    double[] wRoot() {
        return wRoot;
    }

    double[] pRoot() {
        return pRoot;
    }

    /** The largest {@code b^2 q_i}. */
    double largest() {
        return largest;
    }
}
