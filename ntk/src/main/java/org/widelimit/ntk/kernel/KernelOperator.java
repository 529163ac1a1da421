package org.widelimit.ntk.kernel;

import java.util.function.BinaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.numerics.linalg.LinearOperator;

/**
 * A kernel matrix among n inputs as an operator, never formed: each product computes the kernel again, a block of rows at a time. Memory for one block; the time of a whole kernel for each product. For the largest eigenvalues
 * of kernels that do not fit in memory.
 *
 * <p>Not safe for use by several threads at a time; the kernel itself may use several.
 */
public final class KernelOperator implements LinearOperator {

    private static final int BLOCK = 512;

    private final DMatrixRMaj inputs;
    private final BinaryOperator<DMatrixRMaj> kernel;

    private KernelOperator(DMatrixRMaj inputs, BinaryOperator<DMatrixRMaj> kernel) {
        this.inputs = inputs;
        this.kernel = kernel;
    }

    /**
     * The kernel among these inputs.
     *
     * @param inputs X, (n, d)
     * @param kernel of rows of one matrix (p, d) against rows of another (n, d): a matrix (p, n). For example {@code (x, y) -> ntk.kernel(x, y).ntk()}. Symmetric: k(x, y) = k(y, x)
     */
    public static KernelOperator of(DMatrixRMaj inputs, BinaryOperator<DMatrixRMaj> kernel) {
        Inputs.check(inputs);
        return new KernelOperator(inputs.copy(), kernel);
    }

    @Override
    public int rows() {
        return inputs.numRows;
    }

    @Override
    public int columns() {
        return inputs.numRows;
    }

    @Override
    public void apply(double[] x, double[] y) {
        for (int from = 0; from < inputs.numRows; from += BLOCK) {
            DMatrixRMaj block = kernel.apply(block(from, BLOCK), inputs);
            double[] product = new double[block.numRows];
            LinearOperator.of(block).apply(x, product);
            System.arraycopy(product, 0, y, from, product.length);
        }
    }

    /** The same: the kernel is symmetric. */
    @Override
    public void applyTranspose(double[] x, double[] y) {
        apply(x, y);
    }

    /** The sum of k(x, x) over all inputs. */
    public double trace() {
        double trace = 0;
        for (int i = 0; i < inputs.numRows; i++) {
            DMatrixRMaj one = block(i, 1);
            trace += kernel.apply(one, one).data[0];
        }
        return trace;
    }

    private DMatrixRMaj block(int from, int rows) {
        return CommonOps_DDRM.extract(inputs, from, Math.min(from + rows, inputs.numRows), 0, inputs.numCols);
    }
}
