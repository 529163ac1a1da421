package org.widelimit.gradientflow;

import org.hipparchus.ode.OrdinaryDifferentialEquation;

/**
 * A flow as Hipparchus sees it, with a guard against values that are not finite. A trial step may well leave the domain of a field
 * (an exponential loss overflows); that is a reason for a smaller step, but NaN in the error estimate ends a Hipparchus integration. So a
 * field that is NaN or beyond 1e60 is shown as 1e60: the estimate becomes huge yet finite, the step is rejected, and the breakdown noted.
 */
final class GuardedField implements OrdinaryDifferentialEquation, VectorField {
    /** Its square, over the square of a tolerance of 1e-30, is still finite. */
    private static final double LIMIT = 1e60;

    private final int dimension;
    private final VectorField field;
    private boolean broken;
    private int evaluations;

    GuardedField(Flow flow) {
        this.dimension = flow.dimension();
        this.field = flow.evaluator();
    }

    @Override
    public int getDimension() {
        return dimension;
    }

    @Override
    public double[] computeDerivatives(double t, double[] y) {
        double[] dy = new double[y.length];
        derivative(t, y, dy);
        return dy;
    }

    @Override
    public void derivative(double t, double[] y, double[] dy) {
        evaluations++;
        field.derivative(t, y, dy);
        if (Norms.largest(dy) <= LIMIT) {
            return;
        }
        for (int i = 0; i < dy.length; i++) {
            if (!(Math.abs(dy[i]) <= LIMIT)) {
                dy[i] = LIMIT;
                broken = true;
            }
        }
    }

    /** How often the field was evaluated. */
    int evaluations() {
        return evaluations;
    }

    /** Whether the field broke down since the last call. */
    boolean takeBroken() {
        boolean result = broken;
        broken = false;
        return result;
    }
}
