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

    /** Both series for a batch that has been prepared, without regard to their remainders; leaves rho in {@link PairBatch#angle}. */
    static void sum(HermiteMarginals left, int row, HermiteMarginals right, int from, int count, PairBatch batch) {
        double[] rho = batch.angle();
        for (int k = 0; k < count; k++) {
            rho[k] = Math.copySign(1 - 2 * batch.nearness()[k], batch.covariance()[k]);
        }
        double[] power = batch.segment();
        double[] column = batch.valueGap();
        left.value.sum(row, right.value, from, count, rho, power, column, batch.value());
        left.slope.sum(row, right.slope, from, count, rho, power, column, batch.derivative());
    }
}
