package org.widelimit.ntk.spectrum;

import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;

/**
 * All eigenvalues of a kernel and what they say.
 *
 * @param eigenvalues {@code lambda_1 >= ... >= lambda_n}; handed over, not copied
 * @param metrics of these eigenvalues
 */
public record Spectrum(double[] eigenvalues, SpectrumMetrics metrics) {
    /** Far above what rounding does to a kernel, far below what a kernel between different inputs has. */
    private static final double ASYMMETRY = 1e-8;

    public Spectrum {
        Objects.requireNonNull(metrics);
        if (eigenvalues.length == 0) {
            throw new IllegalArgumentException("expected at least one eigenvalue, found none");
        }
    }

    /**
     * The spectrum of a kernel matrix.
     *
     * @throws InputException unless it is square, not empty, finite and symmetric
     */
    public static Spectrum of(DMatrixRMaj kernel, DenseBackend backend) {
        requireSymmetric(kernel);
        double[] ascending = backend.symmetricEigenvalues(kernel);
        double[] descending = new double[ascending.length];
        for (int k = 0; k < ascending.length; k++) {
            descending[k] = ascending[ascending.length - 1 - k];
        }
        return of(descending);
    }

    /** From eigenvalues in descending order. */
    public static Spectrum of(double[] descending) {
        return new Spectrum(descending, SpectrumMetrics.of(descending));
    }

    /**
     * {@code tau_k = 1 / (eta lambda_k)}: under the gradient flow {@code f' = -eta Theta (f - y)} the residual along eigenvector k decays as {@code exp(-t / tau_k)}.
     *
     * @param learningRate {@code eta > 0}; with a mean over n examples in the loss, eta / n
     * @return one for each eigenvalue; infinite where it is not positive
     */
    public double[] timeConstants(double learningRate) {
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("expected a learning rate > 0, found " + learningRate);
        }
        return Arrays.stream(eigenvalues)
                .map(lambda -> lambda > 0 ? 1 / (learningRate * lambda) : Double.POSITIVE_INFINITY)
                .toArray();
    }

    private static void requireSymmetric(DMatrixRMaj kernel) {
        int n = kernel.numRows;
        if (n == 0 || kernel.numCols != n) {
            throw new InputException("expected a square kernel, found shape (" + n + ", " + kernel.numCols + ")");
        }
        double size = 0;
        for (int k = 0; k < n * n; k++) {
            if (!Double.isFinite(kernel.data[k])) {
                throw new InputException(
                        "expected a finite kernel, found " + kernel.data[k] + " at entry (" + k / n + ", " + k % n + ")");
            }
            size = Math.max(size, Math.abs(kernel.data[k]));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(kernel.get(i, j) - kernel.get(j, i)) > ASYMMETRY * size) {
                    throw new InputException("expected a symmetric kernel, found " + kernel.get(i, j) + " at entry ("
                            + i + ", " + j + ") and " + kernel.get(j, i) + " at (" + j + ", " + i + ")");
                }
            }
        }
    }
}
