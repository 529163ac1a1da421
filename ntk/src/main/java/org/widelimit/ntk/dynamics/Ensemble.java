package org.widelimit.ntk.dynamics;

import org.ejml.data.DMatrixRMaj;

/**
 * The Gaussian law of the outputs, over initialisations, at M inputs. Outputs are independent of each other and have the same covariance.
 *
 * @param mean (M, O)
 * @param covariance (M, M), exactly symmetric; of each output
 */
public record Ensemble(DMatrixRMaj mean, DMatrixRMaj covariance) {
    public Ensemble {
        int m = mean.numRows;
        if (covariance.numRows != m || covariance.numCols != m) {
            throw new IllegalArgumentException("expected a covariance (" + m + ", " + m + "), found ("
                    + covariance.numRows + ", " + covariance.numCols + ")");
        }
    }
}
