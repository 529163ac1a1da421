package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.KthSmallest;

/**
 * SynFlow with one threshold for all layers, on weights that are there: a round costs as much as there are weights left,
 * and hundreds of rounds are affordable. It makes the masks of
 * {@link org.widelimit.networks.pruning.SynflowPruner}, bit for bit (a test compares).
 *
 * <p>score = b_i |w_ij| a_j with in-flows a_l = |W_l| a_(l-1), a_0 = 1, and out-flows b_l = |W_(l+1)|^T b_(l+1), b_(L+1) = 1.
 */
final class SynflowRun {

    private final List<Layer> layers = new ArrayList<>();
    private final long weights;

    /** Magnitudes of the weights, (out, in) for each layer from the input on. */
    SynflowRun(List<DMatrixRMaj> magnitudes) {
        magnitudes.forEach(magnitude -> layers.add(new Layer(magnitude)));
        weights = remaining();
    }

    /** A network with that many hidden layers; n inputs, n units in each hidden layer, n outputs. */
    static SynflowRun square(WeightLaw law, int n, int hidden, RandomStream stream) {
        return new SynflowRun(squareLayers(law, n, hidden, stream));
    }

    /** The magnitudes of the weights of such a network. */
    static List<DMatrixRMaj> squareLayers(WeightLaw law, int n, int hidden, RandomStream stream) {
        List<DMatrixRMaj> layers = new ArrayList<>();
        for (int l = 0; l <= hidden; l++) {
            layers.add(magnitudes(law, n, n, stream));
        }
        return layers;
    }

    /** Independent magnitudes of the weights of one layer, (out, in). */
    static DMatrixRMaj magnitudes(WeightLaw law, int out, int in, RandomStream stream) {
        DMatrixRMaj magnitude = new DMatrixRMaj(out, in);
        for (int k = 0; k < magnitude.data.length; k++) {
            magnitude.data[k] = law.draw(stream);
        }
        return magnitude;
    }

    /** Rounds 1, ..., T of the exponential schedule: density c^(t/T) after round t. */
    SynflowRun prune(double c, int rounds) {
        for (int t = 1; t <= rounds; t++) {
            cut(Math.pow(c, (double) t / rounds));
        }
        return this;
    }

