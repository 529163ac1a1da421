package org.widelimit.ntk.multitask;

import java.util.Arrays;

/**
 * IMTL-G: the combination with equal projections on all gradients, {@code <d, g_i>/|g_i|} the same for all i, and sum_i w_i = 1: {@code w = G^-1 n / sum}, n_i = |g_i|. Weights may be negative. L. Liu et al., Towards Impartial
 * Multi-task Learning (ICLR 2021), equation 6.
 */
public record ImtlG() implements TaskWeighting {
    @Override
    public String name() {
        return "IMTL-G";
    }

    @Override
    public Run start(int tasks) {
        return step -> {
            double[] norms = new double[tasks];
            for (int i = 0; i < tasks; i++) {
                norms[i] = Math.sqrt(step.gram().get(i, i));
            }
            double[] w = GramSolver.solve(step.gram(), norms);
            double sum = Arrays.stream(w).sum();
            return sum == 0
                    ? Weights.ones(tasks)
                    : Arrays.stream(w).map(x -> x / sum).toArray();
        };
    }
}
