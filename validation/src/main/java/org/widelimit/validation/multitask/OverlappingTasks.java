package org.widelimit.validation.multitask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.ntk.multitask.ExtendedNtk;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStream;

/**
 * Square losses of tasks with one residual under a constant extended kernel.
 *
 * @param residual e = O - y, (n, k)
 */
public record OverlappingTasks(ExtendedNtk kernel, DMatrixRMaj residual) {

    /** Of the time constant of the fastest mode of K~ D: the midpoint rule then errs by about 1e-3 of a step's change. */
    private static final double STEP = 0.05;

    private static final int MOST_STEPS = 2_000_000;

    /** Jacobians (n, P) of k tasks, rows normal: a share (of the squares) is a map that all tasks have in common; task i is {@code ratio^-i} times as large. */
    public static List<DMatrixRMaj> jacobians(
            int tasks, int examples, int parameters, double share, double ratio, RandomStream random) {
        DMatrixRMaj common = random.gaussianMatrix(examples, parameters);
        List<DMatrixRMaj> jacobians = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            DMatrixRMaj jacobian = random.gaussianMatrix(examples, parameters);
            CommonOps_DDRM.add(Math.sqrt(1 - share), jacobian, Math.sqrt(share), common, jacobian);
            CommonOps_DDRM.scale(Math.pow(ratio, -i), jacobian);
            jacobians.add(jacobian);
        }
        return jacobians;
    }

    /** (n, k): the top eigenvector of each K_ii. */
    public static DMatrixRMaj topVectors(ExtendedNtk kernel, DenseBackend backend) {
        int n = kernel.examples();
        DMatrixRMaj start = new DMatrixRMaj(n, kernel.tasks());
        for (int i = 0; i < kernel.tasks(); i++) {
            DMatrixRMaj vectors = backend.symmetricEigen(kernel.block(i, i)).vectors();
            for (int a = 0; a < n; a++) {
                start.set(a, i, vectors.get(a, n - 1));
            }
        }
        return start;
    }

    /** l_i = |e_i|^2 / 2. */
    public double[] losses() {
        double[] losses = new double[residual.numCols];
        for (int a = 0; a < residual.numRows; a++) {
            for (int i = 0; i < losses.length; i++) {
                losses[i] += residual.get(a, i) * residual.get(a, i) / 2;
            }
        }
        return losses;
    }

    /** {@code e_i^T K_ij e_j}: the Gram matrix of the losses' gradients. */
    public DMatrixRMaj gram() {
        int k = kernel.tasks();
        int n = kernel.examples();
        DMatrixRMaj gram = new DMatrixRMaj(k, k);
        for (int row = 0; row < k * n; row++) {
            for (int column = 0; column < k * n; column++) {
                gram.add(
                        row / n,
                        column / n,
                        residual.get(row % n, row / n)
                                * kernel.matrix().get(row, column)
                                * residual.get(column % n, column / n));
            }
        }
        return gram;
    }

    /** de/dt, (n, k), by the generator of the weighted flow. */
    public DMatrixRMaj velocity(double[] weights) {
        int n = kernel.examples();
        DMatrixRMaj generator = kernel.generator(weights);
        DMatrixRMaj velocity = new DMatrixRMaj(n, kernel.tasks());
        for (int row = 0; row < generator.numRows; row++) {
            double sum = 0;
            for (int column = 0; column < generator.numCols; column++) {
                sum -= generator.get(row, column) * residual.get(column % n, column / n);
            }
            velocity.set(row % n, row / n, sum);
        }
        return velocity;
    }

    /** {@code -d log l_i/dt} from the velocity. */
    public double[] rates(double[] weights) {
        DMatrixRMaj velocity = velocity(weights);
        double[] rates = new double[kernel.tasks()];
        for (int i = 0; i < rates.length; i++) {
            for (int a = 0; a < residual.numRows; a++) {
                rates[i] -= residual.get(a, i) * velocity.get(a, i) / losses()[i];
            }
        }
        return rates;
    }

    /** Of the largest rate: how far the rate of a task with weight is from the slowest, or one without weight below it. */
    public double spread(double[] weights) {
        double[] rates = rates(weights);
        double slowest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int i = 0; i < rates.length; i++) {
            slowest = weights[i] > 0 ? Math.min(slowest, rates[i]) : slowest;
            largest = Math.max(largest, Math.abs(rates[i]));
        }
        double worst = 0;
        for (int i = 0; i < rates.length; i++) {
            worst = Math.max(worst, weights[i] > 0 ? rates[i] - slowest : slowest - rates[i]);
        }
        return worst / largest;
    }

    /** {@code |log10 t_2/t_1|} of the half-lives of |e_1| and |e_2|, with weights that are chosen anew at each step of the flow. */
    public static double decades(
            ExtendedNtk kernel, DMatrixRMaj start, Function<OverlappingTasks, double[]> weighting) {
        double[] lives = halfLives(kernel, start, weighting);
        return Math.abs(Math.log10(lives[1] / lives[0]));
    }

    /** Half-lives of |e_i| in units of which the weights' scale is no part: the trace of K~ D is 1. */
    public static double[] halfLives(
            ExtendedNtk kernel, DMatrixRMaj start, Function<OverlappingTasks, double[]> weighting) {
        OverlappingTasks now = new OverlappingTasks(kernel, start);
        double[] initial = now.losses();
        double[] before = initial;
        double[] lives = new double[initial.length];
        double time = 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] w = normalised(kernel, weighting.apply(now));
            // The trace bounds the fastest rate.
            DMatrixRMaj middle = moved(now.residual, now.velocity(w), STEP / 2);
            now = new OverlappingTasks(
                    kernel, moved(now.residual, new OverlappingTasks(kernel, middle).velocity(w), STEP));
            time += STEP;
            double[] losses = now.losses();
            for (int i = 0; i < lives.length; i++) {
                if (lives[i] == 0 && losses[i] <= initial[i] / 4) {
                    double passed = Math.log(losses[i] / (initial[i] / 4)) / Math.log(losses[i] / before[i]);
                    lives[i] = time - STEP * passed;
                }
            }
            before = losses;
            if (Arrays.stream(lives).allMatch(t -> t > 0)) {
                return lives;
            }
        }
        throw new ArithmeticException("a task kept more than half of its residual for " + MOST_STEPS + " steps");
    }

    private static DMatrixRMaj moved(DMatrixRMaj e, DMatrixRMaj velocity, double time) {
        DMatrixRMaj result = new DMatrixRMaj(e.numRows, e.numCols);
        CommonOps_DDRM.add(e, time, velocity, result);
        return result;
    }

    private static double[] normalised(ExtendedNtk kernel, double[] weights) {
        double trace = 0;
        for (int row = 0; row < kernel.matrix().numRows; row++) {
            trace += weights[row / kernel.examples()] * kernel.matrix().get(row, row);
        }
        double whole = trace;
        return Arrays.stream(weights).map(w -> w / whole).toArray();
    }
}
