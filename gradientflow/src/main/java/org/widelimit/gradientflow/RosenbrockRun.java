package org.widelimit.gradientflow;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** One integration by an adaptive Rosenbrock method. */
final class RosenbrockRun extends IntegrationRun {
    private static final RosenbrockTableau TABLEAU = RosenbrockTableau.RODAS;
    private static final double SAFETY = 0.9;
    private static final double LARGEST_GROWTH = 6;
    private static final double LARGEST_CUT = 0.2;
    /** For a step that left the domain of the field. */
    private static final double BROKEN_CUT = 0.1;
    /** Of a step, for the difference in t; the field may be defined on the span alone, so that it is taken forwards. */
    private static final double TIME_SHIFT = 1e-3;

    private double[] absolute = new double[0];

    RosenbrockRun(Flow flow, FlowOptions options, StepObserver observer) {
        super(flow, options, observer);
    }

    @Override
    StopReason integrate(GuardedField field, StepRecorder recorder, double start, double[] initial, double end) {
        double span = Math.abs(end - start);
        double direction = Math.signum(end - start);
        absolute = absoluteTolerances(initial);
        double t = start;
        double[] y = initial.clone();
        double h = Math.min(largestStep(span), firstStep(field, t, y));
        while (t != end) {
            Linearisation linear = new Linearisation(field, t, y);
            Attempt attempt = attempt(field, linear, direction * Math.min(h, Math.abs(end - t)));
            boolean rejected = false;
            while (attempt.error > 1) {
                rejected = true;
                boolean broken = field.takeBroken();
                h = Math.abs(attempt.h) * attempt.factor;
                if (!(h >= smallestStep(span)) || t + direction * h == t) {
                    return broken ? StopReason.NOT_FINITE : StopReason.STEP_TOO_SMALL;
                }
                attempt = attempt(field, linear, direction * h);
            }
            boolean last = Math.abs(end - t) <= Math.abs(attempt.h) * (1 + 4 * Math.ulp(1.0));
            double next = last ? end : t + attempt.h;
            recorder.accept(attempt.step(t, next, y));
            t = next;
            y = attempt.y;
            h = Math.min(
                    largestStep(span), Math.abs(attempt.h) * (rejected ? Math.min(1, attempt.factor) : attempt.factor));
        }
        return StopReason.END_OF_SPAN;
    }

    /** A hundredth of the time in which the field moves the state by its own size. */
    private double firstStep(GuardedField field, double t, double[] y) {
        double[] f = field.computeDerivatives(t, y);
        double size = norm(y, y, y);
        double speed = norm(f, y, y);
        return speed > 0 && size > 0 ? 0.01 * size / speed : Double.POSITIVE_INFINITY;
    }

