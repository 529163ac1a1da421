package org.widelimit.ntk.multitask;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * {@code A x = b} for small symmetric matrices with a diagonal >= 0. Where A is singular, as the Gram matrix of parallel gradients is, the solution of least
 * squares that is shortest in units of {@code 1 / sqrt(a_ii)}: those of unit gradients, in which no task is too small to count.
 */
final class GramSolver {
    private GramSolver() {}

    static double[] solve(DMatrixRMaj a, double[] b) {
        int k = b.length;
        double[] unit = new double[k];
        for (int i = 0; i < k; i++) {
            double length = Math.sqrt(a.get(i, i));
            unit[i] = length > 0 ? 1 / length : 1;
        }
        DMatrixRMaj scaled = new DMatrixRMaj(k, k);
        DMatrixRMaj right = new DMatrixRMaj(k, 1);
        for (int i = 0; i < k; i++) {
            right.set(i, 0, unit[i] * b[i]);
            for (int j = 0; j < k; j++) {
                scaled.set(i, j, a.get(i, j) * unit[i] * unit[j]);
            }
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.pseudoInverse(true);
        if (!solver.setA(scaled)) {
            throw new ArithmeticException("expected a finite matrix, found " + a);
        }
        DMatrixRMaj x = new DMatrixRMaj(k, 1);
        solver.solve(right, x);
        for (int i = 0; i < k; i++) {
            x.data[i] *= unit[i];
        }
        return x.data;
    }
}
