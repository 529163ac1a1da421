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
        double plain = squares(y);
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

    /** In four sums, which do not wait for each other. */
    private static double squares(double[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < y.length; i += 4) {
            a = Math.fma(y[i], y[i], a);
            b = Math.fma(y[i + 1], y[i + 1], b);
            c = Math.fma(y[i + 2], y[i + 2], c);
            d = Math.fma(y[i + 3], y[i + 3], d);
        }
        for (; i < y.length; i++) {
            a = Math.fma(y[i], y[i], a);
        }
        return a + b + (c + d);
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
