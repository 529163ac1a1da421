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

    /** A round expects its threshold below so many times that of the round before; if it is not, the round notes all scores. */
    private static final double MARGIN = 1.125;

    private final List<SynflowLayer> layers = new ArrayList<>();
    private final long weights;
    private double bound = Double.POSITIVE_INFINITY;
    private double lastThreshold;

    /** Magnitudes of the weights, (out, in) for each layer from the input on. */
    SynflowRun(List<DMatrixRMaj> magnitudes) {
        magnitudes.forEach(magnitude -> layers.add(new SynflowLayer(magnitude)));
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
        long rank = (long) ((1 - density) * weights) - (weights - remaining());
        if (rank <= 0) {
            return;
        }
        double[][] in = inFlows();
        if (noteScores(in, bound) < rank) {
            noteScores(in, Double.POSITIVE_INFINITY);
        }
        double threshold =
                KthSmallest.of(layers.stream().map(SynflowLayer::noted).toList(), rank);
        layers.forEach(layer -> layer.removeUpTo(threshold));
        bound = MARGIN * threshold * Math.max(1, threshold / lastThreshold);
        lastThreshold = threshold;
    }

    /** Number of scores of at most {@code most}; the layers note them. */
    private long noteScores(double[][] in, double most) {
        double[] out = ones(layers.get(layers.size() - 1).rowCount());
        long noted = 0;
        for (int l = layers.size() - 1; l >= 0; l--) {
            out = layers.get(l).transposeTimes(out, in[l], most);
            noted += layers.get(l).noted().getNumElements();
        }
        return noted;
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
        return layers.stream().mapToLong(SynflowLayer::size).sum();
    }

    /** a_0, ..., a_(L+1). */
    private double[][] inFlows() {
        double[][] flows = new double[layers.size() + 1][];
        flows[0] = ones(layers.get(0).columnCount());
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
}