    /** One round: scores the weights that are left, and keeps that fraction of all weights. */
    void cut(double density) {
        double[][] in = inFlows();
        double[][] out = outFlows();
        List<DMatrixRMaj> scores = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            double[] score = layers.get(l).scores(out[l + 1], in[l]);
            scores.add(DMatrixRMaj.wrap(1, score.length, score));
        }
        long rank = (long) ((1 - density) * weights) - (weights - remaining());
        if (rank > 0) {
            double threshold = KthSmallest.of(scores, rank);
            for (int l = 0; l < layers.size(); l++) {
                layers.get(l).keepAbove(threshold, scores.get(l).data);
            }
        }
    }

    /** Fraction of all weights that is left. */
    double density() {
        return (double) remaining() / weights;
    }

    /** The mask of layer l = 1, 2, ... as zeros and ones. */
    DMatrixRMaj mask(int l) {
        return layers.get(l - 1).mask();
    }

    /** The units of the hidden layers 1, 2, ... */
    List<Units> hiddenUnits() {
        double[][] in = inFlows();
        double[][] out = outFlows();
        List<Units> units = new ArrayList<>();
        for (int l = 1; l < layers.size(); l++) {
            units.add(new Units(
                    in[l], out[l], layers.get(l - 1).rowDegrees(), layers.get(l).columnDegrees()));
        }
        return units;
    }

    /** n Var(deg) / mean(deg)^2 of the out-degrees, n units: mean over the hidden layers. */
    double scaledVariance() {
        return hiddenUnits().stream()
                .map(Units::outDegrees)
                .mapToDouble(degrees -> degrees.length * relativeVariance(doubles(degrees)))
                .average()
                .orElseThrow();
    }

    /** Fraction of the hidden units that no path goes through. */
    double deadFraction() {
        long dead = 0;
        long all = 0;
        for (Units units : hiddenUnits()) {
            for (int i = 0; i < units.inFlow.length; i++) {
                dead += units.inFlow[i] == 0 || units.outFlow[i] == 0 ? 1 : 0;
            }
            all += units.inFlow.length;
        }
        return (double) dead / all;
    }

    /** SD / mean. */
    static double relativeDeviation(int[] degrees) {
        return Math.sqrt(relativeVariance(doubles(degrees)));
    }

    private static double relativeVariance(double[] x) {
        return variance(relative(x));
    }

    /** x over its mean. */
    static double[] relative(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(v -> v / mean).toArray();
    }

    private static double variance(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
    }

    private static double[] doubles(int[] degrees) {
        return Arrays.stream(degrees).asDoubleStream().toArray();
    }

    private long remaining() {
        return layers.stream().mapToLong(layer -> layer.values.length).sum();
    }

    /** a_0, ..., a_(L+1). */
    private double[][] inFlows() {
        double[][] flows = new double[layers.size() + 1][];
        flows[0] = ones(layers.get(0).columnCount);
        for (int l = 0; l < layers.size(); l++) {
            flows[l + 1] = layers.get(l).times(flows[l]);
        }
        return flows;
    }

    /** b_0, ..., b_(L+1). */
    private double[][] outFlows() {
        double[][] flows = new double[layers.size() + 1][];
        flows[layers.size()] = ones(layers.get(layers.size() - 1).rowCount());
        for (int l = layers.size() - 1; l >= 0; l--) {
            flows[l] = layers.get(l).transposeTimes(flows[l + 1]);
        }
        return flows;
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * The units of one hidden layer.
     *
     * @param inFlow a_i
     * @param outFlow b_i
     * @param inDegrees number of weights that lead to a unit
     * @param outDegrees number of weights that leave a unit
     */
    record Units(double[] inFlow, double[] outFlow, int[] inDegrees, int[] outDegrees) {}

    /** The remaining weights of a layer, row by row. */
    private static final class Layer {
        private final int[] starts;
        private final int columnCount;
        private int[] columns;
        private double[] values;

        Layer(DMatrixRMaj magnitude) {
            columnCount = magnitude.numCols;
            starts = new int[magnitude.numRows + 1];
            columns = new int[magnitude.getNumElements()];
            values = magnitude.data.clone();
            for (int i = 0; i <= magnitude.numRows; i++) {
                starts[i] = i * columnCount;
            }
            Arrays.setAll(columns, k -> k % columnCount);
        }

        int rowCount() {
            return starts.length - 1;
        }

        double[] times(double[] a) {
            double[] z = new double[rowCount()];
            for (int i = 0; i < z.length; i++) {
                double sum = 0;
                for (int k = starts[i]; k < starts[i + 1]; k++) {
                    sum += values[k] * a[columns[k]];
                }
                z[i] = sum;
            }
            return z;
        }

        double[] transposeTimes(double[] b) {
            double[] g = new double[columnCount];
            for (int i = 0; i < b.length; i++) {
                for (int k = starts[i]; k < starts[i + 1]; k++) {
                    g[columns[k]] += values[k] * b[i];
                }
            }
            return g;
        }

        double[] scores(double[] b, double[] a) {
            double[] scores = new double[values.length];
            for (int i = 0; i < b.length; i++) {
                for (int k = starts[i]; k < starts[i + 1]; k++) {
                    scores[k] = values[k] * (b[i] * a[columns[k]]);
                }
            }
            return scores;
        }

        void keepAbove(double threshold, double[] scores) {
            int kept = 0;
            int from = 0;
            for (int i = 0; i < rowCount(); i++) {
                int to = starts[i + 1];
                for (int k = from; k < to; k++) {
                    if (scores[k] > threshold) {
                        values[kept] = values[k];
                        columns[kept++] = columns[k];
                    }
                }
                from = to;
                starts[i + 1] = kept;
            }
            values = Arrays.copyOf(values, kept);
            columns = Arrays.copyOf(columns, kept);
        }

        int[] rowDegrees() {
            int[] degrees = new int[rowCount()];
            Arrays.setAll(degrees, i -> starts[i + 1] - starts[i]);
            return degrees;
        }

        int[] columnDegrees() {
            int[] degrees = new int[columnCount];
            for (int column : columns) {
                degrees[column]++;
            }
            return degrees;
        }

        DMatrixRMaj mask() {
            DMatrixRMaj mask = new DMatrixRMaj(rowCount(), columnCount);
            for (int i = 0; i < rowCount(); i++) {
                for (int k = starts[i]; k < starts[i + 1]; k++) {
                    mask.set(i, columns[k], 1);
                }
            }
            return mask;
        }
    }
}
