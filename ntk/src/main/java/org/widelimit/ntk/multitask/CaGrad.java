package org.widelimit.ntk.multitask;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * CAGrad: the direction that improves the worst task most within a ball around the mean gradient g_0,
 *
 * <pre>{@code   max_d min_i <g_i, d>,  |d - g_0| <= c |g_0|;    d = g_0 + c |g_0| g_w / |g_w|,}</pre>
 *
 * with g_w = sum_i w_i g_i the minimiser over the simplex of {@code <g_w, g_0> + c |g_0| |g_w|}. B. Liu et al., arXiv 2110.14048, equations 4 and 5.
 *
 * <p>The norm is {@code |g_w| = min_t (|g_w|^2/t + t)/2}: a quadratic programme for each t, and convex in both.
 *
 * @param radius c in [0, 1)
 */
public record CaGrad(double radius) implements TaskWeighting {
    private static final int HALVINGS = 55;

    public CaGrad {
        if (!(radius >= 0 && radius < 1)) {
            throw new IllegalArgumentException("expected a radius in [0, 1), found " + radius);
        }
    }

    /** c = 0.4, the paper's choice for NYUv2. */
    public static CaGrad defaults() {
        return new CaGrad(0.4);
    }

    @Override
    public String name() {
        return "CAGrad";
    }

    @Override
    public HeadGradients heads() {
        return HeadGradients.PLAIN;
    }

    @Override
    public Run start(int tasks) {
        return step -> weights(step.gram());
    }

    private double[] weights(DMatrixRMaj gram) {
        int k = gram.numRows;
        double[] mean = new double[k];
        Arrays.fill(mean, 1.0 / k);
        double length = Math.sqrt(form(gram, mean));
        double[] hull = length > 0 ? hull(gram, mean, length) : mean;
        double norm = Math.sqrt(form(gram, hull));
        for (int i = 0; i < k; i++) {
            mean[i] += norm > 0 ? radius * length / norm * hull[i] : 0;
        }
        return mean;
    }

    /** The derivative by t of the minimum over w, {@code (1 - |g_w|^2/t^2) c |g_0| / 2}, grows with t, so its zero |g_w| = t is bisected. */
    private double[] hull(DMatrixRMaj gram, double[] mean, double length) {
        double[] w = mean;
        double low = 0;
        double high = 0;
        for (int i = 0; i < gram.numRows; i++) {
            high = Math.max(high, Math.sqrt(gram.get(i, i)));
        }
        for (int turn = 0; turn < HALVINGS && radius > 0; turn++) {
            double t = low + (high - low) / 2;
            w = SimplexMinimum.of(objective(gram, mean, t, length));
            if (Math.sqrt(form(gram, w)) > t) {
                low = t;
            } else {
                high = t;
            }
        }
        return w;
    }

    /**
     * {@code c |g_0|/t G + a 1^T + 1 a^T + s 1 1^T}, a = G mean: on the simplex twice the objective at this t, plus s, which makes it positive definite.
     */
    private DMatrixRMaj objective(DMatrixRMaj gram, double[] mean, double t, double length) {
        int k = gram.numRows;
        DMatrixRMaj h = new DMatrixRMaj(k, k);
        double[] a = times(gram, mean);
        double shift = 2 * t * length / radius;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                h.set(i, j, radius * length / t * gram.get(i, j) + a[i] + a[j] + shift);
            }
        }
        return h;
    }

    private static double[] times(DMatrixRMaj gram, double[] w) {
        double[] product = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w.length; j++) {
                product[i] += gram.get(i, j) * w[j];
            }
        }
        return product;
    }

    private static double form(DMatrixRMaj gram, double[] w) {
        double[] product = times(gram, w);
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += w[i] * product[i];
        }
        return Math.max(sum, 0);
    }
}
