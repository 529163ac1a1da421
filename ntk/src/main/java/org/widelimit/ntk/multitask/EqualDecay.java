package org.widelimit.ntk.multitask;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Equal relative decrease, with what tasks do to each other: {@code w_i = v_i / l_i}, v the point of the simplex where {@code |sum_i v_i grad log l_i|} is least.
 *
 * <p>Under gradient flow {@code d log l_i/dt = -(G~ v)_i}, {@code G~_ij = <g_i, g_j> / (l_i l_j)}; for square losses {@code G_ij = e_i^T K_ij e_j}, off-diagonal blocks included. At the least point all tasks with v_i > 0 have the same rate, and the
 * others a higher one although they get no weight; no direction of that length makes the slowest task faster. All are equal exactly where {@code G~^-1 1 > 0}; for two tasks where the cosine of the gradients is below {@code min(s, 1/s)}, s the ratio
 * of {@code |g_i| / l_i}.
 *
 * <p>It is {@link Mgda} of the logarithms of the losses: MGDA with gradients divided by their losses. It means what it says where all losses can go to zero. A loss that cannot keeps all others to its pace, and at a
 * Pareto-stationary point the step vanishes.
 */
public record EqualDecay() implements TaskWeighting {
    @Override
    public String name() {
        return "equal-decay";
    }

    @Override
    public Run start(int tasks) {
        return step -> weights(step.gram(), step.losses());
    }

    /**
     * The weights for this Gram matrix of gradients and these losses, with sum_i w_i l_i = 1. A task whose loss is 0 has nothing left to decay and gets no weight; where all are, every weight is 1.
     */
    public static double[] weights(DMatrixRMaj gram, double[] losses) {
        double[] l = Weights.requirePositiveLosses(losses);
        int[] left = IntStream.range(0, l.length).filter(i -> losses[i] > 0).toArray();
        if (left.length == 0) {
            return Weights.ones(l.length);
        }
        DMatrixRMaj relative = new DMatrixRMaj(left.length, left.length);
        for (int r = 0; r < left.length; r++) {
            for (int c = 0; c < left.length; c++) {
                relative.set(r, c, gram.get(left[r], left[c]) / l[left[r]] / l[left[c]]);
            }
        }
        double[] v = SimplexMinimum.of(relative);
        double[] weights = new double[l.length];
        for (int r = 0; r < left.length; r++) {
            weights[left[r]] = v[r] / l[left[r]];
        }
        return weights;
    }
}
