package org.widelimit.ntk.multitask;

import java.util.Arrays;

/** SI: {@code w_i = 1/l_i}, gradient descent on {@code sum_i log l_i}, the same for {@code l_i -> c_i l_i}. A baseline of A. Navon et al., arXiv 2202.01017. */
public record ScaleInvariant() implements TaskWeighting {
    @Override
    public String name() {
        return "SI";
    }

    @Override
    public Run start(int tasks) {
        return step -> Arrays.stream(Weights.requirePositiveLosses(step.losses()))
                .map(loss -> 1 / loss)
                .toArray();
    }
}
