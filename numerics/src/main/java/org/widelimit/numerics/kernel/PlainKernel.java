package org.widelimit.numerics.kernel;

/** The kernel in plain Java: sums in blocks of 2 x 4, which stay in registers while they run over the inner index. */
public final class PlainKernel implements ArrayKernel {
    private static final int ROWS = 2;
    private static final int COLUMNS = 4;
    /** All bits of a number but its sign. */
    private static final long SIZE = Long.MAX_VALUE;

    @Override
    public void multiply(Products shape, double[] a, double[] b, double[] c) {
        multiplyFrom(0, shape, a, b, c);
    }

    /**
     * Columns of each C_m from one on, for a kernel whose vectors do not reach the last ones.
     *
     * @param first the first column
     * @param shape as in {@link #multiply}
     * @param a as there
     * @param b as there
     * @param c as there
     */
    public static void multiplyFrom(int first, Products shape, double[] a, double[] b, double[] c) {
        int blocks = first + (shape.columns() - first) / COLUMNS * COLUMNS;
        for (int m = 0; m < shape.count(); m++) {
            for (int i = 0; i < shape.rows(); i += ROWS) {
                for (int j = first; j < blocks; j += COLUMNS) {
                    if (i + ROWS <= shape.rows()) {
                        block(shape, m, i, j, a, b, c);
                    } else {
                        across(shape, m, i, j, a, b, c);
                    }
                }
            }
            for (int j = blocks; j < shape.columns(); j++) {
                column(shape, m, j, a, b, c);
            }
        }
    }

    @Override
    public void exp(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Exponential.exp(x[i]);
        }
    }

    @Override
    public void tanh(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Exponential.tanh(x[i]);
        }
    }

    /** Sizes are in the order of their bits, and NaN is above all of them; integers have a maximum in one instruction. */
    @Override
    public double largest(double[] x) {
        long a = 0;
        long b = 0;
        int i = 0;
        for (; i + 1 < x.length; i += 2) {
            a = Math.max(a, Double.doubleToRawLongBits(x[i]) & SIZE);
            b = Math.max(b, Double.doubleToRawLongBits(x[i + 1]) & SIZE);
        }
        if (i < x.length) {
            a = Math.max(a, Double.doubleToRawLongBits(x[i]) & SIZE);
        }
        return Double.longBitsToDouble(Math.max(a, b));
    }

    /** Entries (i, j) to (i + 1, j + 3). */
    private static void block(Products shape, int m, int i, int j, double[] a, double[] b, double[] c) {
        int upper = shape.leftAt(m, i);
        int lower = shape.leftAt(m, i + 1);
        int across = shape.across();
        int at = shape.rightAt(m, j);
        double u0 = 0;
        double u1 = 0;
        double u2 = 0;
        double u3 = 0;
        double l0 = 0;
        double l1 = 0;
        double l2 = 0;
        double l3 = 0;
        for (int k = 0; k < shape.inner(); k++) {
            double x = a[upper + k * across];
            double y = a[lower + k * across];
            double b0 = b[at];
            double b1 = b[at + 1];
            double b2 = b[at + 2];
            double b3 = b[at + 3];
            u0 = Math.fma(x, b0, u0);
            u1 = Math.fma(x, b1, u1);
            u2 = Math.fma(x, b2, u2);
            u3 = Math.fma(x, b3, u3);
            l0 = Math.fma(y, b0, l0);
            l1 = Math.fma(y, b1, l1);
            l2 = Math.fma(y, b2, l2);
            l3 = Math.fma(y, b3, l3);
            at += shape.columns();
        }
        put(c, shape.at(m, i, j), u0, u1, u2, u3);
        put(c, shape.at(m, i + 1, j), l0, l1, l2, l3);
    }

    private static void put(double[] c, int at, double c0, double c1, double c2, double c3) {
        c[at] = c0;
        c[at + 1] = c1;
        c[at + 2] = c2;
        c[at + 3] = c3;
    }

    /** Entries (i, j) to (i, j + 3). */
    private static void across(Products shape, int m, int i, int j, double[] a, double[] b, double[] c) {
        int left = shape.leftAt(m, i);
        int at = shape.rightAt(m, j);
        double c0 = 0;
        double c1 = 0;
        double c2 = 0;
        double c3 = 0;
        for (int k = 0; k < shape.inner(); k++) {
            double x = a[left + k * shape.across()];
            c0 = Math.fma(x, b[at], c0);
            c1 = Math.fma(x, b[at + 1], c1);
            c2 = Math.fma(x, b[at + 2], c2);
            c3 = Math.fma(x, b[at + 3], c3);
            at += shape.columns();
        }
        put(c, shape.at(m, i, j), c0, c1, c2, c3);
    }

    /** Column j. */
    private static void column(Products shape, int m, int j, double[] a, double[] b, double[] c) {
        int i = 0;
        for (; i + COLUMNS <= shape.rows(); i += COLUMNS) {
            down(shape, m, i, j, a, b, c);
        }
        for (; i < shape.rows(); i++) {
            double sum = 0;
            for (int k = 0; k < shape.inner(); k++) {
                sum = Math.fma(
                        a[shape.leftAt(m, i) + k * shape.across()], b[shape.rightAt(m, j) + k * shape.columns()], sum);
            }
            c[shape.at(m, i, j)] = sum;
        }
    }

    /** Entries (i, j) to (i + 3, j). */
    private static void down(Products shape, int m, int i, int j, double[] a, double[] b, double[] c) {
        int left = shape.leftAt(m, i);
        int down = shape.down();
        int right = shape.rightAt(m, j);
        double c0 = 0;
        double c1 = 0;
        double c2 = 0;
        double c3 = 0;
        for (int k = 0; k < shape.inner(); k++) {
            double x = b[right];
            c0 = Math.fma(a[left], x, c0);
            c1 = Math.fma(a[left + down], x, c1);
            c2 = Math.fma(a[left + 2 * down], x, c2);
            c3 = Math.fma(a[left + 3 * down], x, c3);
            left += shape.across();
            right += shape.columns();
        }
        int at = shape.at(m, i, j);
        c[at] = c0;
        c[at + shape.columns()] = c1;
        c[at + 2 * shape.columns()] = c2;
        c[at + 3 * shape.columns()] = c3;
    }

    @Override
    public AngleEvaluator evaluator(AngleSeries series) {
        return new PlainAngleEvaluator(series);
    }
}
