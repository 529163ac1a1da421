package org.widelimit.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.widelimit.numerics.kernel.AngleEvaluator;
import org.widelimit.numerics.kernel.AngleSeries;
import org.widelimit.numerics.kernel.ArrayKernel;
import org.widelimit.numerics.kernel.Exponential;
import org.widelimit.numerics.kernel.PlainKernel;
import org.widelimit.numerics.kernel.Products;

/**
 * The kernel in vectors as wide as the processor's. A vector holds neighbouring columns of a product, or neighbouring entries of an array, and each of its
 * lanes goes through the very operations of {@link PlainKernel}. What is left over beside the last whole vector is left to that one.
 */
public final class VectorKernel implements ArrayKernel {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> INTEGERS = LANES.vectorShape().withLanes(long.class);
    private static final int WIDTH = LANES.length();
    private static final int ROWS = 4;
    private static final double[] SERIES = Exponential.series();

    @Override
    public void multiply(Products shape, double[] a, double[] b, double[] c) {
        int columns = shape.columns() - shape.columns() % WIDTH;
        int m = 0;
        for (; shape.rows() == 1 && m + ROWS <= shape.count(); m += ROWS) {
            for (int j = 0; j < columns; j += WIDTH) {
                singleRows(shape, m, j, a, b, c);
            }
        }
        for (; m < shape.count(); m++) {
            product(shape, m, columns, a, b, c);
        }
        if (columns < shape.columns()) {
            PlainKernel.multiplyFrom(columns, shape, a, b, c);
        }
    }

    /** C_m up to a column. */
    private static void product(Products shape, int m, int columns, double[] a, double[] b, double[] c) {
        int i = 0;
        for (; i + ROWS <= shape.rows(); i += ROWS) {
            int j = 0;
            for (; j + 2 * WIDTH <= columns; j += 2 * WIDTH) {
                wideBlock(shape, m, i, j, a, b, c);
            }
            for (; j < columns; j += WIDTH) {
                block(shape, m, i, j, a, b, c);
            }
        }
        for (; i < shape.rows(); i++) {
            for (int j = 0; j < columns; j += WIDTH) {
                row(shape, m, i, j, a, b, c);
            }
        }
    }

    /** One vector of the single row of each of four products: four sums that do not wait for each other. */
    private static void singleRows(Products shape, int m, int j, double[] a, double[] b, double[] c) {
        int inner = shape.inner();
        int columns = shape.columns();
        int left = shape.leftAt(m, 0);
        int right = shape.rightAt(m, j);
        int next = inner * columns;
        DoubleVector c0 = DoubleVector.zero(LANES);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        for (int k = 0; k < inner; k++) {
            c0 = DoubleVector.fromArray(LANES, b, right).fma(DoubleVector.broadcast(LANES, a[left]), c0);
            c1 = DoubleVector.fromArray(LANES, b, right + next).fma(DoubleVector.broadcast(LANES, a[left + inner]), c1);
            c2 = DoubleVector.fromArray(LANES, b, right + 2 * next)
                    .fma(DoubleVector.broadcast(LANES, a[left + 2 * inner]), c2);
            c3 = DoubleVector.fromArray(LANES, b, right + 3 * next)
                    .fma(DoubleVector.broadcast(LANES, a[left + 3 * inner]), c3);
            left++;
            right += columns;
        }
        put(c, shape.at(m, 0, j), columns, c0, c1, c2, c3);
    }

    /** Four rows of two vectors. */
    private static void wideBlock(Products shape, int m, int i, int j, double[] a, double[] b, double[] c) {
        int across = shape.across();
        int down = shape.down();
        int columns = shape.columns();
        int left = shape.leftAt(m, i);
        int right = shape.rightAt(m, j);
        DoubleVector c0 = DoubleVector.zero(LANES);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        DoubleVector d0 = c0;
        DoubleVector d1 = c0;
        DoubleVector d2 = c0;
        DoubleVector d3 = c0;
        for (int k = 0; k < shape.inner(); k++) {
            DoubleVector v = DoubleVector.fromArray(LANES, b, right);
            DoubleVector w = DoubleVector.fromArray(LANES, b, right + WIDTH);
            DoubleVector x = DoubleVector.broadcast(LANES, a[left]);
            c0 = x.fma(v, c0);
            d0 = x.fma(w, d0);
            x = DoubleVector.broadcast(LANES, a[left + down]);
            c1 = x.fma(v, c1);
            d1 = x.fma(w, d1);
            x = DoubleVector.broadcast(LANES, a[left + 2 * down]);
            c2 = x.fma(v, c2);
            d2 = x.fma(w, d2);
            x = DoubleVector.broadcast(LANES, a[left + 3 * down]);
            c3 = x.fma(v, c3);
            d3 = x.fma(w, d3);
            left += across;
            right += columns;
        }
        int out = shape.at(m, i, j);
        put(c, out, columns, c0, c1, c2, c3);
        put(c, out + WIDTH, columns, d0, d1, d2, d3);
    }

