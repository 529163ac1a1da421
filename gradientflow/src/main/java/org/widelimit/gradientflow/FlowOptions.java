package org.widelimit.gradientflow;

import java.util.Objects;

/**
 * How to integrate. The estimated local error of component i is kept below absoluteTolerance * scale_i + relativeTolerance * |y_i|, where scale_i is
 * the flow's own ({@link Flow#scales}): both tolerances are pure numbers, and a tiny initial state is followed as faithfully as a large
 * one.
 *
 * @param method the integrator
 * @param relativeTolerance in (0, 1)
 * @param absoluteTolerance in (0, 1), relative to the flow's scales
 * @param maximalStep the largest step, positive; infinite for no limit
 * @param maximalSteps how many accepted steps before giving up; positive
 * @param errorNorm what becomes of the errors of the components in {@link IntegrationMethod#DORMAND_PRINCE_853}; the other methods have their own
 * @param sampling which states to keep
 */
public record FlowOptions(
        IntegrationMethod method,
        double relativeTolerance,
        double absoluteTolerance,
        double maximalStep,
        int maximalSteps,
        ErrorNorm errorNorm,
        Sampling sampling) {

    /** Checks the components. */
    public FlowOptions {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(errorNorm, "errorNorm");
        Objects.requireNonNull(sampling, "sampling");
        requireTolerance("relative", relativeTolerance);
        requireTolerance("absolute", absoluteTolerance);
        if (!(maximalStep > 0)) {
            throw new IllegalArgumentException("expected a positive largest step, found " + maximalStep);
        }
        if (maximalSteps < 1) {
            throw new IllegalArgumentException("expected at least one step, found " + maximalSteps);
        }
    }

    /**
     * Dormand-Prince 8(5,3), relative tolerance 1e-10, absolute tolerance 1e-12 of the scale, 100,000 steps, each component within its tolerance, samples at the steps.
     *
     * @return the options
     */
    public static FlowOptions standard() {
        return new FlowOptions(
                IntegrationMethod.DORMAND_PRINCE_853,
                1e-10,
                1e-12,
                Double.POSITIVE_INFINITY,
                100_000,
                ErrorNorm.MAXIMUM,
                Sampling.steps());
    }

    /**
     * The same with another method.
     *
     * @param other the integrator
     * @return new options
     */
    public FlowOptions withMethod(IntegrationMethod other) {
        return new FlowOptions(
                other, relativeTolerance, absoluteTolerance, maximalStep, maximalSteps, errorNorm, sampling);
    }

    /**
     * The same with other tolerances.
     *
     * @param relative relative tolerance
     * @param absolute absolute tolerance, relative to the scales
     * @return new options
     */
    public FlowOptions withTolerances(double relative, double absolute) {
        return new FlowOptions(method, relative, absolute, maximalStep, maximalSteps, errorNorm, sampling);
    }

    /**
     * The same with another limit on the step.
     *
     * @param step largest step
     * @return new options
     */
    public FlowOptions withMaximalStep(double step) {
        return new FlowOptions(method, relativeTolerance, absoluteTolerance, step, maximalSteps, errorNorm, sampling);
    }

    /**
     * The same with another number of steps.
     *
     * @param steps accepted steps before giving up
     * @return new options
     */
    public FlowOptions withMaximalSteps(int steps) {
        return new FlowOptions(method, relativeTolerance, absoluteTolerance, maximalStep, steps, errorNorm, sampling);
    }

    /**
     * The same with another norm of the error.
     *
     * @param norm over the components
     * @return new options
     */
    public FlowOptions withErrorNorm(ErrorNorm norm) {
        return new FlowOptions(method, relativeTolerance, absoluteTolerance, maximalStep, maximalSteps, norm, sampling);
    }

    /**
     * The same with other samples.
     *
     * @param other which states to keep
     * @return new options
     */
    public FlowOptions withSampling(Sampling other) {
        return new FlowOptions(
                method, relativeTolerance, absoluteTolerance, maximalStep, maximalSteps, errorNorm, other);
    }

    private static void requireTolerance(String which, double tolerance) {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("expected a " + which + " tolerance in (0, 1), found " + tolerance);
        }
    }
}
