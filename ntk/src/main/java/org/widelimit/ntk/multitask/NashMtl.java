package org.widelimit.ntk.multitask;

/** Nash-MTL: the Nash bargaining solution {@code G w = 1/w}, w > 0. A. Navon et al., Multi-Task Learning as a Bargaining Game, arXiv 2202.01017, equation 2. */
public record NashMtl() implements TaskWeighting {
    @Override
    public String name() {
        return "Nash-MTL";
    }

    @Override
    public Run start(int tasks) {
        return step -> FairWeights.of(step.gram(), 1);
    }
}
