package org.widelimit.ntk.kernel;

import org.widelimit.ntk.dual.Marginals;
import org.widelimit.ntk.dual.PairBatch;

/**
 * {@code K_l = Vw T[K_(l-1)] + Vb}, {@code Theta_l = K_l + Vw T'[K_(l-1)] Theta_(l-1)}, {@code l = 1 .. L}, for one input against a range of others. Belongs to one thread.
 */
final class LayerRecursion {
    private final KernelOptions options;
    private final LayerMarginals left;
    private final LayerMarginals right;
    private final boolean[] readsGaps;
    private final PairBatch batch;
    private final double[] theta;

    LayerRecursion(KernelOptions options, LayerMarginals left, LayerMarginals right, int capacity) {
        this.options = options;
        this.left = left;
        this.right = right;
        this.batch = PairBatch.ofCapacity(capacity);
        this.theta = new double[capacity];
        this.readsGaps = new boolean[options.hiddenLayers() + 2];
        for (int l = 1; l <= options.hiddenLayers(); l++) {
            readsGaps[l] = options.activation().readsGaps(left.layer(l), right.layer(l));
        }
    }

    /** Whether {@link #run} reads the gaps of {@code K_0}. */
    boolean readsInputGaps() {
        return readsGaps[1];
    }

    /** In: {@code K_0} and, where they are read, its gaps. Out: {@code K_L} as covariance. */
    PairBatch batch() {
        return batch;
    }

    /** Out: {@code Theta_L}. */
    double[] theta() {
        return theta;
    }

    /** Input i of the left against inputs {@code from, ..., to - 1} of the right. */
    void run(int i, int from, int to) {
        int count = to - from;
        double weightVariance = options.weightVariance();
        double biasVariance = options.biasVariance();
        double[] covariance = batch.covariance();
        System.arraycopy(covariance, 0, theta, 0, count);
        for (int l = 1; l <= options.hiddenLayers(); l++) {
            options.activation().evaluate(left.layer(l), i, right.layer(l), from, to, batch);
            if (readsGaps[l + 1]) {
                mixGaps(l, i, from, count);
            }
            step(weightVariance, biasVariance, count, batch.value(), batch.derivative(), covariance, theta);
        }
    }

    private static void step(
            double weightVariance,
            double biasVariance,
            int count,
            double[] value,
            double[] derivative,
            double[] covariance,
            double[] theta) {
        for (int k = 0; k < count; k++) {
            // Fused, because the compiler of JDK 17 makes vector instructions of that more often than of a product and
            // a sum.
            double next = Math.fma(weightVariance, value[k], biasVariance);
            covariance[k] = next;
            theta[k] = Math.fma(weightVariance * derivative[k], theta[k], next);
        }
    }

    /** The gaps of {@code K_l} from those of {@code T[K_(l-1)]}. */
    private void mixGaps(int l, int i, int from, int count) {
        double weightVariance = options.weightVariance();
        double biasVariance = options.biasVariance();
        double[] gap = batch.gap();
        double[] valueGap = batch.valueGap();
        if (biasVariance == 0) {
            for (int k = 0; k < count; k++) {
                gap[k] = weightVariance * valueGap[k];
            }
            return;
        }
        Marginals leftBelow = left.layer(l);
        Marginals rightBelow = right.layer(l);
        double leftRoot = left.layer(l + 1).root()[i];
        double[] rightRoot = right.layer(l + 1).root();
        for (int k = 0; k < count; k++) {
            double value = batch.value()[k];
            double whole = weightVariance * value + biasVariance;
            double r = Gaps.balance(leftRoot, rightRoot[from + k]);
            double part = Gaps.share(
                    r, leftBelow.momentRoot()[i], rightBelow.momentRoot()[from + k], valueGap[k], value, whole);
            gap[k] = weightVariance * part + biasVariance * Gaps.biasShare(r, whole);
        }
    }
}
