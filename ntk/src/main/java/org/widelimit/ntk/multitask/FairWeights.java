package org.widelimit.ntk.multitask;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The w > 0 with {@code (G w)_i = w_i^(-1/alpha)}: the minimum of {@code w^T G w / 2 - sum_i u(w_i)}, u' = w^(-1/alpha), which is strictly convex. By Newton's method with halved steps in log w.
 */
final class FairWeights {
    private static final int MOST_STEPS = 200;
    private static final double PRECISION = 1e-8;
    /** A gradient below 1e-12 of the mean length counts as that long: its weight is far out, but finite. */
    private static final double FLOOR = 1e-24;

    private static final double NOISE = 1e-13;
    private static final double LONGEST_STEP = 2;
    private static final double SHORTEST_SHARE = 0x1p-40;

    private final DMatrixRMaj gram;
    private final double power;

    private FairWeights(DMatrixRMaj gram, double power) {
        this.gram = gram;
        this.power = power;
    }

    static double[] of(DMatrixRMaj gram, double alpha) {
        int k = gram.numRows;
        double scale = 0;
        for (int i = 0; i < k; i++) {
            scale += gram.get(i, i) / k;
        }
        if (!(scale > 0)) {
            return Weights.ones(k);
        }
        DMatrixRMaj scaled = gram.copy();
        for (int i = 0; i < k * k; i++) {
            scaled.data[i] /= scale;
        }
        for (int i = 0; i < k; i++) {
            scaled.set(i, i, Math.max(scaled.get(i, i), FLOOR));
        }
        double power = 1 / alpha;
        double unit = Math.pow(scale, -1 / (1 + power));
        return Arrays.stream(new FairWeights(scaled, power).solve())
                .map(w -> w * unit)
                .toArray();
    }

    /** In x = log w the equations are {@code w_i^(1/alpha) (G w)_i = 1}. */
    private double[] solve() {
        int k = gram.numRows;
        double[] x = new double[k];
        for (int i = 0; i < k; i++) {
            // Exact where the gradients are orthogonal.
            x[i] = -Math.log(gram.get(i, i)) / (1 + power);
        }
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] slope = slope(x);
            double[] direction = GramSolver.solve(curvature(x), slope);
            double longest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
            double share = Math.min(1, LONGEST_STEP / longest);
            double[] next = moved(x, direction, share);
            double now = objective(x);
            // Close to the minimum the objective is flat to rounding and says nothing; the step of Newton's method is
            // then right.
            double noise = NOISE * (1 + Math.abs(now));
            while (objective(next) > now + noise && share > SHORTEST_SHARE) {
                share /= 2;
                next = moved(x, direction, share);
            }
            x = next;
            if (longest <= PRECISION) {
                // The step after this one would be of order 1e-16.
                break;
            }
        }
        return Arrays.stream(x).map(Math::exp).toArray();
    }

    private static double[] moved(double[] x, double[] direction, double share) {
        double[] next = x.clone();
        for (int i = 0; i < x.length; i++) {
            next[i] -= share * direction[i];
        }
        return next;
    }

    private double objective(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                sum += gram.get(i, j) * Math.exp(x[i] + x[j]) / 2;
            }
            sum -= power == 1 ? x[i] : Math.exp((1 - power) * x[i]) / (1 - power);
        }
        return sum;
    }

    /** By x_i: {@code w_i ((G w)_i - w_i^-p)}. */
    private double[] slope(double[] x) {
        double[] slope = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                slope[i] += gram.get(i, j) * Math.exp(x[i] + x[j]);
            }
            slope[i] -= Math.exp((1 - power) * x[i]);
        }
        return slope;
    }

    /** By x_i and x_j, with the diagonal kept positive: {@code w_i w_j G_ij + delta_ij (p w_i^(1-p) + max(slope_i, 0))}. */
    private DMatrixRMaj curvature(double[] x) {
        double[] slope = slope(x);
        DMatrixRMaj h = new DMatrixRMaj(x.length, x.length);
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                h.set(i, j, gram.get(i, j) * Math.exp(x[i] + x[j]));
            }
            h.add(i, i, power * Math.exp((1 - power) * x[i]) + Math.max(slope[i], 0));
        }
        return h;
    }
}
