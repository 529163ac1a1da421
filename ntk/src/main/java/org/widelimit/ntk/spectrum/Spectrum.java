package org.widelimit.ntk.spectrum;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.linalg.DenseBackend;

/**
 * The eigenvalues of a symmetric kernel matrix, and what papers report of them (P1, appendix D): the decay exponent alpha of lambda_k ~ k^-alpha, the effective rank
 * trace / lambda_1, the gap lambda_1 / lambda_2 and the share of the five largest in the trace.
 *
 * <p>All but the trace are invariant under scaling of the kernel. Nothing is clipped: a negative eigenvalue is shown as it was computed, and what it makes meaningless is null.
 */
public final class Spectrum {

    private static final int TOP = 5;

    private final double[] eigenvalues;
    private final int[] fitRange;
    private final @Nullable DecayFit decay;

    private Spectrum(double[] eigenvalues) {
        this.eigenvalues = eigenvalues;
        this.fitRange = fitRange(eigenvalues);
        this.decay = DecayFit.of(eigenvalues, fitRange[0], fitRange[1]);
    }

    /**
     * The spectrum of a kernel matrix.
     *
     * @param kernel symmetric, (n, n), n >= 1, finite
     * @throws IllegalArgumentException if it is not
     */
    public static Spectrum of(DMatrixRMaj kernel, DenseBackend backend) {
        if (kernel.numRows == 0) {
            throw new IllegalArgumentException("expected a kernel of at least one input, found none");
        }
        double[] ascending = backend.symmetricEigenvalues(kernel);
        double[] descending = new double[ascending.length];
        for (int k = 0; k < descending.length; k++) {
            descending[k] = ascending[ascending.length - 1 - k];
        }
        return new Spectrum(descending);
    }

    /** The eigenvalues, descending. */
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /** The sum of the eigenvalues. */
    public double trace() {
        return Arrays.stream(eigenvalues).sum();
    }

    /**
     * alpha of lambda_k ~ k^-alpha: minus the least-squares slope of ln lambda_k on ln k over {@link #decayFitRange}; null where that range has fewer than three eigenvalues.
     */
    public @Nullable Double decayExponent() {
        return decay == null ? null : decay.exponent();
    }

    /** The fit over {@link #decayFitRange}, with an interval; null where that range has fewer than three eigenvalues. */
    public @Nullable DecayFit decay() {
        return decay;
    }

    /**
     * The fit over another range.
     *
     * @param first index of the first eigenvalue, from 1
     * @param last index of the last, inclusive; at least first + 2
     * @throws IllegalArgumentException if the range is shorter, or leaves {@link #decayFitRange}
     */
    public DecayFit decay(int first, int last) {
        DecayFit fit = first >= 1 && last <= fitRange[1] ? DecayFit.of(eigenvalues, first, last) : null;
        if (fit == null) {
            throw new IllegalArgumentException(
                    "expected three or more indices within 1 to " + fitRange[1] + ", found " + first + " to " + last);
        }
        return fit;
    }

    /**
     * First and last index k (from 1, inclusive) of the fit: from the first eigenvalue to the last one above the noise n eps lambda_1. The exponent depends on the range, so both are told.
     */
    public int[] decayFitRange() {
        return fitRange.clone();
    }

    /** trace / lambda_1; null where lambda_1 is not positive. */
    public @Nullable Double effectiveRank() {
        return eigenvalues[0] > 0 ? trace() / eigenvalues[0] : null;
    }

    /** lambda_1 / lambda_2; null where there is no second eigenvalue or it is not positive. */
    public @Nullable Double gap() {
        return eigenvalues.length > 1 && eigenvalues[1] > 0 ? eigenvalues[0] / eigenvalues[1] : null;
    }

    /** The share of the five largest eigenvalues (all, if there are fewer) in the trace; null where one of them or the trace is not positive. */
    public @Nullable Double topFiveEnergy() {
        int top = Math.min(TOP, eigenvalues.length);
        double trace = trace();
        if (!(eigenvalues[top - 1] > 0 && trace > 0)) {
            return null;
        }
        return Arrays.stream(eigenvalues, 0, top).sum() / trace;
    }

    /** lambda_1 / lambda_n; null where the smallest is not positive. */
    public @Nullable Double conditionNumber() {
        double smallest = eigenvalues[eigenvalues.length - 1];
        return smallest > 0 ? eigenvalues[0] / smallest : null;
    }

    /**
     * The times after which gradient flow on the mean squared error with learning rate {@code rate} has reduced the residual along each eigenvector by a factor e: 1 / (rate lambda_k), infinite where
     * lambda_k is not positive.
     */
    public double[] timeConstants(double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("expected a positive learning rate, found " + rate);
        }
        return Arrays.stream(eigenvalues)
                .map(value -> value > 0 ? 1 / (rate * value) : Double.POSITIVE_INFINITY)
                .toArray();
    }

    /**
     * Kernel-target alignment y^T K y / (|K|_F |y|^2) (Cristianini, Shawe-Taylor, Elisseeff, Kandola, On kernel-target alignment, 2001), in [-1, 1].
     *
     * @param kernel symmetric, (n, n)
     * @param target length n
     */
    public static double alignment(DMatrixRMaj kernel, double[] target) {
        return alignment(kernel, DMatrixRMaj.wrap(target.length, 1, target));
    }

    /**
     * The same for several outputs: the cosine {@code <K, Y Y^T> / (|K|_F |Y Y^T|_F)} between the kernel and that of the targets. NaN where either vanishes.
     *
     * @param kernel symmetric, (n, n)
     * @param targets Y, (n, O), O >= 1
     */
    public static double alignment(DMatrixRMaj kernel, DMatrixRMaj targets) {
        int n = kernel.numRows;
        if (targets.numRows != n || kernel.numCols != n || targets.numCols < 1) {
            throw new IllegalArgumentException("expected a square kernel and targets for each of its rows, found (" + n
                    + ", " + kernel.numCols + ") and (" + targets.numRows + ", " + targets.numCols + ")");
        }
        double form = 0;
        double squares = 0;
        double ideal = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double entry = kernel.data[i * n + j];
                double product = 0;
                for (int o = 0; o < targets.numCols; o++) {
                    product += targets.unsafe_get(i, o) * targets.unsafe_get(j, o);
                }
                form += entry * product;
                squares += entry * entry;
                ideal += product * product;
            }
        }
        return form / (Math.sqrt(squares) * Math.sqrt(ideal));
    }

    private static int[] fitRange(double[] eigenvalues) {
        double noise = eigenvalues.length * Math.ulp(1.0) * Math.abs(eigenvalues[0]);
        int last = 0;
        while (last < eigenvalues.length && eigenvalues[last] > noise) {
            last++;
        }
        return new int[] {1, last};
    }
}
