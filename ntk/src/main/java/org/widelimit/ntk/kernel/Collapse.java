package org.widelimit.ntk.kernel;

import java.util.Arrays;
import java.util.Optional;
import org.widelimit.numerics.kernel.AngleSeries;

/**
 * Where all layers are one function of the cosine: {@code K_ij = a_i b_j h(rho_ij)}.
 *
 * @param nngp h of the NNGP kernel
 * @param ntk h of the tangent kernel
 * @param leftScale {@code a_i}
 * @param rightScale {@code b_j}
 */
record Collapse(AngleSeries nngp, AngleSeries ntk, double[] leftScale, double[] rightScale) {

    /** Variances that differ by less, relatively, differ by rounding. */
    private static final double ONE_NORM = 0x1.0p-49;

    /** Fewer pairs are done layer by layer before the function is expanded. */
    private static final int FEWEST_PAIRS = 256 * 256;

    private static final int MOST_NODES = 64;

    /** The function of these inputs, if there is one. */
    static Optional<Collapse> of(KernelOptions options, DenseSide left, DenseSide right) {
        if ((long) left.size() * right.size() < FEWEST_PAIRS) {
            return Optional.empty();
        }
        if (options.activation().homogeneity().isPresent() && options.biasVariance() == 0) {
            return of(
                    options, 1, left.marginals().inputRoot(), right.marginals().inputRoot());
        }
        double q = left.marginals().inputVariance()[0];
        if (!(q > options.biasVariance()) || !isOneNorm(left, q) || !isOneNorm(right, q)) {
            return Optional.empty();
        }
        return of(options, q, ones(left.size()), ones(right.size()));
    }

    private static Optional<Collapse> of(KernelOptions options, double q, double[] left, double[] right) {
        return ZonalKernel.find(options, q, MOST_NODES)
                .flatMap(pair -> pair.nngp()
                        .series()
                        .flatMap(nngp -> pair.ntk().series().map(ntk -> new Collapse(nngp, ntk, left, right))));
    }

    private static boolean isOneNorm(DenseSide side, double q) {
        return Arrays.stream(side.marginals().inputVariance()).allMatch(v -> Math.abs(v - q) <= ONE_NORM * q);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
