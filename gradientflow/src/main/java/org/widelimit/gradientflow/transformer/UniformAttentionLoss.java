package org.widelimit.gradientflow.transformer;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.Svd;

/**
 * The loss of a network without activation while attention is uniform, as a function of w = W_V W^[1] W^[2]:
 *
 * <p>L1(w) = (1/n) sum_i l(y_i Xbar_i w), with mean tokens Xbar_i (arXiv 2510.06954, eq. 13 with L_{2,i} = 1).
 *
 * <p>It is convex. Its minimiser is the critical point around which the second stage runs (Assumption 2); there is none where a hyperplane
 * through 0 separates the y_i Xbar_i, and then there is no second plateau.
 */
public final class UniformAttentionLoss {
    /** Of the loss: the square of the Newton decrement at which one more step reaches rounding. */
    private static final double CONVERGED = 1e-20;
    /** The exponential of the largest margin that a minimiser of real data would have; far below it the data are separated. */
    private static final double SEPARATED = 1e-25;

    private static final int ITERATIONS = 500;
    private static final double RANK = 1e-12;

    private final DMatrixRMaj means;
    private final double[] labels;
    private final MarginLoss loss;

    private UniformAttentionLoss(DMatrixRMaj means, double[] labels, MarginLoss loss) {
        this.means = means;
        this.labels = labels;
        this.loss = loss;
    }

    /**
     * L1 on a data set.
     *
     * @param data sequences and labels
     * @param loss of the margin
     * @return the function
     */
    public static UniformAttentionLoss of(TransformerData data, MarginLoss loss) {
        return new UniformAttentionLoss(data.meanTokens(), data.labels().clone(), loss);
    }

    /**
     * d.
     *
     * @return the length of w
     */
    public int dimension() {
        return means.numCols;
    }

    /**
     * L1(w).
     *
     * @param w length d
     * @return the loss
     */
    public double value(double[] w) {
        double[] outputs = Matrices.apply(means, w);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += loss.value(labels[i] * outputs[i]);
        }
        return sum / labels.length;
    }

    /**
     * -grad L1(w) = (1/n) sum_i y_i (-l') Xbar_i.
     *
     * @param w length d
     * @return length d
     */
    public double[] descent(double[] w) {
        double[] pulls = Matrices.apply(means, w);
        for (int i = 0; i < labels.length; i++) {
            pulls[i] = labels[i] * loss.pull(labels[i] * pulls[i]) / labels.length;
        }
        return Matrices.applyTranspose(means, pulls);
    }

    /**
     * The Hessian (1/n) sum_i l'' Xbar_i^T Xbar_i.
     *
     * @param w length d
     * @return shape (d, d), positive semi-definite
     */
    public DMatrixRMaj hessian(double[] w) {
        double[] outputs = Matrices.apply(means, w);
        DMatrixRMaj scaled = means.copy();
        for (int i = 0; i < labels.length; i++) {
            double root = Math.sqrt(loss.curvature(labels[i] * outputs[i]) / labels.length);
            for (int k = 0; k < scaled.numCols; k++) {
                scaled.data[i * scaled.numCols + k] *= root;
            }
        }
        return Matrices.innerGram(scaled);
    }

    /**
     * The minimiser, of least norm where there are many: Newton's method with halved steps from w = 0.
     *
     * @return w with grad L1(w) = 0 to rounding; empty where the data are separated and the loss falls to 0 at infinity
     */
    public Optional<double[]> minimiser() {
        double[] w = new double[dimension()];
        double value = value(w);
        boolean converged = false;
        for (int i = 0; i < ITERATIONS && value > SEPARATED; i++) {
            double[] descent = descent(w);
            double[] step = solve(hessian(w), descent);
            double decrement = Matrices.dot(step, descent);
            double[] next = descend(w, step, value, decrement);
            if (converged) {
                return Optional.of(next);
            }
            // One more step after this one: it costs nothing and squares the error.
            converged = decrement <= CONVERGED * value;
            w = next;
            value = value(w);
        }
        return Optional.empty();
    }

    private double[] descend(double[] w, double[] step, double value, double decrement) {
        double length = 1;
        double[] next = moved(w, step, length);
        // A NaN or an infinite value counts as too large; the rounding of the value is allowed for.
        while (!(value(next) <= value - 0.25 * length * decrement + 1e-14 * value) && length > 1e-10) {
            length /= 2;
            next = moved(w, step, length);
        }
        return next;
    }

    private static double[] moved(double[] w, double[] step, double length) {
        double[] next = w.clone();
        for (int k = 0; k < next.length; k++) {
            next[k] += length * step[k];
        }
        return next;
    }

    /** The least solution of H x = g for a positive semi-definite H. */
    private static double[] solve(DMatrixRMaj h, double[] g) {
        Svd svd = Matrices.svd(h);
        double[] coefficients = Matrices.applyTranspose(svd.u(), g);
        for (int i = 0; i < coefficients.length; i++) {
            double sigma = svd.values()[i];
            coefficients[i] = sigma > RANK * svd.values()[0] ? coefficients[i] / sigma : 0;
        }
        return Matrices.apply(svd.v(), coefficients);
    }
}
