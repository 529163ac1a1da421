package org.widelimit.ntk.dual;

/**
 * Arguments and results of {@link DualActivation#evaluate} for up to {@code capacity} pairs {@code (u, v_k)}, as arrays that are used again and again. Belongs to
 * one thread.
 */
public final class PairBatch {
    private final double[] covariance;
    private final double[] gap;
    private final double[] value;
    private final double[] derivative;
    private final double[] valueGap;
    private final double[] nearness;
    private final double[] angle;
    private final double[] segment;
    private final double[] scale;

    private PairBatch(int capacity) {
        covariance = new double[capacity];
        gap = new double[capacity];
        value = new double[capacity];
        derivative = new double[capacity];
        valueGap = new double[capacity];
        nearness = new double[capacity];
        angle = new double[capacity];
        segment = new double[capacity];
        scale = new double[capacity];
    }

    /** Room for this many pairs. */
    public static PairBatch ofCapacity(int capacity) {
        return new PairBatch(capacity);
    }

    /** In: {@code q12 = E u v_k}. */
    public double[] covariance() {
        return covariance;
    }

    /** In: {@code 2 (sqrt(q11 q22) - |q12|) >= 0}. */
    public double[] gap() {
        return gap;
    }

    /** Out: {@code E[phi(u) phi(v_k)]}. */
    public double[] value() {
        return value;
    }

    /** Out: {@code E[phi'(u) phi'(v_k)]}. */
    public double[] derivative() {
        return derivative;
    }

    /** Out: {@code 2 (sqrt(T(q11) T(q22)) - |value|) >= 0}. */
    public double[] valueGap() {
        return valueGap;
    }

    /** {@code s = (1 - |rho|) / 2}, after {@link #prepare}. */
    double[] nearness() {
        return nearness;
    }

    /** Scratch. */
    double[] angle() {
        return angle;
    }

    /** Scratch. */
    double[] segment() {
        return segment;
    }

    /** Scratch. */
    double[] scale() {
        return scale;
    }

    /** {@code s = gap / (4 sqrt(q11 q22))} in [0, 1/2]; 1/2 (independent directions) where a variance is 0. */
    void prepare(double leftRoot, double[] rightRoot, int from, int count) {
        for (int k = 0; k < count; k++) {
            double scale = leftRoot * rightRoot[from + k];
            nearness[k] = scale > 0 ? Math.min(0.5, 0.25 * gap[k] / scale) : 0.5;
        }
    }

    /** The gap of the values by subtraction, for activations that are smooth. */
    void subtractGaps(double leftMomentRoot, double[] rightMomentRoot, int from, int count) {
        System.arraycopy(rightMomentRoot, from, valueGap, 0, count);
        for (int k = 0; k < count; k++) {
            valueGap[k] = Math.max(0, 2 * (leftMomentRoot * valueGap[k] - Math.abs(value[k])));
        }
    }
}