    /** Root mean square of x_i over the tolerance of component i. */
    private double norm(double[] x, double[] y, double[] z) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double scale = absolute[i] + options.relativeTolerance() * Math.max(Math.abs(y[i]), Math.abs(z[i]));
            sum += (x[i] / scale) * (x[i] / scale);
        }
        return Math.sqrt(sum / x.length);
    }

    private Attempt attempt(GuardedField field, Linearisation linear, double h) {
        RosenbrockTableau tableau = TABLEAU;
        int n = linear.y.length;
        double[][] u = new double[tableau.stages()][n];
        LinearSolverDense<DMatrixRMaj> solver = linear.solver(1 / (h * tableau.gamma()));
        double[] rate = linear.timeDerivative(field, h);
        for (int i = 0; i < tableau.stages(); i++) {
            double[] at = linear.y.clone();
            double[] right = new double[n];
            for (int j = 0; j < i; j++) {
                add(tableau.a()[i][j], u[j], at);
                add(tableau.c()[i][j] / h, u[j], right);
            }
            double[] f = i == 0 ? linear.f : field.computeDerivatives(linear.t + tableau.alpha()[i] * h, at);
            add(1, f, right);
            add(tableau.gammas()[i] * h, rate, right);
            solver.solve(DMatrixRMaj.wrap(n, 1, right), DMatrixRMaj.wrap(n, 1, u[i]));
        }
        double[] y = linear.y.clone();
        double[] difference = new double[n];
        for (int j = 0; j < u.length; j++) {
            add(tableau.m()[j], u[j], y);
            add(tableau.estimate()[j], u[j], difference);
        }
        return new Attempt(h, y, u, norm(difference, linear.y, y));
    }

    private static void add(double factor, double[] x, double[] y) {
        if (factor != 0) {
            for (int i = 0; i < y.length; i++) {
                y[i] += factor * x[i];
            }
        }
    }

    /** f and its derivatives at the start of a step. */
    private final class Linearisation {
        private final double t;
        private final double[] y;
        private final double[] f;
        private final DMatrixRMaj jacobian;

        Linearisation(GuardedField field, double t, double[] y) {
            this.t = t;
            this.y = y;
            this.f = field.computeDerivatives(t, y);
            this.jacobian = new DMatrixRMaj(y.length, y.length);
            flow.jacobian(t, y, jacobian);
        }

        /** A factorisation of shift I - J. */
        LinearSolverDense<DMatrixRMaj> solver(double shift) {
            int n = y.length;
            DMatrixRMaj shifted = new DMatrixRMaj(n, n);
            for (int i = 0; i < n * n; i++) {
                shifted.data[i] = -jacobian.data[i];
            }
            for (int i = 0; i < n; i++) {
                shifted.data[i * n + i] += shift;
            }
            LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(n);
            // A singular matrix gives values that are not finite, and so a shorter step.
            solver.setA(shifted);
            return solver;
        }

        /** df/dt; zero to the last bit for a field without t. */
        double[] timeDerivative(GuardedField field, double h) {
            double shift = TIME_SHIFT * h;
            double[] once = field.computeDerivatives(t + shift, y);
            double[] twice = field.computeDerivatives(t + 2 * shift, y);
            double[] rate = new double[f.length];
            for (int i = 0; i < rate.length; i++) {
                rate[i] = ((once[i] - f[i]) * 4 - (twice[i] - f[i])) / (2 * shift);
            }
            return rate;
        }
    }

    /** A step that may be accepted. */
    private static final class Attempt {
        private final double h;
        private final double[] y;
        private final double[][] u;
        private final double error;
        private final double factor;

        Attempt(double h, double[] y, double[][] u, double measured) {
            this.h = h;
            this.y = y;
            this.u = u;
            boolean finite = Double.isFinite(measured) && Norms.isFinite(y);
            this.error = finite ? measured : Double.POSITIVE_INFINITY;
            double best = SAFETY * Math.pow(error, -1.0 / RosenbrockTableau.ESTIMATE_POWER);
            this.factor = finite ? Math.max(LARGEST_CUT, Math.min(LARGEST_GROWTH, best)) : BROKEN_CUT;
        }

        DenseStep step(double start, double end, double[] from) {
            double[] third = combination(TABLEAU.third());
            double[] fourth = combination(TABLEAU.fourth());
            return new Step(start, end, from, y, third, fourth);
        }

        private double[] combination(double[] weights) {
            double[] sum = new double[y.length];
            for (int j = 0; j < u.length; j++) {
                add(weights[j], u[j], sum);
            }
            return sum;
        }
    }

    /** y(t + x h) = (1 - x) y_0 + x (y_1 + (1 - x) (third + x fourth)). */
    private record Step(double start, double end, double[] from, double[] to, double[] third, double[] fourth)
            implements DenseStep {
        @Override
        public double[] state(double t) {
            double x = (t - start) / (end - start);
            double[] y = Arrays.copyOf(to, to.length);
            if (t != end) {
                for (int i = 0; i < y.length; i++) {
                    y[i] = (1 - x) * from[i] + x * (to[i] + (1 - x) * (third[i] + x * fourth[i]));
                }
            }
            return y;
        }
    }
}
