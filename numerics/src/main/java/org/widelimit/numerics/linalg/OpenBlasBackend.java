package org.widelimit.numerics.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.OPENBLAS_VERSION;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;

import org.ejml.data.DMatrixRMaj;

/**
 * OpenBLAS and its LAPACK, in one thread.
 *
 * <p>LAPACK reads by columns, so it sees the transpose of each row-major matrix: that is the same matrix where it is
 * symmetric, and swaps U with V in a singular value decomposition. No matrix is transposed on the way in.
 */
final class OpenBlasBackend extends CheckedBackend {

    private static final byte WITH_VECTORS = 'V';
    private static final byte VALUES_ONLY = 'N';
    private static final byte THIN = 'S';

    /** By columns; the lower triangle by rows. */
    private static final byte UPPER = 'U';

    /**
     * Entries of all three matrices up to which the call with Java arrays is faster than native memory of one's own.
     */
    private static final int SMALL_PRODUCT = 3 * 128 * 128;

    private final String core;

    OpenBlasBackend(String core) {
        this.core = core;
    }

    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public String description() {
        return OPENBLAS_VERSION.trim() + ", core " + core + ", 1 thread";
    }

    @Override
    public String core() {
        return core;
    }

    @Override
    void product(Transpose ta, Transpose tb, double alpha, DMatrixRMaj a, DMatrixRMaj b, double beta, DMatrixRMaj c) {
        if (!isSmall(a, b, c)) {
            PanelProduct.run(ta, tb, alpha, a, b, beta, c);
            return;
        }
        cblas_dgemm(
                CblasRowMajor,
                ta == Transpose.NO ? CblasNoTrans : CblasTrans,
                tb == Transpose.NO ? CblasNoTrans : CblasTrans,
                c.numRows,
                c.numCols,
                ta.columns(a),
                alpha,
                a.data,
                a.numCols,
                b.data,
                b.numCols,
                beta,
                c.data,
                c.numCols);
    }

    @Override
    void gram(double alpha, DMatrixRMaj a, double beta, DMatrixRMaj c) {
        if (!isSmall(a, a, c)) {
            PanelProduct.gram(alpha, a, beta, c);
            return;
        }
        cblas_dsyrk(
                CblasRowMajor,
                CblasLower,
                CblasNoTrans,
                a.numRows,
                a.numCols,
                alpha,
                a.data,
                a.numCols,
                beta,
                c.data,
                c.numCols);
    }

    private static boolean isSmall(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        return (long) a.getNumElements() + b.getNumElements() + c.getNumElements() <= SMALL_PRODUCT;
    }

    @Override
    RowProducts tiles(DMatrixRMaj x, DMatrixRMaj y) {
        return new OpenBlasRowProducts(x, y);
    }

    @Override
    SymmetricEigen eigen(DMatrixRMaj owned) {
        double[] values = new double[owned.numRows];
        solve(WITH_VECTORS, owned, values);
        Triangles.transposeSquare(owned);
        return new SymmetricEigen(values, owned);
    }

    @Override
    double[] eigenvalues(DMatrixRMaj owned) {
        double[] values = new double[owned.numRows];
        solve(VALUES_ONLY, owned, values);
        return values;
    }

    private static void solve(byte job, DMatrixRMaj owned, double[] values) {
        int n = owned.numRows;
        check(LAPACKE_dsyevd(LAPACK_COL_MAJOR, job, UPPER, n, owned.data, n, values), "dsyevd", owned);
    }

    @Override
    Svd decomposition(DMatrixRMaj owned) {
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

    @Override
    double[] decompositionValues(DMatrixRMaj owned) {
        int m = owned.numRows;
        int n = owned.numCols;
        double[] values = new double[Math.min(m, n)];
        double[] none = new double[1];
        int info = LAPACKE_dgesdd(LAPACK_COL_MAJOR, VALUES_ONLY, n, m, owned.data, n, values, none, 1, none, 1);
        check(info, "dgesdd", owned);
        return values;
    }

    @Override
    boolean factor(DMatrixRMaj owned) {
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
