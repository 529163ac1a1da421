package org.widelimit.ntk.dual;

import java.util.function.DoubleUnaryOperator;

/**
 * {@code c_k = E f(sqrt(q) Z) h_k(Z)} for k below a degree, by the trapezoidal rule on |z| <= 12.5, which converges faster than any power
 * of its step for analytic f. h_k are the normalised Hermite polynomials, {@code sqrt(k+1) h_(k+1) = z h_k - sqrt(k) h_(k-1)}.
 */
final class HermiteBasis {
    private static final double REACH = 12.5;

    private final int degree;
    private final double[] nodes;
    /** Weight times h_k at node n, index n degree + k. */
    private final double[] weighted;

    HermiteBasis(int degree, double step) {
        this.degree = degree;
        int half = (int) Math.ceil(REACH / step);
        nodes = new double[2 * half + 1];
        weighted = new double[nodes.length * degree];
        for (int n = 0; n < nodes.length; n++) {
            double z = (n - half) * step;
            nodes[n] = z;
            double weight = step * Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
            double before = 0;
            double now = weight;
            for (int k = 0; k < degree; k++) {
                weighted[n * degree + k] = now;
                double next = (z * now - Math.sqrt(k) * before) / Math.sqrt(k + 1.0);
                before = now;
                now = next;
            }
        }
    }

    int degree() {
        return degree;
    }

    /** The coefficients of f at variance root^2. */
    double[] coefficients(DoubleUnaryOperator f, double root) {
        double[] c = new double[degree];
        for (int n = 0; n < nodes.length; n++) {
            double value = f.applyAsDouble(root * nodes[n]);
            int at = n * degree;
            for (int k = 0; k < degree; k++) {
                c[k] += value * weighted[at + k];
            }
        }
        return c;
    }
}
