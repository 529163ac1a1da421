package org.widelimit.ntk.multitask;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * PCGrad: from each gradient the part that conflicts with another one is taken off,
 *
 * <pre>{@code   d_i <- d_i - <d_i, g_j> / |g_j|^2 g_j    wherever <d_i, g_j> < 0, from d_i = g_i, the other tasks j in random order,}</pre>
 *
 * and d = sum_i d_i. T. Yu et al., arXiv 2001.06782, algorithm 1.
 *
 * @param streams the t-th step draws its orders from the child {@code step/t}
 */
public record PcGrad(RandomStreams streams) implements TaskWeighting {
    /** Orders from the streams of this seed. */
    public static PcGrad of(long seed) {
        return new PcGrad(RandomStreams.of(seed).child("pcgrad"));
    }

    @Override
    public String name() {
        return "PCGrad";
    }

    @Override
    public HeadGradients heads() {
        return HeadGradients.PLAIN;
    }

    @Override
    public Run start(int tasks) {
        int[] steps = new int[1];
        return step -> {
            RandomStream random = streams.child("step", steps[0]++).stream();
            double[] weights = new double[tasks];
            for (int i = 0; i < tasks; i++) {
                double[] one = projected(step.gram(), i, random.permutation(tasks));
                for (int j = 0; j < tasks; j++) {
                    weights[j] += one[j];
                }
            }
            return weights;
        };
    }

    /** d_i as a combination of the gradients. */
    static double[] projected(DMatrixRMaj gram, int i, int[] order) {
        double[] d = new double[gram.numRows];
        d[i] = 1;
        for (int j : order) {
            double product = 0;
            for (int m = 0; m < d.length; m++) {
                product += d[m] * gram.get(m, j);
            }
            if (j != i && product < 0) {
                d[j] -= product / gram.get(j, j);
            }
        }
        return d;
    }
}
