package org.widelimit.ntk.multitask;

/** LS: {@code w_i = 1}, the sum of the losses. */
public record LinearScalarisation() implements TaskWeighting {
    @Override
    public String name() {
        return "LS";
    }

    @Override
    public Run start(int tasks) {
        return step -> Weights.ones(tasks);
    }
}
