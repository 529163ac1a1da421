package org.widelimit.networks.pruning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Mlp;

/**
 * {@code a_0 = 1}, {@code a_l = c (|E_l| a_(l-1) + |beta_l|)}; {@code b_(L+1) = 1}, {@code b_l = c |E_(l+1)|^T b_(l+1)};
 * {@code score_l = b_l a_(l-1)^T o |E_l|}: the SynFlow scores of a positively homogeneous network with a slope {@code c >= 0} for
 * positive arguments, whose units all work at that slope since nothing is negative.
 *
 * <p>The flows grow or shrink by orders of magnitude per layer, so each is a vector with largest entry in [1, 2) and a power of
 * two beside it: that scaling is exact. A score is at most {@code R = 1^T (|E_(L+1)| a_L + |beta_(L+1)|)}, so {@code score/R} always
 * fits into a double.
 */
final class PathFlow {
    // Doubles end at 2^1024: the margin is for the spread of entries within a layer.
    private static final long LARGEST_EXPONENT = 900;

    private final List<DMatrixRMaj> weights;
    private final List<Scaled> incoming = new ArrayList<>();
    private final List<Scaled> outgoing = new ArrayList<>();
    private Scaled total = Scaled.ones(1);

    private PathFlow(List<DMatrixRMaj> weights) {
        this.weights = weights;
    }

    static PathFlow of(Mlp network, double slope) {
        List<DMatrixRMaj> weights = network.effectiveWeights();
        for (DMatrixRMaj e : weights) {
            for (int k = 0; k < e.getNumElements(); k++) {
                e.data[k] = Math.abs(e.data[k]);
            }
        }
        PathFlow flow = new PathFlow(weights);
        flow.forward(network, slope);
        flow.backward(slope);
        return flow;
    }

    private void forward(Mlp network, double slope) {
        List<double[]> biases = network.biases();
        Scaled a = Scaled.ones(weights.get(0).numCols);
        for (int l = 1; l <= weights.size(); l++) {
            incoming.add(a);
            Scaled z = new Scaled(times(weights.get(l - 1), a.entries), a.exponent).normalised(1);
            if (!biases.isEmpty()) {
                z = z.plus(network.biasScale(l), biases.get(l - 1));
            }
            if (l == weights.size()) {
                double sum = Arrays.stream(z.entries).sum();
                total = new Scaled(new double[] {sum}, z.exponent).normalised(1);
            } else {
                a = z.normalised(slope);
            }
        }
    }

    private void backward(double slope) {
        int last = weights.size() - 1;
        Scaled b = Scaled.ones(weights.get(last).numRows);
        outgoing.add(b);
        for (int s = last; s > 0; s--) {
            b = new Scaled(transposeTimes(weights.get(s), b.entries), b.exponent).normalised(slope);
            outgoing.add(b);
        }
        Collections.reverse(outgoing);
    }

    /** The scores of these layers, counted from 1; to be called once, as the weights become the scores. */
    List<DMatrixRMaj> scores(List<Integer> layers) {
        long unit = Math.abs(total.exponent) < LARGEST_EXPONENT ? 0 : total.exponent;
        List<DMatrixRMaj> scores = new ArrayList<>();
        for (int l : layers) {
            DMatrixRMaj score = weights.get(l - 1);
            Scaled a = incoming.get(l - 1);
            Scaled b = outgoing.get(l - 1);
            long exponent = a.exponent + b.exponent - unit;
            // Half the power of two on either side: it may lie outside the range of one double.
            double[] rowFactor = new Scaled(b.entries, exponent / 2).toDoubles();
            double[] columnFactor = new Scaled(a.entries, exponent - exponent / 2).toDoubles();
            for (int i = 0; i < score.numRows; i++) {
                for (int j = 0; j < score.numCols; j++) {
                    score.data[i * score.numCols + j] *= rowFactor[i] * columnFactor[j];
                }
            }
            scores.add(score);
        }
        return scores;
    }

    private static double[] times(DMatrixRMaj e, double[] a) {
        double[] z = new double[e.numRows];
        for (int i = 0; i < e.numRows; i++) {
            double sum = 0;
            for (int j = 0; j < e.numCols; j++) {
                sum += e.data[i * e.numCols + j] * a[j];
            }
            z[i] = sum;
        }
        return z;
    }

    private static double[] transposeTimes(DMatrixRMaj e, double[] b) {
        double[] g = new double[e.numCols];
        for (int i = 0; i < e.numRows; i++) {
            for (int j = 0; j < e.numCols; j++) {
                g[j] += e.data[i * e.numCols + j] * b[i];
            }
        }
        return g;
    }

    /** {@code 2^exponent entries}, with entries &gt;= 0. */
    private static final class Scaled {
        private final double[] entries;
        private final long exponent;

        Scaled(double[] entries, long exponent) {
            this.entries = entries;
            this.exponent = exponent;
        }

        static Scaled ones(int n) {
            double[] entries = new double[n];
            Arrays.fill(entries, 1);
            return new Scaled(entries, 0);
        }

        /** {@code c} times this, with the largest entry in [1, 2); a vector of zeros has exponent 0. */
        Scaled normalised(double c) {
            double[] scaled = Arrays.stream(entries).map(x -> c * x).toArray();
            double largest = Arrays.stream(scaled).max().orElse(0);
            if (!(largest > 0)) {
                return new Scaled(scaled, 0);
            }
            int shift = Math.getExponent(largest);
            return new Scaled(new Scaled(scaled, -shift).toDoubles(), exponent + shift);
        }

        /** This plus {@code factor |bias|}, at the scale of the larger of the two so that neither overflows. */
        Scaled plus(double factor, double[] bias) {
            double[] absolute =
                    Arrays.stream(bias).map(x -> factor * Math.abs(x)).toArray();
            if (Arrays.stream(absolute).allMatch(x -> x == 0)) {
                return this;
            }
            long common = Math.max(exponent, 0);
            double[] sum = new Scaled(entries, exponent - common).toDoubles();
            double[] other = new Scaled(absolute, -common).toDoubles();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other[i];
            }
            return new Scaled(sum, common);
        }

        double[] toDoubles() {
            // Beyond +-3000 every double is 0 or infinite, so the clamp changes nothing.
            int shift = (int) Math.max(-3000, Math.min(3000, exponent));
            return Arrays.stream(entries).map(x -> Math.scalb(x, shift)).toArray();
        }
    }
}
