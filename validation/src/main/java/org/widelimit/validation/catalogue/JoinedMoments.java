package org.widelimit.validation.catalogue;

import org.widelimit.graphon.model.FactorisedSaliency;
import org.widelimit.graphon.model.NeuronFactors;
import org.widelimit.graphon.model.SaliencyNoise;

/**
 * The variance of the number N of neurons joined to all active coordinates, in masks of the Factorised Saliency Model with half-normal
 * factors on a grid and normal weights.
 *
 * <p>Let N and K be the numbers of joined neurons and of kept weights for a fixed threshold tau; the entries are then independent, with
 * W_ij the probability of entry (i, j) and P_i the product of W_ij over the active j:
 *
 * <pre>  Var N = sum_i P_i (1 - P_i),   Var K = sum_ij W_ij (1 - W_ij),   Cov(N, K) = sum_i P_i sum_(j active) (1 - W_ij).</pre>
 *
 * A mask of given density has the threshold that makes K equal to its mean. To first order that moves it by -(K - E K) / (dE K / dtau), and
 * N becomes N - s (K - E K) with s = (dE N / dtau) / (dE K / dtau): Var N - 2 s Cov(N, K) + s^2 Var K.
 *
 * @param independent Var N for independent entries
 * @param underOneThreshold Var N for masks that are cut by one threshold
 */
record JoinedMoments(double independent, double underOneThreshold) {

    /** Of the density, in the derivatives with respect to it. */
    private static final double STEP = 1e-4;

    /**
     * The moments.
     *
     * @param profile phi of each input coordinate
     * @param c density of the masks
     * @param n neurons
     * @param active coordinates
     */
    static JoinedMoments of(double[] profile, double c, int n, int[] active) {
        Sums above = Sums.of(profile, c + STEP, n, active);
        Sums below = Sums.of(profile, c - STEP, n, active);
        double response = (above.joined - below.joined) / (above.kept - below.kept);
        Sums sums = Sums.of(profile, c, n, active);
        return new JoinedMoments(
                sums.joinedVariance,
                sums.joinedVariance - 2 * response * sums.covariance + response * response * sums.keptVariance);
    }

    private static final class Sums {
        private double joined;
        private double kept;
        private double joinedVariance;
        private double keptVariance;
        private double covariance;

        static Sums of(double[] profile, double c, int n, int[] active) {
            FactorisedSaliency model =
                    FactorisedSaliency.of(profile, NeuronFactors.halfNormal(), SaliencyNoise.GAUSSIAN_MAGNITUDE, c);
            Sums sums = new Sums();
            for (int i = 0; i < n; i++) {
                sums.add(model, (i + 0.5) / n, profile.length, active);
            }
            return sums;
        }

        private void add(FactorisedSaliency model, double u, int columns, int[] active) {
            for (int j = 0; j < columns; j++) {
                double w = model.density(u, (j + 0.5) / columns);
                kept += w;
                keptVariance += w * (1 - w);
            }
            double product = 1;
            double missing = 0;
            for (int j : active) {
                double w = model.density(u, (j + 0.5) / columns);
                product *= w;
                missing += 1 - w;
            }
            joined += product;
            joinedVariance += product * (1 - product);
            covariance += product * missing;
        }
    }
}
