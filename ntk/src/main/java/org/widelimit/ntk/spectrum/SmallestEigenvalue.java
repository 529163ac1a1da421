package org.widelimit.ntk.spectrum;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.Cholesky;
import org.widelimit.numerics.linalg.CompensatedDot;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.PositiveCertificate;
import org.widelimit.numerics.linalg.RoundingBounds;
import org.widelimit.numerics.linalg.SymmetricPart;

/**
 * An enclosure of the smallest eigenvalue of a symmetric matrix of doubles that holds whatever was rounded: a proof, where an eigenvalue routine gives an estimate.
 *
 * <pre>  lower: Cholesky's method runs to its end on K - s I, so lambda_n >= s - (its backward error),    upper: v^T K v / v^T v for some v,</pre>
 *
 * with s a little below the estimate and v from inverse iteration. The width is about n u trace K. That bounds what doubles can tell of the entries given; the error of the entries themselves, as a model of something
 * else, is another matter (Weyl: an error E moves an eigenvalue by at most its norm).
 *
 * @param lower at most lambda_n
 * @param upper at least lambda_n
 */
public record SmallestEigenvalue(double lower, double upper) {

    /** Shifts below the estimate, in units of n u |lambda|_max. */
    private static final double FIRST_SHIFT = 1;

    private static final double SHIFT_GROWTH = 4;
    private static final double GOLDEN = 0.6180339887498949;
    private static final int ITERATIONS = 3;

    public SmallestEigenvalue {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("expected lower <= upper, found [" + lower + ", " + upper + "]");
        }
    }

    /** What the enclosure says of the matrix. */
    public Definiteness definiteness() {
        if (lower > 0) {
            return Definiteness.POSITIVE_DEFINITE;
        }
        return upper < 0 ? Definiteness.INDEFINITE : Definiteness.UNDECIDED;
    }

    /**
     * The enclosure for a kernel.
     *
     * @param kernel (n, n), n >= 1, finite. Where mirrored entries differ (by at most 1e-8 of the largest), their rounded means count
     * @throws IllegalArgumentException if it is not
     */
    public static SmallestEigenvalue of(DMatrixRMaj kernel, DenseBackend backend) {
        if (kernel.numRows == 0) {
            throw new IllegalArgumentException("expected a kernel of at least one input, found none");
        }
        return of(kernel, backend.symmetricEigenvalues(kernel), backend);
    }

    /** The same for a kernel whose spectrum is known, at a third of the cost. */
    public static SmallestEigenvalue of(DMatrixRMaj kernel, Spectrum spectrum, DenseBackend backend) {
        double[] ascending = spectrum.eigenvalues();
        Arrays.sort(ascending);
        return of(kernel, ascending, backend);
    }

    private static SmallestEigenvalue of(DMatrixRMaj kernel, double[] ascending, DenseBackend backend) {
        int n = kernel.numRows;
        DMatrixRMaj symmetric = SymmetricPart.of(kernel);
        double size = Math.max(Math.abs(ascending[0]), Math.abs(ascending[n - 1]));
        double unit = Math.max(n * RoundingBounds.U * size, Double.MIN_NORMAL);
        for (double shift = FIRST_SHIFT * unit; shift < Double.POSITIVE_INFINITY; shift *= SHIFT_GROWTH) {
            double s = ascending[0] - shift;
            DMatrixRMaj shifted = symmetric.copy();
            double rounding = 0;
            for (int i = 0; i < n; i++) {
                double difference = symmetric.data[i * n + i] - s;
                shifted.data[i * n + i] = difference;
                rounding = Math.max(rounding, RoundingBounds.U * Math.abs(difference));
            }
            OptionalDouble error = PositiveCertificate.shift(shifted, backend);
            Optional<Cholesky> factor = error.isPresent() ? Cholesky.of(shifted, backend) : Optional.empty();
            if (factor.isPresent()) {
                double lower = Math.nextDown(s - RoundingBounds.up(error.getAsDouble() + rounding, 4));
                return new SmallestEigenvalue(lower, Math.max(lower, rayleigh(symmetric, factor.get())));
            }
        }
        throw new ArithmeticException("the smallest eigenvalue of a kernel of size " + size + " could not be enclosed");
    }

    /** At least v^T K v / v^T v, for v of a few steps of inverse iteration. */
    private static double rayleigh(DMatrixRMaj kernel, Cholesky shifted) {
        int n = kernel.numRows;
        DMatrixRMaj v = new DMatrixRMaj(n, 1);
        for (int i = 0; i < n; i++) {
            // No symmetry of the kernel is a symmetry of this vector.
            v.data[i] = (i + 1) * GOLDEN % 1 - 0.5;
        }
        for (int k = 0; k < ITERATIONS; k++) {
            v = shifted.solve(v);
            double largest = 0;
            for (double entry : v.data) {
                largest = Math.max(largest, Math.abs(entry));
            }
            for (int i = 0; i < n; i++) {
                v.data[i] /= largest;
            }
        }
        CompensatedDot form = new CompensatedDot();
        CompensatedDot length = new CompensatedDot();
        double error = 0;
        for (int i = 0; i < n; i++) {
            CompensatedDot row = new CompensatedDot();
            for (int j = 0; j < n; j++) {
                row.add(kernel.data[i * n + j], v.data[j]);
            }
            form.add(v.data[i], row.value());
            length.add(v.data[i], v.data[i]);
            error += Math.abs(v.data[i]) * row.error();
        }
        double numerator = Math.nextUp(form.value() + RoundingBounds.up(error + form.error(), n + 2.0));
        double denominator =
                numerator >= 0 ? length.value() - length.error() : Math.nextUp(length.value() + length.error());
        return Math.nextUp(numerator / (numerator >= 0 ? Math.nextDown(denominator) : denominator));
    }
}
