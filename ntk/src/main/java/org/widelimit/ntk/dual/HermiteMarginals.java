package org.widelimit.ntk.dual;

/**
 * Hermite coefficients of {@code z -> phi(sqrt(q_i) z)} and {@code z -> phi'(sqrt(q_i) z)}, term by term for all i, with the square roots of
 * what the terms leave out of {@code E phi^2} and {@code E phi'^2}.
 */
final class HermiteMarginals extends Marginals {
    private final HermiteSeries value;
    private final HermiteSeries slope;

    HermiteMarginals(double[] variance, HermiteSeries value, HermiteSeries slope) {
        super(variance, value.moment());
        this.value = value;
        this.slope = slope;
    }

    HermiteSeries value() {
        return value;
    }

    HermiteSeries slope() {
        return slope;
    }
}
