package org.widelimit.graphon.cut;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.PositiveCertificate;

/**
 * A proven upper bound of max over signs of r.s + c.t + s^T A t. If
 *
 * <pre>
 *          [ y0  -r^T   -c^T  ]
 *      Z = [ -r  diag p  -A   ]   is positive semi-definite, the maximum is at most (y0 + sum p + sum q) / 2,
 *          [ -c  -A^T  diag q ]
 * </pre>
 *
 * since 0 &lt;= (1, s, t) Z (1, s, t)^T = y0 + sum p + sum q - 2 (r.s + c.t + s^T A t). With p &gt; 0 the p-part is
 * eliminated: Z is positive semi-definite if and only if S = [[y0, -c^T], [-c, diag q]] - X^T X is, X = diag(p)^(-1/2)
 * [r, A]. That is decided by {@link PositiveCertificate} with all roundings counted.
 */
final class DualCertificate {

    private final DMatrixRMaj a;
    private final double[] r;
    private final double[] c;
    private final DenseBackend backend;

    /** For a matrix with at least as many rows as columns, so that the smaller Schur complement is formed. */
    DualCertificate(DMatrixRMaj a, double[] r, double[] c, DenseBackend backend) {
        this.a = a;
        this.r = r;
        this.c = c;
        this.backend = backend;
    }

    /** The bound of this dual point, or empty if it is not proven feasible. */
    OptionalDouble bound(double y0, double[] p, double[] q) {
        int m = a.numRows;
        int n = a.numCols;
        DMatrixRMaj gram = new DMatrixRMaj(n + 1, n + 1);
        backend.syrk(1, scaledTranspose(p), 0, gram);
        double gramTrace = 0;
        for (int k = 0; k <= n; k++) {
            gramTrace += gram.unsafe_get(k, k);
        }
        double diagonal = y0 + Arrays.stream(q).sum();
        double border = Math.sqrt(Arrays.stream(c).map(x -> x * x).sum());
        OptionalDouble shift = PositiveCertificate.shift(schur(gram, y0, q), backend);
        if (shift.isEmpty()) {
            return OptionalDouble.empty();
        }
        // |fl(X^T X) - X^T X|_jk <= gamma(m + 6) (x_jj x_kk)^(1/2), so its norm is at most gamma times the trace;
        // forming S
        // rounds every entry once. The factor 2 is room for the roundings of these very sums.
        double delta = shift.getAsDouble()
                + 2 * Rounding.gamma(m + 8.0) * gramTrace
                + 4 * Rounding.U * (gramTrace + diagonal + border);
        double sum = y0 + Arrays.stream(p).sum() + Arrays.stream(q).sum() + (n + 1) * Rounding.up(delta, m + n + 8.0);
        return OptionalDouble.of(Rounding.up(sum, m + n + 8.0) / 2);
    }

    /** X^T, (n + 1) x m. */
    private DMatrixRMaj scaledTranspose(double[] p) {
        DMatrixRMaj x = new DMatrixRMaj(a.numCols + 1, a.numRows);
        for (int i = 0; i < a.numRows; i++) {
            double root = Math.sqrt(p[i]);
            x.unsafe_set(0, i, r[i] / root);
            for (int j = 0; j < a.numCols; j++) {
                x.unsafe_set(j + 1, i, a.unsafe_get(i, j) / root);
            }
        }
        return x;
    }

    private DMatrixRMaj schur(DMatrixRMaj gram, double y0, double[] q) {
        DMatrixRMaj s = new DMatrixRMaj(gram.numRows, gram.numCols);
        for (int k = 0; k < s.data.length; k++) {
            s.data[k] = -gram.data[k];
        }
        s.data[0] = y0 - gram.data[0];
        for (int j = 0; j < q.length; j++) {
            double corner = -c[j] - gram.unsafe_get(0, j + 1);
            s.unsafe_set(0, j + 1, corner);
            s.unsafe_set(j + 1, 0, corner);
            s.unsafe_set(j + 1, j + 1, q[j] - gram.unsafe_get(j + 1, j + 1));
        }
        return s;
    }
}
