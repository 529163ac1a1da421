package org.widelimit.networks.data;

import org.ejml.data.DMatrixRMaj;

/** How inputs are shifted and scaled; the statistics come from a reference matrix (n, d). */
public enum Standardisation {
    /** {@code x}. */
    NONE {
        @Override
        DMatrixRMaj apply(DMatrixRMaj x, DMatrixRMaj reference) {
            return x.copy();
        }
    },

    /** {@code (x - min)/(max - min)}, extremes over all entries; a constant reference gives {@code x - min}. */
    UNIT_INTERVAL {
        @Override
        DMatrixRMaj apply(DMatrixRMaj x, DMatrixRMaj reference) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < reference.getNumElements(); k++) {
                min = Math.min(min, reference.data[k]);
                max = Math.max(max, reference.data[k]);
            }
            return affine(x, new double[] {min}, new double[] {max - min});
        }
    },

    /** {@code (x - mean)/sd}, population statistics over all entries. */
    GLOBAL {
        @Override
        DMatrixRMaj apply(DMatrixRMaj x, DMatrixRMaj reference) {
            return byMoments(x, reference, 1);
        }
    },

    /** {@code (x_j - mean_j)/sd_j}, population statistics of each coordinate; a constant one is centred only. */
    PER_FEATURE {
        @Override
        DMatrixRMaj apply(DMatrixRMaj x, DMatrixRMaj reference) {
            return byMoments(x, reference, reference.numCols);
        }
    },

    /** {@code x sqrt(d)/|x|} for each example: all on the sphere of radius {@code sqrt(d)}; a zero example stays zero. */
    UNIT_NORM {
        @Override
        DMatrixRMaj apply(DMatrixRMaj x, DMatrixRMaj reference) {
            DMatrixRMaj result = x.copy();
            for (int e = 0; e < x.numRows; e++) {
                double squares = 0;
                for (int j = 0; j < x.numCols; j++) {
                    squares += x.get(e, j) * x.get(e, j);
                }
                double factor = squares > 0 ? Math.sqrt(x.numCols / squares) : 0;
                for (int j = 0; j < x.numCols; j++) {
                    result.set(e, j, factor * x.get(e, j));
                }
            }
            return result;
        }
    };

    abstract DMatrixRMaj apply(DMatrixRMaj x, DMatrixRMaj reference);

    /** Mean and deviation of {@code groups} classes of columns: 1 takes all entries together, d each column for itself. */
    private static DMatrixRMaj byMoments(DMatrixRMaj x, DMatrixRMaj reference, int groups) {
        double[] mean = new double[groups];
        double[] deviation = new double[groups];
        double count = (double) reference.getNumElements() / groups;
        for (int k = 0; k < reference.getNumElements(); k++) {
            mean[k % groups] += reference.data[k] / count;
        }
        for (int k = 0; k < reference.getNumElements(); k++) {
            double centred = reference.data[k] - mean[k % groups];
            deviation[k % groups] += centred * centred / count;
        }
        for (int g = 0; g < groups; g++) {
            deviation[g] = Math.sqrt(deviation[g]);
        }
        return affine(x, mean, deviation);
    }

    private static DMatrixRMaj affine(DMatrixRMaj x, double[] shift, double[] scale) {
        DMatrixRMaj result = new DMatrixRMaj(x.numRows, x.numCols);
        for (int k = 0; k < x.getNumElements(); k++) {
            int g = k % shift.length;
            result.data[k] = (x.data[k] - shift[g]) / (scale[g] > 0 ? scale[g] : 1);
        }
        return result;
    }
}
