package org.widelimit.ntk.kernel;

import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;

/**
 * The mean of a random kernel as its width tends to infinity, with its standard error entry by entry: {@code 2 K_(2n) - K_n}, whose expectation differs from the limit's by a multiple of
 * {@code n^-2}, far below the standard error here.
 *
 * @param mean over all networks
 * @param error standard errors of the entries
 */
record MeanKernel(DMatrixRMaj mean, DMatrixRMaj error) {

    /** @param difference {@code 2 K_(2n) - K_n} of network r */
    static MeanKernel of(int networks, IntFunction<DMatrixRMaj> difference) {
        DMatrixRMaj first = difference.apply(0);
        DMatrixRMaj sum = first.copy();
        DMatrixRMaj squares = new DMatrixRMaj(first.numRows, first.numCols);
        for (int r = 1; r < networks; r++) {
            DMatrixRMaj next = difference.apply(r);
            for (int k = 0; k < sum.getNumElements(); k++) {
                // B. Welford's update of the sum of squared deviations.
                double deviation = next.data[k] - sum.data[k] / r;
                squares.data[k] += deviation * deviation * r / (r + 1);
                sum.data[k] += next.data[k];
            }
        }
        for (int k = 0; k < sum.getNumElements(); k++) {
            sum.data[k] /= networks;
            squares.data[k] = Math.sqrt(squares.data[k] / (networks - 1) / networks);
        }
        return new MeanKernel(sum, squares);
    }

    /** {@code 2 wide - narrow}. */
    static DMatrixRMaj extrapolated(DMatrixRMaj wide, DMatrixRMaj narrow) {
        DMatrixRMaj result = wide.copy();
        for (int k = 0; k < result.getNumElements(); k++) {
            result.data[k] = 2 * wide.data[k] - narrow.data[k];
        }
        return result;
    }

    /** The largest distance of an entry from this limit, in standard errors. */
    double distance(DMatrixRMaj limit) {
        double worst = 0;
        for (int k = 0; k < mean.getNumElements(); k++) {
            double distance = Math.abs(mean.data[k] - limit.data[k]) / error.data[k];
            worst = distance <= worst ? worst : distance;
        }
        return worst;
    }

    /** The largest standard error, in units of the largest entry. */
    double precision() {
        double size = 0;
        double worst = 0;
        for (int k = 0; k < mean.getNumElements(); k++) {
            size = Math.max(size, Math.abs(mean.data[k]));
            worst = Math.max(worst, error.data[k]);
        }
        return worst / size;
    }
}
