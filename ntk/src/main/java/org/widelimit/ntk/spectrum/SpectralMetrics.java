package org.widelimit.ntk.spectrum;

import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.linalg.DenseBackend;

/**
 * The four numbers by which P1 (arXiv 2510.17515, appendix D) compares spectra. None depends on the kernel's scale. A number that the kernel does not have (see {@link Spectrum}) is NaN.
 *
 * @param topFiveEnergy share of the five largest eigenvalues in the trace
 * @param decayExponent alpha of lambda_k ~ k^-alpha over k = 1 to n/2; the paper gives no range, and the smaller half of a finite network's spectrum is mostly noise
 * @param effectiveRank trace / lambda_1
 * @param gap lambda_1 / lambda_2
 */
public record SpectralMetrics(double topFiveEnergy, double decayExponent, double effectiveRank, double gap) {

    /**
     * Those of a kernel matrix.
     *
     * @param kernel symmetric, (n, n), n >= 1, finite
     */
    public static SpectralMetrics of(DMatrixRMaj kernel, DenseBackend backend) {
        Spectrum spectrum = Spectrum.of(kernel, backend);
        int last = kernel.numRows / 2;
        DecayFit fit = last >= 3 && spectrum.decayFitRange()[1] >= last ? spectrum.decay(1, last) : null;
        return new SpectralMetrics(
                orNaN(spectrum.topFiveEnergy()),
                orNaN(fit == null ? null : fit.exponent()),
                orNaN(spectrum.effectiveRank()),
                orNaN(spectrum.gap()));
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
