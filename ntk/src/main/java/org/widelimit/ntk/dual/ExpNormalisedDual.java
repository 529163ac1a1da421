package org.widelimit.ntk.dual;

/**
 * {@code T = sqrt(q11 q22) exp(g (rho + shift))}, {@code T' = g exp(g (rho + shift))}: a kernel by itself, the
 * dual of no function of one variable that is known. {@code T' = dT/dq12}, {@code T(q) = q exp(g (1 + shift))}.
 */
final class ExpNormalisedDual extends ClosedFormDual {
    private final double g;
    private final double shift;

    ExpNormalisedDual(double g, double shift) {
        super("exp-normalised:" + g + "," + shift);
        if (!(g > 0) || Double.isInfinite(g) || !Double.isFinite(shift)) {
            throw new IllegalArgumentException("expected g > 0 and a finite shift, found " + g + " and " + shift);
        }
        this.g = g;
        this.shift = shift;
    }

    @Override
    double moment(double q) {
        return q * Math.exp(g * (1 + shift));
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        double leftRoot = left.root()[row];
        batch.prepare(leftRoot, right.root(), from, count);
        double most = Math.exp(g * (1 + shift));
        for (int k = 0; k < count; k++) {
            double s = batch.nearness()[k];
            double scale = leftRoot * right.root()[from + k];
            boolean near = batch.covariance()[k] >= 0;
            double turn = near ? -2 * s : 2 * s - 2;
            double value = most * Math.exp(g * turn);
            batch.value()[k] = scale * value;
            batch.derivative()[k] = g * value;
            batch.valueGap()[k] = -2 * scale * most * Math.expm1(g * turn);
        }
    }
}
