package org.widelimit.numerics.kernel;

import org.widelimit.numerics.linalg.ArrayPolynomial;

/** {@link AngleEvaluator} as loops over arrays that stay in the first cache. Belongs to one thread. */
final class PlainAngleEvaluator implements AngleEvaluator {

    /** Pairs whose five arrays stay in the first cache. */
    private static final int CHUNK = 512;

    private final ArrayPolynomial even;
    private final ArrayPolynomial odd;
    private final double[] cosine = new double[CHUNK];
    private final double[] y = new double[CHUNK];
    private final double[] oddValue = new double[CHUNK];
    private final double[] value = new double[CHUNK];
    private final double[] right = new double[CHUNK];

    PlainAngleEvaluator(AngleSeries series) {
        even = ArrayPolynomial.of(series.even());
        odd = ArrayPolynomial.of(series.odd());
    }

    @Override
    public void evaluate(int count, double[] row, int at, double left, double[] right, int rightFrom) {
        for (int done = 0; done < count; done += CHUNK) {
            chunk(Math.min(CHUNK, count - done), row, at + done, left, right, rightFrom + done);
        }
    }

    private void chunk(int count, double[] row, int at, double left, double[] rightScale, int rightFrom) {
        System.arraycopy(row, at, cosine, 0, count);
        System.arraycopy(rightScale, rightFrom, right, 0, count);
        arguments(count, cosine, y);
        even.evaluate(count, y, value);
        odd.evaluate(count, y, oddValue);
        combine(count, cosine, oddValue, left, right, value);
        System.arraycopy(value, 0, row, at, count);
    }

    private static void arguments(int count, double[] cosine, double[] y) {
        for (int k = 0; k < count; k++) {
            double c = cosine[k];
            y[k] = 2 * Math.sqrt((1 - c) * (1 + c)) - 1;
        }
    }

    /** All loops run over arrays from 0: of two offsets the compiler cannot know that they do not overlap, and makes no vector instructions. */
    private static void combine(
            int count, double[] cosine, double[] oddValue, double left, double[] right, double[] value) {
        for (int k = 0; k < count; k++) {
            value[k] = Math.fma(cosine[k], oddValue[k], value[k]) * left * right[k];
        }
    }

    @Override
    public boolean anyBeyond(double bound, int count, double[] row, int at) {
        for (int k = at; k < at + count; k++) {
            if (Math.abs(row[k]) > bound) {
                return true;
            }
        }
        return false;
    }
}
