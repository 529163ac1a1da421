package org.widelimit.ntk.spectrum;

import org.widelimit.numerics.linalg.Lanczos;
import org.widelimit.numerics.linalg.LanczosOptions;
import org.widelimit.numerics.linalg.LanczosResult;
import org.widelimit.numerics.linalg.LinearOperator;
import org.widelimit.numerics.random.RandomStream;

/**
 * The largest eigenvalues of a kernel that is never formed: {@link org.widelimit.ntk.kernel.KernelOperator} in the limit, {@link org.widelimit.ntk.empirical.TangentOperator} at finite width.
 *
 * @param eigenvalues the k largest, descending
 * @param errors each eigenvalue is within its error of one of the kernel's (the residual of its vector, as computed)
 * @param trace of the kernel
 * @param products how often the operator was applied
 */
public record TopSpectrum(double[] eigenvalues, double[] errors, double trace, int products) {

    public TopSpectrum {
        if (eigenvalues.length == 0 || errors.length != eigenvalues.length) {
            throw new IllegalArgumentException("expected one or more eigenvalues with an error each, found "
                    + eigenvalues.length + " and " + errors.length);
        }
    }

    /**
     * The k largest eigenvalues, by the Lanczos method.
     *
     * @param kernel symmetric, n x n
     * @param trace its trace: the sum of the diagonal, which needs no kernel to be formed
     * @param k from 1 to n
     * @param random where the start vectors come from
     * @throws ArithmeticException if it did not converge within the products that the options allow
     */
    public static TopSpectrum of(
            LinearOperator kernel, double trace, int k, LanczosOptions options, RandomStream random) {
        if (k < 1) {
            throw new IllegalArgumentException("expected one or more eigenvalues, found " + k);
        }
        LanczosResult result = Lanczos.largest(kernel, k, options, random);
        if (!result.converged()) {
            throw new ArithmeticException("the " + k + " largest eigenvalues of a kernel of " + kernel.rows()
                    + " inputs did not converge in " + result.products() + " products");
        }
        return new TopSpectrum(result.values(), result.residuals(), trace, result.products());
    }

    /** trace / lambda_1. */
    public double effectiveRank() {
        return trace / eigenvalues[0];
    }

    /** The share of these eigenvalues in the trace. */
    public double energy() {
        double sum = 0;
        for (double value : eigenvalues) {
            sum += value;
        }
        return sum / trace;
    }
}
