package org.widelimit.ntk.kernel;

import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ArrayLength;
import org.widelimit.numerics.linalg.LinearOperator;

/**
 * The tangent kernel of a network with O outputs in the limit: {@code Theta_(ia)(jb) = Theta_ij delta_ab}, that is {@code Theta (x) I_O}.
 *
 * <p>An array (n, m, O, O), of which the kernel (n, m) says all: outputs have read-outs of their own and do not see each other. Written as a matrix it is (n O, m O), examples outside and
 * outputs inside: output a of example i is row {@code i O + a}. A finite network has an (n, n, O, O) kernel that is not of this form; {@link #distance} says by how much. As an
 * operator it acts on vectors of length m O in that order.
 *
 * <p>Each eigenvalue of Theta is one of {@code Theta (x) I_O}, O times; training under the squared loss goes output by output with Theta.
 *
 * @param kernel {@code Theta}, (n, m)
 * @param outputs {@code O >= 1}
 */
public record KroneckerKernel(DMatrixRMaj kernel, int outputs) implements LinearOperator {
    public KroneckerKernel {
        Objects.requireNonNull(kernel);
        if (outputs < 1) {
            throw new IllegalArgumentException("expected outputs >= 1, found " + outputs);
        }
    }

    /**
     * The nearest such kernel, in the Frobenius norm, to a kernel of all outputs: {@code Theta_ij = (1/O) sum_a full_(ia)(ja)}.
     *
     * @param full (n O, m O), examples outside
     */
    public static KroneckerKernel nearest(DMatrixRMaj full, int outputs) {
        if (outputs < 1 || full.numRows % outputs != 0 || full.numCols % outputs != 0) {
            throw new IllegalArgumentException("expected a kernel of shape (n O, m O) for O = " + outputs
                    + " outputs, found (" + full.numRows + ", " + full.numCols + ")");
        }
        DMatrixRMaj mean = new DMatrixRMaj(full.numRows / outputs, full.numCols / outputs);
        for (int i = 0; i < mean.numRows; i++) {
            for (int j = 0; j < mean.numCols; j++) {
                double sum = 0;
                for (int a = 0; a < outputs; a++) {
                    sum += full.get(i * outputs + a, j * outputs + a);
                }
                mean.set(i, j, sum / outputs);
            }
        }
        return new KroneckerKernel(mean, outputs);
    }

    /** {@code |full - Theta (x) I_O|_F / |Theta (x) I_O|_F} for a kernel of all outputs, (n O, m O). */
    public double distance(DMatrixRMaj full) {
        DMatrixRMaj own = toMatrix();
        return NormOps_DDRM.normF(CommonOps_DDRM.subtract(full, own, null)) / NormOps_DDRM.normF(own);
    }

    /** {@code Theta_ij delta_ab}: output a of example i against output b of example j. */
    public double entry(int i, int j, int a, int b) {
        Objects.checkIndex(a, outputs);
        Objects.checkIndex(b, outputs);
        return a == b ? kernel.get(i, j) : 0;
    }

    /**
     * {@code Theta (x) I_O}, (n O, m O).
     *
     * @throws InputException if a Java array cannot hold so many entries
     */
    public DMatrixRMaj toMatrix() {
        if ((long) rows() * columns() > ArrayLength.LARGEST) {
            throw new InputException("expected a kernel of less than 2^31 entries, found " + rows() + " x " + columns()
                    + ": use it as an operator");
        }
        DMatrixRMaj full = new DMatrixRMaj(rows(), columns());
        for (int i = 0; i < kernel.numRows; i++) {
            for (int j = 0; j < kernel.numCols; j++) {
                for (int a = 0; a < outputs; a++) {
                    full.set(i * outputs + a, j * outputs + a, kernel.get(i, j));
                }
            }
        }
        return full;
    }

    @Override
    public int rows() {
        return Math.multiplyExact(kernel.numRows, outputs);
    }

    @Override
    public int columns() {
        return Math.multiplyExact(kernel.numCols, outputs);
    }

    /** {@code y_(ia) = sum_j Theta_ij x_(ja)}. */
    @Override
    public void apply(double[] x, double[] y) {
        for (int i = 0; i < kernel.numRows; i++) {
            Arrays.fill(y, i * outputs, (i + 1) * outputs, 0);
            for (int j = 0; j < kernel.numCols; j++) {
                double entry = kernel.data[i * kernel.numCols + j];
                for (int a = 0; a < outputs; a++) {
                    y[i * outputs + a] += entry * x[j * outputs + a];
                }
            }
        }
    }

    /** {@code y_(ja) = sum_i Theta_ij x_(ia)}. */
    @Override
    public void applyTranspose(double[] x, double[] y) {
        Arrays.fill(y, 0, columns(), 0);
        for (int i = 0; i < kernel.numRows; i++) {
            for (int j = 0; j < kernel.numCols; j++) {
                double entry = kernel.data[i * kernel.numCols + j];
                for (int a = 0; a < outputs; a++) {
                    y[j * outputs + a] += entry * x[i * outputs + a];
                }
            }
        }
    }
}
