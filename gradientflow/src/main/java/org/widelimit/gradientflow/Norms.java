package org.widelimit.gradientflow;

/** Euclidean norms that neither overflow nor underflow before the result does. */
final class Norms {
    /** A sum of squares above this has lost nothing of weight to underflow. */
    private static final double SAFE = 1e-200;

    private Norms() {}

    /** The largest |y_i|, NaN where one is: in four maxima, which do not wait for each other. */
    static double largest(double[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < y.length; i += 4) {
            a = Math.max(a, Math.abs(y[i]));
            b = Math.max(b, Math.abs(y[i + 1]));
            c = Math.max(c, Math.abs(y[i + 2]));
            d = Math.max(d, Math.abs(y[i + 3]));
        }
        for (; i < y.length; i++) {
            a = Math.max(a, Math.abs(y[i]));
        }
        return Math.max(Math.max(a, b), Math.max(c, d));
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
