package org.widelimit.ntk.dynamics;

/** The learning rates that a quadratic loss allows. */
public final class LearningRates {

    private LearningRates() {}

    /** {@code 2/mu}: gradient descent converges along all eigenvectors if and only if its rate is below, for the largest curvature mu. */
    public static double largestStable(double largestCurvature) {
        return largestStable(largestCurvature, 0);
    }

    /**
     * {@code 2 (1 + beta)/mu}: the same for the heavy ball. (The roots of {@code z^2 - (1 + beta - eta mu) z + beta} lie in the unit disc if and only if {@code beta < 1} and {@code eta mu < 2 (1 + beta)}.)
     *
     * @param largestCurvature mu > 0, the largest eigenvalue of the Hessian: of Theta over the divisor of the loss, see {@link Averaging}
     * @param momentum beta in [0, 1)
     */
    public static double largestStable(double largestCurvature, double momentum) {
        if (!(largestCurvature > 0)) {
            throw new IllegalArgumentException("expected a positive curvature, found " + largestCurvature);
        }
        checkMomentum(momentum);
        return 2 * (1 + momentum) / largestCurvature;
    }

    static void check(double rate, double momentum, long steps) {
        if (!(rate > 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException("expected a positive learning rate, found " + rate);
        }
        checkMomentum(momentum);
        if (steps < 0) {
            throw new IllegalArgumentException("expected a number of steps >= 0, found " + steps);
        }
    }

    private static void checkMomentum(double momentum) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("expected a momentum in [0, 1), found " + momentum);
        }
    }
}
