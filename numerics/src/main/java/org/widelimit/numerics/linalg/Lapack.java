package org.widelimit.numerics.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.ejml.data.DMatrixRMaj;

/**
 * The decompositions of OpenBLAS' LAPACK, in one thread. They are a library of their own, which takes as long to load as the products do, and most commands ask for none: it is loaded at the first call.
 *
 * <p>LAPACK reads by columns, so it sees the transpose of each row-major matrix: that is the same matrix where it is
 * symmetric, and swaps U with V in a singular value decomposition. No matrix is transposed on the way in. All matrices are the callee's to overwrite.
 */
final class Lapack {

    private static final byte WITH_VECTORS = 'V';
    private static final byte VALUES_ONLY = 'N';
    private static final byte THIN = 'S';

    /** By columns; the lower triangle by rows. */
    private static final byte UPPER = 'U';

    static {
        Loader.load(openblas.class);
        // Whose products these are depends on the platform's linker, so it is told again.
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Lapack() {}

    static SymmetricEigen eigen(DMatrixRMaj owned) {
        double[] values = new double[owned.numRows];
        solve(WITH_VECTORS, owned, values);
        Triangles.transposeSquare(owned);
        return new SymmetricEigen(values, owned);
    }

    static double[] eigenvalues(DMatrixRMaj owned) {
        double[] values = new double[owned.numRows];
        solve(VALUES_ONLY, owned, values);
        return values;
    }

    private static void solve(byte job, DMatrixRMaj owned, double[] values) {
        int n = owned.numRows;
        check(LAPACKE_dsyevd(LAPACK_COL_MAJOR, job, UPPER, n, owned.data, n, values), "dsyevd", owned);
    }

    static Svd decomposition(DMatrixRMaj owned) {
        int m = owned.numRows;
        int n = owned.numCols;
        int k = Math.min(m, n);
        double[] values = new double[k];
        // Left singular vectors of A^T by columns are those of V as rows; its right ones, transposed by columns, are U
        // by rows.
        DMatrixRMaj vt = new DMatrixRMaj(k, n);
        DMatrixRMaj u = new DMatrixRMaj(m, k);
        int info = LAPACKE_dgesdd(LAPACK_COL_MAJOR, THIN, n, m, owned.data, n, values, vt.data, n, u.data, k);
        check(info, "dgesdd", owned);
        return new Svd(u, values, Triangles.transposed(vt));
    }

    static double[] decompositionValues(DMatrixRMaj owned) {
        int m = owned.numRows;
        int n = owned.numCols;
        double[] values = new double[Math.min(m, n)];
        double[] none = new double[1];
        int info = LAPACKE_dgesdd(LAPACK_COL_MAJOR, VALUES_ONLY, n, m, owned.data, n, values, none, 1, none, 1);
        check(info, "dgesdd", owned);
        return values;
    }

    static boolean factor(DMatrixRMaj owned) {
        int n = owned.numRows;
        int info = LAPACKE_dpotrf(LAPACK_COL_MAJOR, UPPER, n, owned.data, n);
        if (info > 0) {
            return false;
        }
        check(info, "dpotrf", owned);
        return true;
    }

    private static void check(int info, String routine, DMatrixRMaj a) {
        if (info > 0) {
            throw new ArithmeticException("%s did not converge for a %d x %d matrix (info %d)"
                    .formatted(routine, a.numRows, a.numCols, info));
        }
        if (info < 0) {
            // Arguments were checked; what is left is that LAPACKE got no memory for its work space (info -1010,
            // -1011).
            throw new IllegalStateException(
                    "%s failed for a %d x %d matrix (info %d)".formatted(routine, a.numRows, a.numCols, info));
        }
    }
}
