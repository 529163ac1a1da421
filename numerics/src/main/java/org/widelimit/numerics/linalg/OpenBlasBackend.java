package org.widelimit.numerics.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.OPENBLAS_VERSION;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;

import org.ejml.data.DMatrixRMaj;

/** OpenBLAS and its {@link Lapack}, in one thread. */
final class OpenBlasBackend extends CheckedBackend {

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
    RowProducts tiles(Rows x, Rows y, int threads) {
        return new OpenBlasRowProducts(x, y, threads);
    }

    @Override
    SymmetricEigen eigen(DMatrixRMaj owned) {
        return Lapack.eigen(owned);
    }

    @Override
    double[] eigenvalues(DMatrixRMaj owned) {
        return Lapack.eigenvalues(owned);
    }

    @Override
    Svd decomposition(DMatrixRMaj owned) {
        return Lapack.decomposition(owned);
    }

    @Override
    double[] decompositionValues(DMatrixRMaj owned) {
        return Lapack.decompositionValues(owned);
    }

    @Override
    boolean factor(DMatrixRMaj owned) {
        return Lapack.factor(owned);
    }
}
