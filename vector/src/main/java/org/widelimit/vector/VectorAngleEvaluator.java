package org.widelimit.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.widelimit.numerics.kernel.AngleEvaluator;
import org.widelimit.numerics.kernel.AngleSeries;

/**
 * {@link AngleEvaluator} in the machine's vectors: one pass, both polynomials in registers. Immutable.
 *
 * <p>One static method with one loop, two vectors at a time (four chains of fused multiplications and additions, which hide most of their latency) while the roots of the next two are taken, coefficients from a table that holds each of them once for every lane: vectors that are handed from method to method may end up as objects.
 */
final class VectorAngleEvaluator implements AngleEvaluator {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final AngleSeries series;
    private final double[] even;
    private final double[] odd;

    VectorAngleEvaluator(AngleSeries series) {
        this.series = series;
        even = repeated(series.even());
        odd = repeated(series.odd());
    }

    private static double[] repeated(double[] coefficients) {
        double[] table = new double[coefficients.length * LANES];
        for (int k = 0; k < table.length; k++) {
            table[k] = coefficients[k / LANES];
        }
        return table;
    }

    @Override
    public void evaluate(int count, double[] row, int at, double left, double[] right, int rightFrom) {
        int whole = count - count % (2 * LANES);
        evaluate(even, odd, whole, row, at, left, right, rightFrom);
        for (int k = whole; k < count; k++) {
            double c = row[at + k];
            row[at + k] = series.value(Math.sqrt((1 - c) * (1 + c)), c) * left * right[rightFrom + k];
        }
    }

    private static void evaluate(
            double[] even, double[] odd, int count, double[] row, int at, double left, double[] right, int rightFrom) {
        int last = even.length - LANES;
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector next0 = one;
        DoubleVector next1 = one;
        if (count > 0) {
            DoubleVector c0 = DoubleVector.fromArray(SPECIES, row, at);
            DoubleVector c1 = DoubleVector.fromArray(SPECIES, row, at + LANES);
            next0 = one.sub(c0).mul(one.add(c0)).sqrt().mul(2).sub(1);
            next1 = one.sub(c1).mul(one.add(c1)).sqrt().mul(2).sub(1);
        }
        for (int k = 0; k < count; k += 2 * LANES) {
            DoubleVector y0 = next0;
            DoubleVector y1 = next1;
            // The last pair once more after the last: a root that nobody reads costs less than a branch.
            int ahead = at + Math.min(k + 2 * LANES, count - 2 * LANES);
            DoubleVector c0 = DoubleVector.fromArray(SPECIES, row, ahead);
            DoubleVector c1 = DoubleVector.fromArray(SPECIES, row, ahead + LANES);
            next0 = one.sub(c0).mul(one.add(c0)).sqrt().mul(2).sub(1);
            next1 = one.sub(c1).mul(one.add(c1)).sqrt().mul(2).sub(1);
            DoubleVector e0 = DoubleVector.fromArray(SPECIES, even, last);
            DoubleVector e1 = e0;
            DoubleVector o0 = DoubleVector.fromArray(SPECIES, odd, last);
            DoubleVector o1 = o0;
            for (int m = last - LANES; m >= 0; m -= LANES) {
                DoubleVector a = DoubleVector.fromArray(SPECIES, even, m);
                DoubleVector b = DoubleVector.fromArray(SPECIES, odd, m);
                e0 = e0.fma(y0, a);
                e1 = e1.fma(y1, a);
                o0 = o0.fma(y0, b);
                o1 = o1.fma(y1, b);
            }
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, right, rightFrom + k);
            DoubleVector r1 = DoubleVector.fromArray(SPECIES, right, rightFrom + k + LANES);
            c0 = DoubleVector.fromArray(SPECIES, row, at + k);
            c1 = DoubleVector.fromArray(SPECIES, row, at + k + LANES);
            c0.fma(o0, e0).mul(left).mul(r0).intoArray(row, at + k);
            c1.fma(o1, e1).mul(left).mul(r1).intoArray(row, at + k + LANES);
        }
    }

    @Override
    public boolean anyBeyond(double bound, int count, double[] row, int at) {
        int whole = count - count % LANES;
        for (int k = 0; k < whole; k += LANES) {
            DoubleVector size = DoubleVector.fromArray(SPECIES, row, at + k).abs();
            if (size.compare(VectorOperators.GT, bound).anyTrue()) {
                return true;
            }
        }
        for (int k = whole; k < count; k++) {
            if (Math.abs(row[at + k]) > bound) {
                return true;
            }
        }
        return false;
    }
}
