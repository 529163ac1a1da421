package org.widelimit.ntk.spectrum;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * A quadrature rule on [0, 1]: {@code int f = sum_i w_i f(x_i)}. The arrays are handed over, not copied.
 *
 * @param nodes x_i
 * @param weights w_i > 0
 */
public record QuadratureRule(double[] nodes, double[] weights) {

    public QuadratureRule {
        if (nodes.length == 0 || weights.length != nodes.length) {
            throw new IllegalArgumentException(
                    "expected one or more nodes with a weight each, found " + nodes.length + " and " + weights.length);
        }
    }

    /** The midpoints of n equal parts; an error of order n^-2, for kernels with a kink on the diagonal too. */
    public static QuadratureRule midpoint(int n) {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            nodes[i] = (i + 0.5) / n;
            weights[i] = 1.0 / n;
        }
        return new QuadratureRule(nodes, weights);
    }

    /** Gauss and Legendre's rule with n nodes: exact for polynomials of degree 2n - 1, and converging faster than any power of n for analytic kernels. */
    public static QuadratureRule gaussLegendre(int n) {
        GaussIntegrator rule = new GaussIntegratorFactory().legendre(n, 0, 1);
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            nodes[i] = rule.getPoint(i);
            weights[i] = rule.getWeight(i);
        }
        return new QuadratureRule(nodes, weights);
    }

    /**
     * L. Fejer's first rule with n nodes, the Chebyshev points: exact for polynomials of degree n - 1, and converging faster than any power of n for analytic functions. Its weights are a sum of cosines, so n may be large.
     */
    public static QuadratureRule fejer(int n) {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double angle = Math.PI * (i + 0.5) / n;
            nodes[i] = 0.5 * (1 - Math.cos(angle));
            double sum = 0.5;
            for (int m = 1; m <= (n - 1) / 2; m++) {
                sum -= Math.cos(2 * m * angle) / ((2.0 * m - 1) * (2.0 * m + 1));
            }
            weights[i] = 2 * sum / n;
        }
        return new QuadratureRule(nodes, weights);
    }
}
