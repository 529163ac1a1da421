package org.widelimit.ntk.multitask;

/**
 * MGDA: the shortest vector in the convex hull of the gradients, {@code min |sum_i w_i g_i|^2, w_i >= 0, sum_i w_i = 1}. A common descent direction d, with {@code <g_i, d> >= |d|^2} for all i and equality where w_i > 0, or 0 at Pareto-stationary
 * points. J.-A. Desideri, Comptes Rendus Mathematique 350 (2012); O. Sener and V. Koltun, arXiv 1810.04650, equation 3.
 */
public record Mgda() implements TaskWeighting {
    @Override
    public String name() {
        return "MGDA";
    }

    @Override
    public Run start(int tasks) {
        return step -> SimplexMinimum.of(step.gram());
    }
}
