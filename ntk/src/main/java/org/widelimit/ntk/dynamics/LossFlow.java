package org.widelimit.ntk.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.widelimit.networks.Loss;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/**
 * Training on any loss L(f, y) under a constant kernel. Gradient flow moves f as {@code f'(x) = -Theta(x, X) dL/df(X)}, so f stays {@code f_0(x) + Theta(x, X) a} with
 *
 * <pre>  a' = -dL/df (f_0(X) + Theta(X, X) a, y),    a(0) = 0,</pre>
 *
 * N O equations, whatever the number of inputs to predict. Integrated by Dormand and Prince's pair of order 8(5,3). Its steps are bounded by about 6 over the largest curvature {@code |d^2L/df^2| lambda_1}, so a time t costs
 * about 2 t lambda_1 |d^2L/df^2| products with the kernel: for the squared error use {@link MseDynamics}.
 *
 * <p>Shapes: kernel (N, N), targets (N, O). The unit of time is that of the loss (a mean over the examples in {@link org.widelimit.networks}). Immutable.
 */
public final class LossFlow {
    /** Of the largest entry that the gradient at the start makes of a within the whole time. */
    private static final double ABSOLUTE_TOLERANCE = 1e-13;

    private static final double RELATIVE_TOLERANCE = 1e-11;
    /** Of the time to the next result; far below what a sensible first step is. */
    private static final double SMALLEST_STEP = 1e-18;

    private static final int MAXIMAL_EVALUATIONS = 2_000_000;

    private final DMatrixRMaj kernel;
    private final DMatrixRMaj targets;
    private final DMatrixRMaj initial;
    private final Loss loss;
    private final DenseBackend backend;

    private LossFlow(DMatrixRMaj kernel, DMatrixRMaj targets, DMatrixRMaj initial, Loss loss, DenseBackend backend) {
        this.kernel = kernel;
        this.targets = targets;
        this.initial = initial;
        this.loss = Objects.requireNonNull(loss);
        this.backend = Objects.requireNonNull(backend);
    }

    /**
     * Training from f_0 = 0.
     *
     * @param kernel Theta(X, X), (N, N), finite
     * @param targets y, (N, O), in the form that the loss takes
     * @throws InputException if the shapes do not fit, or a number is not finite
     */
    public static LossFlow of(DMatrixRMaj kernel, DMatrixRMaj targets, Loss loss, DenseBackend backend) {
        Shapes.checkTraining(kernel, targets);
        Shapes.requireFinite("kernel", kernel);
        DMatrixRMaj zero = new DMatrixRMaj(targets.numRows, targets.numCols);
        return new LossFlow(kernel.copy(), targets.copy(), zero, loss, backend);
    }

    /**
     * The same from another function.
     *
     * @param outputs f_0(X), (N, O)
     * @throws InputException if the shape is another, or a number is not finite
     */
    public LossFlow startingAt(DMatrixRMaj outputs) {
        Shapes.require("initial outputs", targets.numRows, targets.numCols, outputs);
        Shapes.requireFinite("initial outputs", outputs);
        return new LossFlow(kernel, targets, outputs.copy(), loss, backend);
    }

    /**
     * a after gradient flow, (N, O); relative local errors of 1e-11.
     *
     * @param time t >= 0, finite
     * @throws ArithmeticException if it takes more than two million products with the kernel
     */
    public DMatrixRMaj coefficients(double time) {
        return coefficients(List.of(time)).get(0);
    }

    /** The same at several times, in ascending order, in one integration. */
    public List<DMatrixRMaj> coefficients(List<Double> times) {
        List<DMatrixRMaj> results = new ArrayList<>();
        Equation equation = new Equation();
        double now = 0;
        double[] a = new double[targets.getNumElements()];
        for (double time : times) {
            if (!(time >= now && Double.isFinite(time))) {
                throw new IllegalArgumentException("expected finite times in ascending order, found " + times);
            }
            if (time > now) {
                a = integrate(equation, now, a, time);
                now = time;
            }
            results.add(DMatrixRMaj.wrap(targets.numRows, targets.numCols, a.clone()));
        }
        return results;
    }

    /**
     * a after steps of gradient descent with momentum, (N, O): {@code a_(k+1) = a_k - eta dL/df + beta (a_k - a_(k-1))}, from rest. As {@link HeavyBall}, for any loss.
     *
     * @param rate eta > 0
     * @param momentum beta in [0, 1)
     * @param steps k >= 0
     */
    public DMatrixRMaj descend(double rate, double momentum, long steps) {
        LearningRates.check(rate, momentum, steps);
        DMatrixRMaj a = new DMatrixRMaj(targets.numRows, targets.numCols);
        double[] velocity = new double[a.getNumElements()];
        for (long step = 0; step < steps; step++) {
            double[] gradient = gradient(a);
            for (int k = 0; k < velocity.length; k++) {
                velocity[k] = momentum * velocity[k] - rate * gradient[k];
                a.data[k] += velocity[k];
            }
        }
        return a;
    }

    /** f(X) with these coefficients, (N, O). */
    public DMatrixRMaj trainOutputs(DMatrixRMaj coefficients) {
        Shapes.require("coefficients", targets.numRows, targets.numCols, coefficients);
        DMatrixRMaj f = initial.copy();
        backend.gemm(Transpose.NO, Transpose.NO, 1, kernel, coefficients, 1, f);
        return f;
    }

    /** L(f(X), y) with these coefficients. */
    public double loss(DMatrixRMaj coefficients) {
        return loss.value(trainOutputs(coefficients), targets);
    }

    private double[] gradient(DMatrixRMaj a) {
        return loss.gradient(trainOutputs(a), targets).data;
    }

    private double[] integrate(Equation equation, double from, double[] a, double to) {
        double[] slope = equation.computeDerivatives(from, a);
        double largest = Arrays.stream(slope).map(Math::abs).max().orElse(0);
        if (largest == 0) {
            return a;
        }
        double[] absolute = new double[a.length];
        Arrays.fill(absolute, Math.max(ABSOLUTE_TOLERANCE * largest * (to - from), Double.MIN_NORMAL));
        double[] relative = new double[a.length];
        Arrays.fill(relative, RELATIVE_TOLERANCE);
        DormandPrince853Integrator integrator =
                new DormandPrince853Integrator(SMALLEST_STEP * (to - from), to - from, absolute, relative);
        integrator.setMaxEvaluations(MAXIMAL_EVALUATIONS);
        try {
            return integrator.integrate(equation, new ODEState(from, a), to).getPrimaryState();
        } catch (MathRuntimeException e) {
            throw new ArithmeticException("gradient flow from time " + from + " to " + to + " failed after "
                    + integrator.getEvaluations() + " products with the kernel: " + e.getMessage());
        }
    }

    private final class Equation implements OrdinaryDifferentialEquation {
        @Override
        public int getDimension() {
            return targets.getNumElements();
        }

        @Override
        public double[] computeDerivatives(double t, double[] a) {
            double[] slope = gradient(DMatrixRMaj.wrap(targets.numRows, targets.numCols, a));
            for (int k = 0; k < slope.length; k++) {
                slope[k] = -slope[k];
            }
            return slope;
        }
    }
}
