package org.widelimit.validation.catalogue;

import java.util.Arrays;
import org.widelimit.graphon.model.FactorisedSaliency;

/**
 * Fractions of the neurons that are joined to all k active coordinates, of columns v_1, ..., v_k of the graphon W; by the midpoint rule.
 *
 * @param integral int W(u, v_1) ... W(u, v_k) du
 * @param independent the product of the columns' densities int W(u, v_j) du
 * @param floor alpha p^k with the best rectangle: the share alpha of the neurons, each joined to each coordinate with probability p or more
 */
record JoinedMeans(double integral, double independent, double floor) {

    private static final int NODES = 4000;

    /**
     * The fractions.
     *
     * @param d number of input coordinates, at (j + 1/2) / d
     * @param active those that count
     */
    static JoinedMeans of(FactorisedSaliency model, int d, int[] active) {
        double integral = 0;
        double best = 0;
        double[] columns = new double[active.length];
        for (int i = 0; i < NODES; i++) {
            double u = (i + 0.5) / NODES;
            double product = 1;
            double least = 1;
            for (int j = 0; j < active.length; j++) {
                double w = model.density(u, (active[j] + 0.5) / d);
                product *= w;
                least = Math.min(least, w);
                columns[j] += w / NODES;
            }
            integral += product / NODES;
            best = Math.max(best, (1 - u) * Math.pow(least, active.length));
        }
        return new JoinedMeans(integral, Arrays.stream(columns).reduce(1, (a, b) -> a * b), best);
    }
}
