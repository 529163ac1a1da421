package org.widelimit.ntk.dynamics;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.ntk.spectrum.SmallestEigenvalue;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.Cholesky;
import org.widelimit.numerics.linalg.CompensatedDot;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.RoundingBounds;
import org.widelimit.numerics.linalg.SymmetricPart;
import org.widelimit.numerics.stats.Interval;

/**
 * {@code y^T K^-1 y}: the square of the norm, in the space of the kernel, of the function that interpolates y; the complexity of the targets (S. Arora et al., arXiv 1901.08584, section 5).
 *
 * <p>Enclosed, not estimated. For any x, with r = y - K x,
 *
 * <pre>  y^T K^-1 y = y^T x + r^T x + r^T K^-1 r,    0 &lt;= r^T K^-1 r &lt;= |r|^2 / lambda_min,</pre>
 *
 * and x from Cholesky's method makes r tiny; r is computed in twice the precision and lambda_min is replaced by its certified lower bound. The enclosure is of the matrix of doubles K + r I, as rounded.
 *
 * @param value encloses y^T (K + r I)^-1 y
 * @param smallest encloses the smallest eigenvalue of K + r I; its lower end is positive
 * @param trace of K + r I
 * @param ridge r
 * @param examples N
 */
public record TargetNorm(Interval value, SmallestEigenvalue smallest, double trace, double ridge, int examples) {

    /**
     * The norm of these targets.
     *
     * @param kernel K, symmetric, (N, N)
     * @param targets y, length N
     * @throws InputException if K + r I is not proven positive definite, or the shapes do not fit
     */
    public static TargetNorm of(DMatrixRMaj kernel, double[] targets, Ridge ridge, DenseBackend backend) {
        DMatrixRMaj y = DMatrixRMaj.wrap(targets.length, 1, targets);
        Shapes.checkTraining(kernel, y);
        double r = ridge.value(kernel);
        DMatrixRMaj k = regularised(kernel, r);
        SmallestEigenvalue smallest = SmallestEigenvalue.of(k, backend);
        double trace = 0;
        for (int i = 0; i < k.numRows; i++) {
            trace += k.unsafe_get(i, i);
        }
        Cholesky factor = Cholesky.of(k, backend).orElse(null);
        if (factor == null || !(smallest.lower() > 0)) {
            throw new InputException("kernel: expected one that is positive definite to working precision, found a "
                    + "smallest eigenvalue in [" + smallest.lower() + ", " + smallest.upper() + "]; name a ridge");
        }
        return new TargetNorm(enclosed(k, y, factor, smallest.lower()), smallest, trace, r, k.numRows);
    }

    private static Interval enclosed(DMatrixRMaj k, DMatrixRMaj y, Cholesky factor, double smallest) {
        int n = k.numRows;
        DMatrixRMaj x = factor.solve(y);
        CompensatedDot form = new CompensatedDot();
        double error = 0;
        double residual = 0;
        for (int i = 0; i < n; i++) {
            CompensatedDot row = new CompensatedDot();
            row.add(y.data[i], 1);
            for (int j = 0; j < n; j++) {
                row.add(-k.data[i * n + j], x.data[j]);
            }
            form.add(y.data[i], x.data[i]);
            form.add(row.value(), x.data[i]);
            error += row.error() * Math.abs(x.data[i]);
            double largest = Math.abs(row.value()) + row.error();
            residual += largest * largest;
        }
        double slack = RoundingBounds.up(form.error() + error, n + 2.0);
        double remainder = RoundingBounds.up(residual / smallest, n + 4.0);
        double lower = Math.max(0, Math.nextDown(form.value() - slack));
        return Interval.of(lower, Math.nextUp(Math.nextUp(form.value() + slack) + remainder));
    }

    /** Exactly symmetric, so that the certificate and the norm speak of one matrix. */
    private static DMatrixRMaj regularised(DMatrixRMaj kernel, double ridge) {
        int n = kernel.numRows;
        DMatrixRMaj k = SymmetricPart.of(kernel);
        for (int i = 0; i < n; i++) {
            k.data[i * n + i] += ridge;
        }
        return k;
    }
}
