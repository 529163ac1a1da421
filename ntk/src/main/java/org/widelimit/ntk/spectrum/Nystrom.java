package org.widelimit.ntk.spectrum;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.SymmetricEigen;

/**
 * The spectrum of the integral operator {@code (T f)(x) = int k(x, y) f(y) dmu(y)} from the kernel at n nodes with weights w_i (E. Nystrom, Ueber die praktische Aufloesung von Integralgleichungen, 1930):
 *
 * <pre>
 *   D^(1/2) K D^(1/2) v = lambda v,  D = diag(w),      phi(x_i) = v_i / sqrt(w_i),
 *   phi(x) = (1/lambda) sum_j w_j k(x, x_j) phi(x_j),
 * </pre>
 *
 * with the eigenfunctions orthonormal under the rule. With weights 1/n the measure is that of the inputs, and the eigenvalues are those of the kernel matrix over n. For a step kernel with its block widths as weights all
 * of it is exact. Immutable.
 */
public final class Nystrom {

    private final double[] eigenvalues;
    private final DMatrixRMaj functions;
    private final double[] weights;
    private final DenseBackend backend;

    private Nystrom(double[] eigenvalues, DMatrixRMaj functions, double[] weights, DenseBackend backend) {
        this.eigenvalues = eigenvalues;
        this.functions = functions;
        this.weights = weights;
        this.backend = backend;
    }

    /**
     * The operator of a kernel on [0, 1].
     *
     * @param kernel k(x, y) = k(y, x), finite at the nodes
     */
    public static Nystrom of(DoubleBinaryOperator kernel, QuadratureRule rule, DenseBackend backend) {
        return of(matrix(kernel, rule.nodes(), rule.nodes()), rule.weights(), backend);
    }

    /**
     * The operator of a kernel known at its nodes.
     *
     * @param kernel k(x_i, x_j), symmetric, (n, n), n >= 1
     * @param weights w_i > 0, length n
     */
    public static Nystrom of(DMatrixRMaj kernel, double[] weights, DenseBackend backend) {
        int n = weights.length;
        if (n == 0
                || kernel.numRows != n
                || kernel.numCols != n
                || Arrays.stream(weights).anyMatch(w -> !(w > 0))) {
            throw new IllegalArgumentException("expected a square kernel and a positive weight for each row, found ("
                    + kernel.numRows + ", " + kernel.numCols + ") and " + n + " weights");
        }
        DMatrixRMaj scaled = kernel.copy();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled.data[i * n + j] *= Math.sqrt(weights[i]) * Math.sqrt(weights[j]);
            }
        }
        SymmetricEigen eigen = backend.symmetricEigen(scaled);
        double[] descending = new double[n];
        DMatrixRMaj functions = new DMatrixRMaj(n, n);
        for (int k = 0; k < n; k++) {
            int column = n - 1 - k;
            descending[k] = eigen.values()[column];
            for (int i = 0; i < n; i++) {
                functions.data[i * n + k] = eigen.vectors().data[i * n + column] / Math.sqrt(weights[i]);
            }
        }
        return new Nystrom(descending, functions, weights.clone(), backend);
    }

    /**
     * The singular values of an operator between two spaces, {@code (T f)(x) = int k(x, y) f(y) dnu(y)}: those of {@code D_x^(1/2) K D_y^(1/2)}, descending. A graphon between two layers is such a kernel, and
     * relabelling the units of either side leaves them as they are.
     *
     * @param kernel k(x_i, y_j), (m, n), finite, m, n >= 1
     * @param rows weights of the x_i > 0, length m
     * @param columns weights of the y_j > 0, length n
     */
    public static double[] singularValues(DMatrixRMaj kernel, double[] rows, double[] columns, DenseBackend backend) {
        if (kernel.numRows != rows.length
                || kernel.numCols != columns.length
                || kernel.getNumElements() == 0
                || Arrays.stream(rows).anyMatch(w -> !(w > 0))
                || Arrays.stream(columns).anyMatch(w -> !(w > 0))) {
            throw new IllegalArgumentException("expected a positive weight for each row and column of a kernel, found ("
                    + kernel.numRows + ", " + kernel.numCols + "), " + rows.length + " and " + columns.length
                    + " weights");
        }
        DMatrixRMaj scaled = kernel.copy();
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                scaled.data[i * columns.length + j] *= Math.sqrt(rows[i]) * Math.sqrt(columns[j]);
            }
        }
        return backend.singularValues(scaled);
    }

    /** The eigenvalues, descending; n of them, of which the first are the better approximations. */
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /** phi_k(x_i) in row i and column k - 1, (n, n). */
    public DMatrixRMaj eigenfunctions() {
        return functions.copy();
    }

    /**
     * phi_k(x) in column k - 1, (m, count), for the first eigenvalues.
     *
     * @param cross k(x, x_j), (m, n)
     * @param count how many eigenfunctions; those eigenvalues must not be 0
     */
    public DMatrixRMaj extend(DMatrixRMaj cross, int count) {
        int n = weights.length;
        if (cross.numCols != n || count < 1 || count > n) {
            throw new IllegalArgumentException("expected a kernel with " + n + " columns and 1 to " + n
                    + " eigenfunctions, found (" + cross.numRows + ", " + cross.numCols + ") and " + count);
        }
        DMatrixRMaj scaled = new DMatrixRMaj(n, count);
        for (int k = 0; k < count; k++) {
            if (eigenvalues[k] == 0) {
                throw new IllegalArgumentException("expected eigenvalues other than 0, found 0 in place " + (k + 1));
            }
            for (int j = 0; j < n; j++) {
                scaled.data[j * count + k] = weights[j] * functions.data[j * n + k] / eigenvalues[k];
            }
        }
        return backend.multiply(cross, scaled);
    }

    /** k(x_i, y_j), for {@link #extend}. */
    public static DMatrixRMaj matrix(DoubleBinaryOperator kernel, double[] x, double[] y) {
        DMatrixRMaj matrix = new DMatrixRMaj(x.length, y.length);
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                matrix.data[i * y.length + j] = kernel.applyAsDouble(x[i], y[j]);
            }
        }
        return matrix;
    }
}
