package org.widelimit.ntk.multitask;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Two losses of two parameters, with a ridge that stops the descent of their sum, and a curve of Pareto points (A. Navon et al., arXiv 2202.01017, experiments/toy of its code; after B. Liu et al., arXiv 2110.14048):
 *
 * <pre>
 *   L_1 = s (c_1 F_1 + c_2 S_1),    L_2 = c_1 F_2 + c_2 S_2,    c_1 = max(tanh(x_2/2), 0),  c_2 = max(tanh(-x_2/2), 0)
 *   F_1 = log max(|(-x_1 - 7)/2 - tanh(-x_2)|, 5e-6) + 6,       S_1 = ((x_1 - 7)^2 + 0.1 (x_2 + 8)^2)/10 - 20
 *   F_2 = log max(|(-x_1 + 3)/2 + tanh(-x_2) + 2|, 5e-6) + 6,   S_2 = ((x_1 + 7)^2 + 0.1 (x_2 + 8)^2)/10 - 20
 * </pre>
 *
 * <p>The losses become negative: methods that take their logarithm do not apply.
 *
 * @param scale s, 0.1 in the original
 */
public record ToyProblem(double scale) implements MultiTaskProblem {
    private static final double SMALLEST = 5e-6;
    private static final double CENTRE = 7;
    private static final int NEWTON_STEPS = 60;

    public ToyProblem {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("expected a scale > 0, found " + scale);
        }
    }

    /** s = 0.1. */
    public static ToyProblem standard() {
        return new ToyProblem(0.1);
    }

    /** The five starts of the original: (-8.5, 7.5), (0, 0), (9, 9), (-7.5, -0.5), (9, -1). */
    public static List<double[]> starts() {
        return List.of(
                new double[] {-8.5, 7.5},
                new double[] {0, 0},
                new double[] {9, 9},
                new double[] {-7.5, -0.5},
                new double[] {9, -1});
    }

    @Override
    public int tasks() {
        return 2;
    }

    @Override
    public int parameters() {
        return 2;
    }

    @Override
    public TaskStep at(double[] theta) {
        return new Step(theta[0], theta[1], scale);
    }

    /**
     * The Pareto point that minimises {@code share L_1/s + (1 - share) L_2} with x_2 &lt; 0: x_1 = 14 share - 7, and x_2 near -8.4 where {@code c_2 (share S_1 + (1 - share) S_2)} is least, by Newton's method. All of them, for shares in
     * [0, 1], are the Pareto set.
     */
    public static double[] paretoPoint(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("expected a share in [0, 1], found " + share);
        }
        double x1 = 2 * CENTRE * share - CENTRE;
        double mean = share * square(x1 - CENTRE) + (1 - share) * square(x1 + CENTRE);
        double x2 = -8;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double c = Math.tanh(-x2 / 2);
            double c1 = -(1 - c * c) / 2;
            double c2 = -c * c1;
            double bowl = (mean + 0.1 * square(x2 + 8)) / 10 - 20;
            double slope = 0.02 * (x2 + 8);
            double first = c1 * bowl + c * slope;
            double second = -c2 * bowl + 2 * c1 * slope + c * 0.02;
            x2 -= first / second;
        }
        return new double[] {x1, x2};
    }

    /** Distance of a point to the Pareto set: to the Pareto point of the nearest x_1. */
    public static double distanceToParetoSet(double[] x) {
        double[] nearest = paretoPoint(Math.max(0, Math.min(1, (x[0] + CENTRE) / (2 * CENTRE))));
        return Math.hypot(x[0] - nearest[0], x[1] - nearest[1]);
    }

    private static double square(double x) {
        return x * x;
    }

    /** Losses and gradients at one point, in closed form. */
    private static final class Step implements TaskStep {
        private final double[] losses = new double[2];
        /** Row by row. */
        private final double[] gradients = new double[4];

        private double passes;

        Step(double x1, double x2, double scale) {
            double upper = Math.max(Math.tanh(x2 / 2), 0);
            double lower = Math.max(Math.tanh(-x2 / 2), 0);
            double upperSlope = share(x2) * (1 - upper * upper) / 2;
            double lowerSlope = -share(-x2) * (1 - lower * lower) / 2;
            double bend = Math.tanh(x2);
            double bendSlope = 1 - bend * bend;
            double ridge1 = (-x1 - CENTRE) / 2 + bend;
            double ridge2 = (-x1 + 3) / 2 - bend + 2;
            set(0, scale, upper, upperSlope, lower, lowerSlope, ridge1, bendSlope, x1 - CENTRE, x2 + 8);
            set(1, 1, upper, upperSlope, lower, lowerSlope, ridge2, -bendSlope, x1 + CENTRE, x2 + 8);
        }

        /** Derivative of max(x, 0): 1/2 at 0, as automatic differentiation of a maximum has it; with 0 the start (0, 0) would rest. */
        private static double share(double x) {
            return x == 0 ? 0.5 : x > 0 ? 1 : 0;
        }

        private void set(
                int task,
                double factor,
                double upper,
                double upperSlope,
                double lower,
                double lowerSlope,
                double ridge,
                double ridgeSlope,
                double u,
                double v) {
            double size = Math.abs(ridge);
            double f = Math.log(Math.max(size, SMALLEST)) + 6;
            // The logarithm is cut off below, and flat there.
            double df = size > SMALLEST ? 1 / ridge : 0;
            double bowl = (u * u + 0.1 * v * v) / 10 - 20;
            losses[task] = factor * (upper * f + lower * bowl);
            gradients[2 * task] = factor * (upper * df * -0.5 + lower * u / 5);
            gradients[2 * task + 1] =
                    factor * (upperSlope * f + upper * df * ridgeSlope + lowerSlope * bowl + lower * 0.02 * v);
        }

        @Override
        public int tasks() {
            return 2;
        }

        @Override
        public double[] losses() {
            return losses.clone();
        }

        @Override
        public DMatrixRMaj gram() {
            passes = 2;
            DMatrixRMaj gram = new DMatrixRMaj(2, 2);
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    gram.set(i, j, gradients[2 * i] * gradients[2 * j] + gradients[2 * i + 1] * gradients[2 * j + 1]);
                }
            }
            return gram;
        }

        @Override
        public double[] gradient(double[] weights, HeadGradients heads) {
            passes = Math.max(passes, 1);
            return new double[] {
                weights[0] * gradients[0] + weights[1] * gradients[2],
                weights[0] * gradients[1] + weights[1] * gradients[3]
            };
        }

        @Override
        public double backwardPasses() {
            return passes;
        }
    }
}