    /** Four rows of one vector. */
    private static void block(Products shape, int m, int i, int j, double[] a, double[] b, double[] c) {
        int across = shape.across();
        int down = shape.down();
        int columns = shape.columns();
        int left = shape.leftAt(m, i);
        int right = shape.rightAt(m, j);
        DoubleVector c0 = DoubleVector.zero(LANES);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        for (int k = 0; k < shape.inner(); k++) {
            DoubleVector v = DoubleVector.fromArray(LANES, b, right);
            c0 = v.fma(DoubleVector.broadcast(LANES, a[left]), c0);
            c1 = v.fma(DoubleVector.broadcast(LANES, a[left + down]), c1);
            c2 = v.fma(DoubleVector.broadcast(LANES, a[left + 2 * down]), c2);
            c3 = v.fma(DoubleVector.broadcast(LANES, a[left + 3 * down]), c3);
            left += across;
            right += columns;
        }
        put(c, shape.at(m, i, j), columns, c0, c1, c2, c3);
    }

    private static void put(
            double[] c, int at, int columns, DoubleVector c0, DoubleVector c1, DoubleVector c2, DoubleVector c3) {
        c0.intoArray(c, at);
        c1.intoArray(c, at + columns);
        c2.intoArray(c, at + 2 * columns);
        c3.intoArray(c, at + 3 * columns);
    }

    /** One row of one vector. */
    private static void row(Products shape, int m, int i, int j, double[] a, double[] b, double[] c) {
        int across = shape.across();
        int left = shape.leftAt(m, i);
        int right = shape.rightAt(m, j);
        DoubleVector sum = DoubleVector.zero(LANES);
        for (int k = 0; k < shape.inner(); k++) {
            sum = DoubleVector.fromArray(LANES, b, right).fma(DoubleVector.broadcast(LANES, a[left]), sum);
            left += across;
            right += shape.columns();
        }
        sum.intoArray(c, shape.at(m, i, j));
    }

    @Override
    public void exp(double[] x) {
        int i = 0;
        for (; i + WIDTH <= x.length; i += WIDTH) {
            exp(DoubleVector.fromArray(LANES, x, i)).intoArray(x, i);
        }
        for (; i < x.length; i++) {
            x[i] = Exponential.exp(x[i]);
        }
    }

    @Override
    public void tanh(double[] x) {
        int i = 0;
        for (; i + WIDTH <= x.length; i += WIDTH) {
            tanh(DoubleVector.fromArray(LANES, x, i)).intoArray(x, i);
        }
        for (; i < x.length; i++) {
            x[i] = Exponential.tanh(x[i]);
        }
    }

    @Override
    public double largest(double[] x) {
        LongVector a = LongVector.zero(INTEGERS);
        LongVector b = a;
        int i = 0;
        for (; i + 2 * WIDTH <= x.length; i += 2 * WIDTH) {
            a = a.max(sizes(x, i));
            b = b.max(sizes(x, i + WIDTH));
        }
        long largest = a.max(b).reduceLanes(VectorOperators.MAX);
        for (; i < x.length; i++) {
            largest = Math.max(largest, Double.doubleToRawLongBits(x[i]) & Long.MAX_VALUE);
        }
        return Double.longBitsToDouble(largest);
    }

    @Override
    public AngleEvaluator evaluator(AngleSeries series) {
        return new VectorAngleEvaluator(series);
    }

    private static LongVector sizes(double[] x, int i) {
        return DoubleVector.fromArray(LANES, x, i).reinterpretAsLongs().and(Long.MAX_VALUE);
    }

    private static DoubleVector exp(DoubleVector x) {
        DoubleVector bounded = x.min(Exponential.LARGEST).max(Exponential.SMALLEST);
        DoubleVector k = nearest(bounded.mul(Exponential.PER_LN2));
        DoubleVector half = nearest(k.mul(0.5));
        return rise(bounded, k).add(1).mul(power(half)).mul(power(k.sub(half)));
    }

    private static DoubleVector tanh(DoubleVector x) {
        DoubleVector twice = x.abs().mul(2).min(Exponential.SATURATED);
        DoubleVector k = nearest(twice.mul(Exponential.PER_LN2));
        DoubleVector scale = power(k);
        DoubleVector t = scale.fma(rise(twice, k), scale.sub(1));
        DoubleVector size = t.div(t.add(2));
        return size.reinterpretAsLongs()
                .lanewise(VectorOperators.OR, x.reinterpretAsLongs().lanewise(VectorOperators.AND, Long.MIN_VALUE))
                .reinterpretAsDoubles();
    }

    private static DoubleVector nearest(DoubleVector x) {
        return x.add(Exponential.INTEGER).sub(Exponential.INTEGER);
    }

    private static DoubleVector rise(DoubleVector x, DoubleVector k) {
        DoubleVector minus = k.neg();
        DoubleVector r = minus.fma(
                DoubleVector.broadcast(LANES, Exponential.LN2_LOW),
                minus.fma(DoubleVector.broadcast(LANES, Exponential.LN2_HIGH), x));
        DoubleVector q = DoubleVector.broadcast(LANES, SERIES[SERIES.length - 1]);
        for (int j = SERIES.length - 2; j >= 0; j--) {
            q = q.fma(r, DoubleVector.broadcast(LANES, SERIES[j]));
        }
        return r.mul(r).fma(q, r);
    }

    private static DoubleVector power(DoubleVector k) {
        return k.add(Exponential.EXPONENT)
                .reinterpretAsLongs()
                .lanewise(VectorOperators.LSHL, Exponential.EXPONENT_SHIFT)
                .reinterpretAsDoubles();
    }
}
