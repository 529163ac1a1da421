package org.widelimit.ntk.multitask;

/** What lambda~ of NTKMTL is. It multiplies all weights by one factor. */
public enum Normalisation {
    /** {@code (1/k) sum_j lambda_j}: equation 15. */
    MEAN,
    /** {@code sum_j lambda_j}: the published code. */
    SUM;

    /** lambda~. */
    double of(double[] eigenvalues) {
        double sum = 0;
        for (double lambda : eigenvalues) {
            sum += lambda;
        }
        return this == MEAN ? sum / eigenvalues.length : sum;
    }
}
