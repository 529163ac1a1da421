package org.widelimit.ntk.multitask;

/**
 * FairGrad: alpha-fair shares of the decrease, {@code G w = w^(-1/alpha)}, w > 0; Nash-MTL for alpha = 1. H. Ban and K. Ji, Fair Resource Allocation in Multi-Task Learning, arXiv 2402.15638, equation 6.
 *
 * @param alpha > 0
 */
public record FairGrad(double alpha) implements TaskWeighting {
    public FairGrad {
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected alpha > 0, found " + alpha);
        }
    }

    /** alpha = 2. */
    public static FairGrad defaults() {
        return new FairGrad(2);
    }

    @Override
    public String name() {
        return "FairGrad";
    }

    @Override
    public Run start(int tasks) {
        return step -> FairWeights.of(step.gram(), alpha);
    }
}
