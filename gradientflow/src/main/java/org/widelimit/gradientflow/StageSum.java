package org.widelimit.gradientflow;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * sum_j w_j k_j over the stages k_j of a Runge-Kutta method, four stages a pass: few enough terms for the compiler to turn the loop into
 * vector instructions, and few passes over the sum. Weights that are zero cost nothing, but for those that fill up the last four.
 */
final class StageSum {
    private static final int GROUP = 4;

    private final int[] stages;
    private final double[] weights;

    private StageSum(int[] stages, double[] weights) {
        this.stages = stages;
        this.weights = weights;
    }

    /** The sum with these weights of the stages 0, 1, ...; at least one of them is not zero. */
    static StageSum of(double... weights) {
        int[] used =
                IntStream.range(0, weights.length).filter(j -> weights[j] != 0).toArray();
        int padded = (used.length + GROUP - 1) / GROUP * GROUP;
        int[] stages = Arrays.copyOf(used, padded);
        double[] kept = new double[padded];
        for (int j = 0; j < padded; j++) {
            kept[j] = j < used.length ? weights[used[j]] : 0;
            stages[j] = j < used.length ? used[j] : used[0];
        }
        return new StageSum(stages, kept);
    }

    /** out = sum_j w_j k_j; out is none of the stages. */
    void sum(double[][] k, double[] out) {
        partial(k, stages.length, out);
    }

    /** out = y + h sum_j w_j k_j; the sum is complete before it meets y, which costs one rounding of the size of y and not one a term. out is not y. */
    void addTo(double[] y, double h, double[][] k, double[] out) {
        int last = stages.length - GROUP;
        if (last > 0) {
            partial(k, last, out);
        } else {
            Arrays.fill(out, 0);
        }
        double a = weights[last];
        double b = weights[last + 1];
        double c = weights[last + 2];
        double d = weights[last + 3];
        double[] ka = k[stages[last]];
        double[] kb = k[stages[last + 1]];
        double[] kc = k[stages[last + 2]];
        double[] kd = k[stages[last + 3]];
        for (int i = 0; i < out.length; i++) {
            out[i] = y[i] + h * (out[i] + (a * ka[i] + b * kb[i] + (c * kc[i] + d * kd[i])));
        }
    }

    /** The sum over the first stages, a multiple of four of them. */
    private void partial(double[][] k, int count, double[] out) {
        for (int g = 0; g < count; g += GROUP) {
            double a = weights[g];
            double b = weights[g + 1];
            double c = weights[g + 2];
            double d = weights[g + 3];
            double[] ka = k[stages[g]];
            double[] kb = k[stages[g + 1]];
            double[] kc = k[stages[g + 2]];
            double[] kd = k[stages[g + 3]];
            if (g == 0) {
                for (int i = 0; i < out.length; i++) {
                    out[i] = a * ka[i] + b * kb[i] + (c * kc[i] + d * kd[i]);
                }
            } else {
                for (int i = 0; i < out.length; i++) {
                    out[i] += a * ka[i] + b * kb[i] + (c * kc[i] + d * kd[i]);
                }
            }
        }
    }
}
