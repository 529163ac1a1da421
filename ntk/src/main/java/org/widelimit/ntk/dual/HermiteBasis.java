package org.widelimit.ntk.dual;

import java.util.function.DoubleUnaryOperator;

/**
 * {@code c_k = E f(sqrt(q) Z) h_k(Z)} for k below a degree, by the trapezoidal rule on |z| <= 12.5, which converges faster than any power of its
 * step for analytic f; in z, or in t with {@code z = scale sinh(t)}, whose nodes lie close where |z| is below the scale and as far apart as h_k allows elsewhere. h_k are the normalised Hermite polynomials, {@code sqrt(k+1) h_(k+1) = z h_k - sqrt(k) h_(k-1)}.
 *
 * <p>Where f is odd or even only every second k matters, and the nodes z >= 0 suffice.
 */
final class HermiteBasis {
    private static final double REACH = 12.5;

    private final int degree;
    private final double[] nodes;
    private final double[] weights;
    /** Weight times h_k at node n, index n degree + k. */
    private final double[] weighted;

    private HermiteBasis(int degree, int half, Parity parity, DoubleUnaryOperator node, DoubleUnaryOperator width) {
        this.degree = degree;
        int first = parity == Parity.ODD ? 0 : -half;
        nodes = new double[half - first + 1];
        weights = new double[nodes.length];
        weighted = new double[nodes.length * degree];
        for (int n = 0; n < nodes.length; n++) {
            double z = node.applyAsDouble(first + n);
            nodes[n] = z;
            double copies = parity == Parity.ODD && n > 0 ? 2 : 1;
            weights[n] = copies * width.applyAsDouble(z) * Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
            fill(n, z);
        }
    }

    /** Nodes {@code step} apart. */
    static HermiteBasis even(int degree, double step, Parity parity) {
        return new HermiteBasis(degree, (int) Math.ceil(REACH / step), parity, n -> n * step, z -> step);
    }

    /** Nodes {@code scale sinh(n step)}, for functions that change within this scale of 0. */
    static HermiteBasis stretched(int degree, double step, double scale, Parity parity) {
        double reach = REACH / scale;
        int half = (int) Math.ceil(Math.log(reach + Math.hypot(reach, 1)) / step);
        return new HermiteBasis(
                degree, half, parity, n -> scale * Math.sinh(n * step), z -> step * Math.hypot(scale, z));
    }

    private void fill(int n, double z) {
        double before = 0;
        double now = weights[n];
        for (int k = 0; k < degree; k++) {
            weighted[n * degree + k] = now;
            double next = (z * now - Math.sqrt(k) * before) / Math.sqrt(k + 1.0);
            before = now;
            now = next;
        }
    }

    int degree() {
        return degree;
    }

    /**
     * {@code c_first, c_(first + stride), ...} of f at variance root^2, then {@code E f^2} as the last entry.
     *
     * @param stride 2 for odd and even functions
     */
    double[] expansion(DoubleUnaryOperator f, double root, int first, int stride) {
        int terms = terms(first, stride);
        double[] c = new double[terms + 1];
        for (int n = 0; n < nodes.length; n++) {
            double value = f.applyAsDouble(root * nodes[n]);
            int at = n * degree + first;
            for (int m = 0; m < terms; m++) {
                c[m] += value * weighted[at + m * stride];
            }
            c[terms] += weights[n] * value * value;
        }
        return c;
    }

    /** Number of coefficients in an {@link #expansion}. */
    int terms(int first, int stride) {
        return (degree - first + stride - 1) / stride;
    }

    /** Whether the activation, and with it the value's and the derivative's expansion, has a symmetry. */
    enum Parity {
        /** phi is odd and phi' even. */
        ODD,
        NONE
    }
}
