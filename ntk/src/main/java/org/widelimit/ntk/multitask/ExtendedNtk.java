package org.widelimit.ntk.multitask;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.networks.Mlp;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.numerics.linalg.DenseBackend;

/**
 * The extended tangent kernel of k tasks on n examples (equations 7 to 9),
 *
 * <pre>  (K_ij)_uv = sum_theta df_i(x_u)/dtheta df_j(x_v)/dtheta,    K~ = [J_1; ...; J_k] [J_1; ...; J_k]^T,</pre>
 *
 * a positive semi-definite matrix (k n, k n) of blocks {@code K_ij = K_ji^T}, tasks outside and examples inside: task i at example u is row {@code i n + u}. The stacked outputs O of k square losses
 * {@code l_i = 1/2 |f_i - y_i|^2} move as {@code dO/dt = -K~ (O - y)} on {@code sum_i l_i}.
 *
 * <p><b>Loss weights.</b> On {@code sum_i w_i l_i} they move as
 *
 * <pre>  dO/dt = -K~ D (O - y),    D = diag(w_i I_n):</pre>
 *
 * a weight enters once, on the side of the residual, for it scales what task j does to theta and not how theta moves f_i. Proposition 3.3 (equation 13) has {@code (w w^T) (.) K~}, block
 * {@code w_i w_j K_ij}, which is the kernel of the functions {@code w_i f_i}: {@link #printedGenerator}.
 *
 * @param matrix K~, exactly symmetric
 * @param tasks k >= 1, a divisor of the number of rows
 */
public record ExtendedNtk(DMatrixRMaj matrix, int tasks) {
    public ExtendedNtk {
        Objects.requireNonNull(matrix);
        if (tasks < 1 || matrix.numRows != matrix.numCols || matrix.numRows % tasks != 0 || matrix.numRows == 0) {
            throw new IllegalArgumentException("expected a square matrix of k n rows for k = " + tasks
                    + " tasks, found (" + matrix.numRows + ", " + matrix.numCols + ")");
        }
    }

    /**
     * The kernel of these Jacobians.
     *
     * @param jacobians J_1, ..., J_k, each (n, P)
     */
    public static ExtendedNtk of(List<DMatrixRMaj> jacobians, DenseBackend backend) {
        int n = jacobians.get(0).numRows;
        DMatrixRMaj stacked = new DMatrixRMaj(jacobians.size() * n, jacobians.get(0).numCols);
        for (int i = 0; i < jacobians.size(); i++) {
            DMatrixRMaj jacobian = jacobians.get(i);
            if (jacobian.numRows != n || jacobian.numCols != stacked.numCols) {
                throw new IllegalArgumentException("expected Jacobians of one shape (" + n + ", " + stacked.numCols
                        + "), found (" + jacobian.numRows + ", " + jacobian.numCols + ") of task " + i);
            }
            CommonOps_DDRM.insert(jacobian, stacked, i * n, 0);
        }
        DMatrixRMaj kernel = new DMatrixRMaj(stacked.numRows, stacked.numRows);
        backend.syrk(1, stacked, 0, kernel);
        return new ExtendedNtk(kernel, jacobians.size());
    }

    /** The kernel of a finite network with one output for each task: a shared trunk under linear heads. X is (n, d). */
    public static ExtendedNtk of(Mlp network, DMatrixRMaj x) {
        List<DMatrixRMaj> jacobians = IntStream.range(0, network.shape().outputs())
                .mapToObj(i -> network.jacobian(x, i))
                .toList();
        return of(jacobians, network.backend());
    }

    /**
     * The kernel of an infinitely wide trunk under linear heads, in NTK parametrisation, whose initial weights have the covariance {@code Vw C_ij} between tasks i and j:
     *
     * <pre>  K_ij = delta_ij K + C_ij (Theta - K)</pre>
     *
     * with the NNGP kernel K and the tangent kernel Theta of one output. Each head trains weights and bias of its own (K), whatever they were at the start; all move the trunk (Theta - K),
     * each by its own weights. Independent heads, C = I, do not overlap: K~ is block-diagonal with equal blocks, and every rule that looks at K_ii alone gives equal weights.
     *
     * @param kernels (n, n) each
     * @param heads C, (k, k), a covariance matrix
     */
    public static ExtendedNtk limit(KernelPair kernels, DMatrixRMaj heads) {
        int k = heads.numRows;
        int n = kernels.ntk().numRows;
        DMatrixRMaj matrix = new DMatrixRMaj(k * n, k * n);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                for (int u = 0; u < n; u++) {
                    for (int v = 0; v < n; v++) {
                        double head = kernels.nngp().get(u, v);
                        double trunk = heads.get(i, j) * (kernels.ntk().get(u, v) - head);
                        matrix.set(i * n + u, j * n + v, i == j ? head + trunk : trunk);
                    }
                }
            }
        }
        return new ExtendedNtk(matrix, k);
    }

    /** n: examples of each task. */
    public int examples() {
        return matrix.numRows / tasks;
    }

    /** K_ij, (n, n). */
    public DMatrixRMaj block(int i, int j) {
        int n = examples();
        Objects.checkIndex(i, tasks);
        Objects.checkIndex(j, tasks);
        return CommonOps_DDRM.extract(matrix, i * n, (i + 1) * n, j * n, (j + 1) * n);
    }

    /** The same tasks without what they do to each other: K_ij = 0 for i != j. */
    public ExtendedNtk decoupled() {
        return mapped((i, j, entry) -> i == j ? entry : 0);
    }

    /** lambda_i = lambda_max(K_ii) for all tasks. */
    public double[] largestEigenvalues(DenseBackend backend) {
        double[] largest = new double[tasks];
        for (int i = 0; i < tasks; i++) {
            double[] values = backend.symmetricEigenvalues(block(i, i));
            largest[i] = values[values.length - 1];
        }
        return largest;
    }

    /** {@code K~ D}, not symmetric: what the residual is multiplied by under loss weights w. */
    public DMatrixRMaj generator(double[] weights) {
        requireWeights(weights);
        return mapped((i, j, entry) -> entry * weights[j]).matrix;
    }

    /** {@code D^(1/2) K~ D^(1/2)}: symmetric, with the spectrum of {@link #generator}; it moves {@code D^(1/2) (O - y)}. */
    public ExtendedNtk symmetrised(double[] weights) {
        requireWeights(weights);
        return mapped((i, j, entry) -> entry * Math.sqrt(weights[i] * weights[j]));
    }

    /** {@code (w w^T) (.) K~} as equation 13 prints it; it moves {@code w_i (O_i - y_i)} under the loss weights w_i^2. */
    public ExtendedNtk printedGenerator(double[] weights) {
        requireWeights(weights);
        return mapped((i, j, entry) -> entry * weights[i] * weights[j]);
    }

    private interface Entry {
        double of(int i, int j, double entry);
    }

    private ExtendedNtk mapped(Entry function) {
        int n = examples();
        DMatrixRMaj result = new DMatrixRMaj(matrix.numRows, matrix.numCols);
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                int at = row * matrix.numCols + column;
                result.data[at] = function.of(row / n, column / n, matrix.data[at]);
            }
        }
        return new ExtendedNtk(result, tasks);
    }

    private void requireWeights(double[] weights) {
        Weights.requireNonNegative(weights, tasks);
    }
}
