package org.widelimit.ntk.empirical;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Mlp;

/**
 * The tangent kernel of a finite network between all its outputs,
 *
 * <pre>  Theta_(ia)(jb) = sum_theta df_a(x_i)/dtheta df_b(x_j)/dtheta,</pre>
 *
 * an (n, n, O, O) array as a matrix (n O, n O), examples outside and outputs inside: output a of example i is row {@code i O + a}.
 *
 * <p>In the limit of infinite width it is {@code Theta (x) I_O} ({@link org.widelimit.ntk.kernel.KroneckerKernel}); {@link EmpiricalNtk} is the mean of its blocks over equal outputs, (n, n). From
 * the Jacobians of all outputs: O n P numbers in memory.
 */
public final class OutputNtk {
    private OutputNtk() {}

    /** The kernel of all pairs of rows of X (n, d) and all pairs of outputs, pruned gradients excluded. */
    public static DMatrixRMaj of(Mlp network, DMatrixRMaj x) {
        int outputs = network.shape().outputs();
        List<DMatrixRMaj> jacobians = new ArrayList<>();
        for (int a = 0; a < outputs; a++) {
            jacobians.add(network.jacobian(x, a));
        }
        DMatrixRMaj full = new DMatrixRMaj(x.numRows * outputs, x.numRows * outputs);
        for (int a = 0; a < outputs; a++) {
            for (int b = 0; b <= a; b++) {
                DMatrixRMaj block = network.backend().multiplyTransB(jacobians.get(a), jacobians.get(b));
                scatter(block, a, b, outputs, full);
            }
        }
        return full;
    }

    /** Block (a, b) and its mirror image (b, a). */
    private static void scatter(DMatrixRMaj block, int a, int b, int outputs, DMatrixRMaj full) {
        for (int i = 0; i < block.numRows; i++) {
            for (int j = 0; j < block.numCols; j++) {
                full.set(i * outputs + a, j * outputs + b, block.get(i, j));
                full.set(j * outputs + b, i * outputs + a, block.get(i, j));
            }
        }
    }
}
