package org.widelimit.numerics.linalg;

/** Vectors as arrays: the few operations that the iterative methods need, always in the same order of summation. */
final class Vectors {

    /** Squares of entries within these bounds neither overflow nor lose digits, for any length of an array. */
    private static final double SAFE_NORM_LOW = 1e-140;

    private static final double SAFE_NORM_HIGH = 1e140;

    private Vectors() {}

    /** Sum over j of {@code a[offset + j] x[j]}. */
    static double dot(double[] a, int offset, double[] x) {
        // Four sums: one alone would wait for each addition to finish.
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int n = x.length;
        int j = 0;
        for (; j + 3 < n; j += 4) {
            s0 += a[offset + j] * x[j];
            s1 += a[offset + j + 1] * x[j + 1];
            s2 += a[offset + j + 2] * x[j + 2];
            s3 += a[offset + j + 3] * x[j + 3];
        }
        for (; j < n; j++) {
            s0 += a[offset + j] * x[j];
        }
        return (s0 + s1) + (s2 + s3);
    }

    static double dot(double[] x, double[] y) {
        return dot(x, 0, y);
    }

    /** {@code y[j] += factor a[offset + j]}. */
    static void addMultiple(double factor, double[] a, int offset, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] += factor * a[offset + j];
        }
    }

    static void addMultiple(double factor, double[] x, double[] y) {
        addMultiple(factor, x, 0, y);
    }

    static void scale(double factor, double[] x) {
        for (int j = 0; j < x.length; j++) {
            x[j] *= factor;
        }
    }

    /** {@code x / divisor}; not by the reciprocal, which overflows for the smallest divisors. */
    static void divide(double[] x, double divisor) {
        for (int j = 0; j < x.length; j++) {
            x[j] /= divisor;
        }
    }

    /** Euclidean norm; entries of any size, NaN or infinite where an entry is. */
    static double norm(double[] x) {
        double plain = Math.sqrt(dot(x, x));
        if (plain > SAFE_NORM_LOW && plain < SAFE_NORM_HIGH) {
            return plain;
        }
        double largest = 0;
        for (double entry : x) {
            largest = Math.max(largest, Math.abs(entry));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        // A power of two, so that the way out and back rounds nothing.
        int exponent = Math.getExponent(largest);
        double sum = 0;
        for (double entry : x) {
            double scaled = Math.scalb(entry, -exponent);
            sum += scaled * scaled;
        }
        return Math.scalb(Math.sqrt(sum), exponent);
    }

    static void checkLengths(int expectedX, double[] x, int expectedY, double[] y) {
        if (x.length != expectedX || y.length != expectedY) {
            throw new IllegalArgumentException("expected vectors of length %d and %d, found %d and %d"
                    .formatted(expectedX, expectedY, x.length, y.length));
        }
    }
}
