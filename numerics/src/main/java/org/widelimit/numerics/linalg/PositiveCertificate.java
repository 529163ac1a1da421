package org.widelimit.numerics.linalg;

import java.util.Optional;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;

/**
 * A proof in floating point that a symmetric matrix is positive semi-definite, up to a known shift of its diagonal.
 *
 * <p>If Cholesky's method runs to its end on S, the computed factor satisfies |L L^T - S|_ij &lt;= gamma(n + 1) / (1 -
 * gamma(n + 1)) (s_ii s_jj)^(1/2), whatever the order of its sums (Demmel, On floating point errors in Cholesky, 1989;
 * Rump, Verification of positive definiteness, 2006). The norm of that is at most gamma / (1 - gamma) times the trace,
 * so S plus that much of the identity is positive semi-definite. A value from Lanczos or from an eigenvalue routine
 * proves nothing of the kind: it says that there is an eigenvalue nearby, and not that there is none beyond.
 */
public final class PositiveCertificate {

    /** Libraries divide by a pivot as a product with its rounded inverse, which adds a few operations to each entry. */
    private static final double MORE_OPERATIONS = 8;

    private PositiveCertificate() {}

    /**
     * A delta with S + delta I positive semi-definite, or empty if the method breaks down.
     *
     * @param s exactly symmetric
     */
    public static OptionalDouble shift(DMatrixRMaj s, DenseBackend backend) {
        double trace = 0;
        for (int i = 0; i < s.numRows; i++) {
            if (!(s.unsafe_get(i, i) > 0)) {
                return OptionalDouble.empty();
            }
            trace += s.unsafe_get(i, i);
        }
        Optional<DMatrixRMaj> factor = backend.cholesky(s);
        if (factor.isEmpty()) {
            return OptionalDouble.empty();
        }
        double gamma = RoundingBounds.gamma(s.numRows + MORE_OPERATIONS);
        double bound = RoundingBounds.up(gamma / (1 - gamma) * trace, s.numRows + 4.0);
        return OptionalDouble.of(bound + Double.MIN_NORMAL);
    }
}
