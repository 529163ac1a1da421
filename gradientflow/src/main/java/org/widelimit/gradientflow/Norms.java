package org.widelimit.gradientflow;

import org.widelimit.numerics.kernel.ArrayKernels;

/** Euclidean norms that neither overflow nor underflow before the result does. */
final class Norms {
    /** A sum of squares above this has lost nothing of weight to underflow. */
    private static final double SAFE = 1e-200;

    private Norms() {}

    /** The largest |y_i|, NaN where one is. */
    static double largest(double[] y) {
        return ArrayKernels.preferred().largest(y);
    }

    static double euclidean(double[] y) {
        double plain = 0;
        for (double v : y) {
            plain += v * v;
        }
        if (plain > SAFE && plain < 1 / SAFE) {
            return Math.sqrt(plain);
        }
        double max = largest(y);
        if (max == 0 || !Double.isFinite(max)) {
            return max;
        }
        double sum = 0;
        for (double v : y) {
            sum += (v / max) * (v / max);
        }
        return max * Math.sqrt(sum);
    }

    static double distance(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return euclidean(difference);
    }

    static boolean isFinite(double[] y) {
        for (double v : y) {
            if (!Double.isFinite(v)) {
                return false;
            }
        }
        return true;
    }
}
