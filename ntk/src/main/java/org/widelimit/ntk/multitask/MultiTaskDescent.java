package org.widelimit.ntk.multitask;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.training.Optimizer;

/** Descent on {@code sum_i w_i l_i} with weights that a method chooses at each step, on all examples at once. */
public final class MultiTaskDescent {
    private MultiTaskDescent() {}

    /** What is done with each step before it is taken; it may look at the kernel, and what it asks for is not counted. */
    @FunctionalInterface
    public interface Observer {
        /** Step 0, 1, ... at theta, which must not be changed. */
        void at(int step, double[] theta);
    }

    /**
     * Descends from theta.
     *
     * @throws ArithmeticException when a loss or weight is no longer finite; the message says at which step
     */
    public static DescentResult run(
            MultiTaskProblem problem, TaskWeighting weighting, double[] theta, DescentOptions options) {
        return run(problem, weighting, theta, options, (step, at) -> {});
    }

    /** The same with an observer. */
    public static DescentResult run(
            MultiTaskProblem problem,
            TaskWeighting weighting,
            double[] theta,
            DescentOptions options,
            Observer observer) {
        int k = problem.tasks();
        double[] x = theta.clone();
        DMatrixRMaj losses = new DMatrixRMaj(options.steps() + 1, k);
        DMatrixRMaj chosen = new DMatrixRMaj(options.steps(), k);
        TaskWeighting.Run run = weighting.start(k);
        Optimizer.Run optimizer = options.optimizer().start(problem.parameters());
        double passes = 0;
        TaskStep point = problem.at(x);
        for (int step = 0; step < options.steps(); step++) {
            observer.at(step, x.clone());
            double[] before = point.losses();
            double[] weights = run.weights(point);
            requireFinite(weighting, step, before, weights);
            System.arraycopy(before, 0, losses.data, step * k, k);
            System.arraycopy(weights, 0, chosen.data, step * k, k);
            double[] gradient = point.gradient(weights, weighting.heads());
            passes += point.backwardPasses();
            clip(gradient, options.longestGradient());
            optimizer.step(x, gradient);
            point = problem.at(x);
            if (run.learns()) {
                run.learn(before, point.losses());
            }
        }
        double[] last = point.losses();
        requireFinite(weighting, options.steps(), last, last);
        System.arraycopy(last, 0, losses.data, options.steps() * k, k);
        return new DescentResult(x, losses, chosen, passes);
    }

    private static void requireFinite(TaskWeighting weighting, int step, double[] losses, double[] weights) {
        boolean finite = true;
        for (int i = 0; i < losses.length; i++) {
            finite &= Double.isFinite(losses[i]) && Double.isFinite(weights[i]);
        }
        if (!finite) {
            throw new ArithmeticException("descent with " + weighting.name() + " diverged: losses "
                    + Arrays.toString(losses) + " and weights " + Arrays.toString(weights) + " at step " + step);
        }
    }

    private static void clip(double[] gradient, double longest) {
        if (longest == Double.POSITIVE_INFINITY) {
            return;
        }
        double square = 0;
        for (double g : gradient) {
            square += g * g;
        }
        if (square > longest * longest) {
            double factor = longest / Math.sqrt(square);
            for (int p = 0; p < gradient.length; p++) {
                gradient[p] *= factor;
            }
        }
    }
}
