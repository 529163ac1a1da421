package org.widelimit.ntk.dual;

/**
 * {@code phi(z) = a [z < 0] + b [z > 0]}: sign and step, the arc-cosine kernel of degree 0 (Y. Cho, L. Saul, 2009).
 *
 * <p>With the angle {@code t} to the nearer of v and -v, {@code m = (a^2 + b^2)/2} and {@code k = (a - b)^2 / (2 pi)}:
 *
 * <pre>
 *   q12 >= 0:  T = m - k t
 *   q12 <  0:  T = a b + k t
 *   T' = 0
 * </pre>
 *
 * <p>{@code T' = 0} leaves out the point mass of phi' at 0, as {@link org.widelimit.networks.Activation#derivative} does: gradients do not pass a jump. It is not
 * {@code dT/dq12}. T(0) = 0: where the variance is 0, so is phi.
 */
final class JumpDual extends ClosedFormDual {
    private final double moment;
    private final double product;
    private final double slope;
    private final double halfSquaredDifference;
    private final double halfSquaredSum;

    JumpDual(String name, double negative, double positive) {
        super(name);
        moment = 0.5 * (negative * negative + positive * positive);
        product = negative * positive;
        halfSquaredDifference = 0.5 * (negative - positive) * (negative - positive);
        halfSquaredSum = 0.5 * (negative + positive) * (negative + positive);
        slope = halfSquaredDifference / Math.PI;
    }

    @Override
    double moment(double q) {
        return q > 0 ? moment : 0;
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        double leftRoot = left.root()[row];
        double[] rightRoot = right.root();
        batch.prepare(leftRoot, rightRoot, from, count);
        double[] s = batch.nearness();
        HalfAngle.evaluate(count, s, batch.scale(), batch.angle(), batch.segment());
        for (int k = 0; k < count; k++) {
            double turn = slope * batch.angle()[k];
            boolean near = batch.covariance()[k] >= 0;
            double value = near ? moment - turn : product + turn;
            // moment - |T|, its differences taken between constants.
            double gap = near
                    ? (value >= 0 ? turn : 2 * moment - turn)
                    : (value >= 0 ? halfSquaredDifference - turn : halfSquaredSum + turn);
            boolean alive = leftRoot > 0 && rightRoot[from + k] > 0;
            batch.value()[k] = alive ? value : 0;
            batch.valueGap()[k] = alive ? 2 * gap : 0;
            batch.derivative()[k] = 0;
        }
    }
}
