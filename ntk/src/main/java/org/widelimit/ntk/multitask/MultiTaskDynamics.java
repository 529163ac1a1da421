package org.widelimit.ntk.multitask;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.ntk.dynamics.Averaging;
import org.widelimit.ntk.dynamics.GradientFlow;
import org.widelimit.ntk.dynamics.MseDynamics;
import org.widelimit.ntk.dynamics.MseOptions;
import org.widelimit.ntk.dynamics.Training;
import org.widelimit.numerics.linalg.DenseBackend;

/**
 * Training of k tasks on {@code sum_i w_i/2 |f_i - y_i|^2} under a constant extended kernel, in closed form. With D = diag(w_i I_n) and {@code D^(1/2) K~ D^(1/2) = V Lambda V^T},
 *
 * <pre>  e(t) = exp(-K~ D t) e(0) = D^(-1/2) V exp(-Lambda t) V^T D^(1/2) e(0),    e = O - y:</pre>
 *
 * {@code u = D^(1/2) e} is a residual under the symmetrised kernel, so this is {@link MseDynamics} in other units, and gradient descent and the heavy ball are exact too. (Equations 4, 5, 10 and 11 of the paper assume O(0) = 0.)
 *
 * <p>Shapes: residuals (n, k), one task a column. Immutable.
 */
public final class MultiTaskDynamics {
    /** Of bisections of a time: to the last bit of it. */
    private static final int BISECTIONS = 200;

    private final MseDynamics scaled;
    private final double[] weights;
    private final int tasks;

    private MultiTaskDynamics(MseDynamics scaled, double[] weights, int tasks) {
        this.scaled = scaled;
        this.weights = weights;
        this.tasks = tasks;
    }

    /**
     * Training from a residual.
     *
     * @param weights w_i > 0
     * @param residual O(0) - y, (n, k)
     */
    public static MultiTaskDynamics of(
            ExtendedNtk kernel, double[] weights, DMatrixRMaj residual, DenseBackend backend) {
        // Without a weight a task moves and pulls nothing back: D^(1/2) has no inverse.
        Weights.requirePositive(weights, kernel.tasks());
        int rows = kernel.matrix().numRows;
        MseOptions options = MseOptions.defaults().withAveraging(Averaging.NONE).withBackend(backend);
        MseDynamics scaled = MseDynamics.of(kernel.symmetrised(weights).matrix(), new DMatrixRMaj(rows, 1), options);
        return new MultiTaskDynamics(scaled, weights.clone(), kernel.tasks()).startingAt(residual);
    }

    /**
     * The same from another residual, without a second eigendecomposition.
     *
     * @param residual O(0) - y, (n, k)
     */
    public MultiTaskDynamics startingAt(DMatrixRMaj residual) {
        int n = scaled.examples() / tasks;
        if (residual.numRows != n || residual.numCols != tasks) {
            throw new IllegalArgumentException("expected a residual of shape (" + n + ", " + tasks + "), found ("
                    + residual.numRows + ", " + residual.numCols + ")");
        }
        // u = D^(1/2) e under the symmetrised kernel, towards 0.
        DMatrixRMaj u = new DMatrixRMaj(n * tasks, 1);
        for (int i = 0; i < tasks; i++) {
            for (int a = 0; a < n; a++) {
                u.data[i * n + a] = Math.sqrt(weights[i]) * residual.get(a, i);
            }
        }
        return new MultiTaskDynamics(scaled.startingAt(u), weights, tasks);
    }

    /** The rates of decay: the eigenvalues of K~ D, ascending. */
    public double[] rates() {
        return scaled.eigenvalues();
    }

    /** O - y after training, (n, k). */
    public DMatrixRMaj residual(Training training) {
        DMatrixRMaj u = scaled.trainOutputs(training);
        int n = scaled.examples() / tasks;
        DMatrixRMaj residual = new DMatrixRMaj(n, tasks);
        for (int i = 0; i < tasks; i++) {
            for (int a = 0; a < n; a++) {
                residual.set(a, i, u.data[i * n + a] / Math.sqrt(weights[i]));
            }
        }
        return residual;
    }

    /** l_i = 1/2 |O_i - y_i|^2 after training, without its weight. */
    public double[] losses(Training training) {
        DMatrixRMaj residual = residual(training);
        double[] losses = new double[tasks];
        for (int a = 0; a < residual.numRows; a++) {
            for (int i = 0; i < tasks; i++) {
                losses[i] += residual.get(a, i) * residual.get(a, i) / 2;
            }
        }
        return losses;
    }

    /**
     * For each task the time of gradient flow after which |O_i - y_i| is half of what it was: the first such time that doubling from a tenth of the fastest rate's half-life brackets, to the last bit.
     * Infinite where it is not reached within 2^60 of those.
     */
    public double[] halfLives() {
        double[] initial = losses(new GradientFlow(0));
        double[] values = rates();
        double step = Math.log(2) / values[values.length - 1] / 10;
        double[] times = new double[tasks];
        for (int i = 0; i < tasks; i++) {
            double target = initial[i] / 4;
            double high = step;
            while (losses(new GradientFlow(high))[i] > target && high < step * 0x1p60) {
                high *= 2;
            }
            times[i] = high < step * 0x1p60 ? bisect(i, target, high / 2, high) : Double.POSITIVE_INFINITY;
        }
        return times;
    }

    private double bisect(int task, double target, double from, double to) {
        double low = losses(new GradientFlow(from))[task] > target ? from : 0;
        double high = to;
        for (int b = 0; b < BISECTIONS && Math.nextUp(low) < high; b++) {
            double middle = low + (high - low) / 2;
            if (losses(new GradientFlow(middle))[task] > target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
