package org.widelimit.gradientflow.transformer;

/** The two sums over the tokens of one sample, s rows of d numbers from an offset on, in four running sums that do not wait for each other. */
final class TokenSums {
    private static final int GROUP = 4;

    private TokenSums() {}

    /** out_j = x_j . u for each token j. */
    static void along(double[] x, int from, int s, int d, double[] u, int at, double[] out, int to) {
        int j = 0;
        for (; j + GROUP <= s; j += GROUP) {
            int row = from + j * d;
            double a = 0;
            double b = 0;
            double c = 0;
            double e = 0;
            for (int k = 0; k < d; k++) {
                double factor = u[at + k];
                a += x[row + k] * factor;
                b += x[row + d + k] * factor;
                c += x[row + 2 * d + k] * factor;
                e += x[row + 3 * d + k] * factor;
            }
            out[to + j] = a;
            out[to + j + 1] = b;
            out[to + j + 2] = c;
            out[to + j + 3] = e;
        }
        for (; j < s; j++) {
            double sum = 0;
            for (int k = 0; k < d; k++) {
                sum += x[from + j * d + k] * u[at + k];
            }
            out[to + j] = sum;
        }
    }

    /** out = sum_j p_j x_j, d numbers. */
    static void weighted(double[] x, int from, int s, int d, double[] p, int at, double[] out, int to) {
        int k = 0;
        for (; k + GROUP <= d; k += GROUP) {
            double a = 0;
            double b = 0;
            double c = 0;
            double e = 0;
            for (int j = 0, row = from + k; j < s; j++, row += d) {
                double factor = p[at + j];
                a += x[row] * factor;
                b += x[row + 1] * factor;
                c += x[row + 2] * factor;
                e += x[row + 3] * factor;
            }
            out[to + k] = a;
            out[to + k + 1] = b;
            out[to + k + 2] = c;
            out[to + k + 3] = e;
        }
        for (; k < d; k++) {
            double sum = 0;
            for (int j = 0; j < s; j++) {
                sum += x[from + j * d + k] * p[at + j];
            }
            out[to + k] = sum;
        }
    }
}
