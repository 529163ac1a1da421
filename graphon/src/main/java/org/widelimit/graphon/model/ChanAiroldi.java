package org.widelimit.graphon.model;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStream;

/**
 * The ten symmetric graphons by which estimators are compared: Chan and Airoldi, A consistent histogram estimator for
 * exchangeable graph models (2014), table 1. They are of rank one, smooth, with kinks on the diagonal, and (the sixth)
 * with constant degrees on both sides of 1/2, which no sorting by degree can tell apart.
 */
public enum ChanAiroldi implements Graphon {
    /** uv. */
    PRODUCT("uv", 0.25, (u, v) -> u * v),

    /** exp(-(u^0.7 + v^0.7)). */
    EXPONENTIAL("exp(-(u^0.7 + v^0.7))", 0.331412684556, (u, v) -> Math.exp(-(Math.pow(u, 0.7) + Math.pow(v, 0.7)))),

    /** (u^2 + v^2 + u^(1/2) + v^(1/2)) / 4. */
    POWERS("(u^2 + v^2 + u^(1/2) + v^(1/2)) / 4", 0.5, (u, v) -> (u * u + v * v + Math.sqrt(u) + Math.sqrt(v)) / 4),

    /** (u + v) / 2. */
    MEAN("(u + v) / 2", 0.5, (u, v) -> (u + v) / 2),

    /** 1 / (1 + exp(-10 (u^2 + v^2))). */
    LOGISTIC("1 / (1 + exp(-10 (u^2 + v^2)))", 0.945561564176, (u, v) -> 1 / (1 + Math.exp(-10 * (u * u + v * v)))),

    /** |u - v|. */
    DIFFERENCE("|u - v|", 1.0 / 3, (u, v) -> Math.abs(u - v)),

    /** 1 / (1 + exp(-(max(u, v)^2 + min(u, v)^4))). */
    LOGISTIC_ORDERED(
            "1 / (1 + exp(-(max(u, v)^2 + min(u, v)^4)))",
            0.63357699306,
            (u, v) -> 1 / (1 + Math.exp(-(Math.pow(Math.max(u, v), 2) + Math.pow(Math.min(u, v), 4))))),

    /** exp(-max(u, v)^(3/4)). */
    EXPONENTIAL_LARGER("exp(-max(u, v)^(3/4))", 0.494156541721, (u, v) -> Math.exp(-Math.pow(Math.max(u, v), 0.75))),

    /** exp(-(min(u, v) + u^(1/2) + v^(1/2)) / 2). */
    EXPONENTIAL_SMALLER(
            "exp(-(min(u, v) + u^(1/2) + v^(1/2)) / 2)",
            0.451360159183,
            (u, v) -> Math.exp(-(Math.min(u, v) + Math.sqrt(u) + Math.sqrt(v)) / 2)),

    /** log(1 + max(u, v) / 2). */
    LOGARITHM("log(1 + max(u, v) / 2)", 0.283604675676, (u, v) -> Math.log1p(Math.max(u, v) / 2));

    private final String formula;
    private final double edgeDensity;
    private final DoubleBinaryOperator density;

    ChanAiroldi(String formula, double edgeDensity, DoubleBinaryOperator density) {
        this.formula = formula;
        this.edgeDensity = edgeDensity;
        this.density = density;
    }

    /** The formula as text. */
    public String formula() {
        return formula;
    }

    /** The integral over the unit square, to twelve digits. */
    public double edgeDensity() {
        return edgeDensity;
    }

    @Override
    public double density(double u, double v) {
        return density.applyAsDouble(u, v);
    }

    /**
     * A mask of units at independent uniform positions, and the probabilities that it was drawn from.
     *
     * @param mask m_ij = 1 with probability P_ij, independently
     * @param probabilities P_ij = W(u_i, v_j)
     */
    public record Draw(Mask mask, DMatrixRMaj probabilities) {

        /** The mean squared error of an estimate of P; of a graph, over the entries off the diagonal. */
        public double meanSquaredError(DMatrixRMaj estimate) {
            boolean graph = mask.isGraph();
            double sum = 0;
            for (int i = 0; i < mask.rows(); i++) {
                for (int j = 0; j < mask.columns(); j++) {
                    double error = estimate.get(i, j) - probabilities.get(i, j);
                    sum += graph && i == j ? 0 : error * error;
                }
            }
            return sum / ((double) mask.rows() * (mask.columns() - (graph ? 1 : 0)));
        }
    }

    /** A simple graph of n units: symmetric, nothing on the diagonal. */
    public Draw graph(int n, RandomStream stream) {
        double[] u = uniform(n, stream);
        DMatrixRMaj p = probabilities(u, u);
        boolean[] kept = new boolean[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                boolean edge = stream.nextDouble() < p.get(i, j);
                kept[i * n + j] = edge;
                kept[j * n + i] = edge;
            }
        }
        return new Draw(Mask.of(name(), n, n, (i, j) -> kept[i * n + j]), p);
    }

    /** A rectangular mask: rows and columns have positions of their own. */
    public Draw rectangle(int rows, int columns, RandomStream stream) {
        DMatrixRMaj p = probabilities(uniform(rows, stream), uniform(columns, stream));
        return new Draw(Mask.of(name(), rows, columns, (i, j) -> stream.nextDouble() < p.get(i, j)), p);
    }

    private static double[] uniform(int n, RandomStream stream) {
        double[] positions = new double[n];
        Arrays.setAll(positions, i -> stream.nextDouble());
        return positions;
    }

    private DMatrixRMaj probabilities(double[] u, double[] v) {
        DMatrixRMaj p = new DMatrixRMaj(u.length, v.length);
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < v.length; j++) {
                p.data[i * v.length + j] = density(u[i], v[j]);
            }
        }
        return p;
    }
}
