package org.widelimit.ntk.multitask;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** {@code A x = b} for small symmetric matrices; the shortest solution of least squares where A is singular, as the Gram matrix of parallel gradients is. */
final class GramSolver {
    private GramSolver() {}

    static double[] solve(DMatrixRMaj a, double[] b) {
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.pseudoInverse(true);
        DMatrixRMaj x = new DMatrixRMaj(b.length, 1);
        if (!solver.setA(a.copy())) {
            throw new ArithmeticException("expected a finite matrix, found " + a);
        }
        solver.solve(new DMatrixRMaj(b.length, 1, true, b), x);
        return x.data;
    }
}
