package org.widelimit.ntk.kernel;

import java.util.Arrays;
import org.apache.commons.numbers.core.DD;

/**
 * {@code p(y) = sum_k a_k T_k(y)} on [-1, 1], with coefficients in double-double arithmetic: that is what it costs to lose no digit on the way to powers of y.
 *
 * @param coefficients {@code a_0, a_1, ...}, at least one; handed over
 */
record ChebyshevSeries(DD[] coefficients) {

    /** The polynomial of degree n - 1 through these values at the n Chebyshev points {@code cos(pi (k + 1/2) / n)}. */
    static ChebyshevSeries interpolating(DD[] values) {
        int n = values.length;
        // cos(pi m / (2 n)) for m = 0 .. 4 n - 1: all that the sum needs.
        PreciseAngle[] turns = PreciseAngle.turns(4 * n);
        DD[] a = new DD[n];
        for (int j = 0; j < n; j++) {
            DD sum = DD.ZERO;
            for (int k = 0; k < n; k++) {
                DD cosine = turns[(int) ((long) j * (2 * k + 1) % (4 * n))].cosine();
                sum = sum.add(values[k].multiply(cosine));
            }
            a[j] = sum.multiply(j == 0 ? 1 : 2).divide(n);
        }
        return new ChebyshevSeries(a);
    }

    int terms() {
        return coefficients.length;
    }

    /** By C. Clenshaw's recurrence, in doubles. */
    double value(double y) {
        double next = 0;
        double afterNext = 0;
        for (int k = coefficients.length - 1; k > 0; k--) {
            double b = coefficients[k].hi() + 2 * y * next - afterNext;
            afterNext = next;
            next = b;
        }
        return coefficients[0].hi() + y * next - afterNext;
    }

    /** {@code p'}. */
    ChebyshevSeries derivative() {
        int n = coefficients.length;
        DD[] d = new DD[Math.max(1, n - 1)];
        d[0] = DD.ZERO;
        DD above = DD.ZERO;
        DD twoAbove = DD.ZERO;
        for (int k = n - 1; k > 0; k--) {
            DD here = twoAbove.add(coefficients[k].multiply(2.0 * k));
            d[k - 1] = k == 1 ? here.scalb(-1) : here;
            twoAbove = above;
            above = here;
        }
        return new ChebyshevSeries(d);
    }

    /** The largest coefficient among the last quarter. */
    double tail() {
        double largest = 0;
        for (int k = coefficients.length * 3 / 4; k < coefficients.length; k++) {
            largest = Math.max(largest, Math.abs(coefficients[k].hi()));
        }
        return largest;
    }

    /** How many terms there are up to the last one above this size. */
    int termsAbove(double size) {
        int terms = coefficients.length;
        while (terms > 0 && Math.abs(coefficients[terms - 1].hi()) <= size) {
            terms--;
        }
        return terms;
    }

    /** The first terms alone. */
    ChebyshevSeries cut(int terms) {
        return new ChebyshevSeries(Arrays.copyOf(coefficients, Math.max(1, Math.min(terms, coefficients.length))));
    }

    /** The same polynomial in powers of y, rounded once. Coefficients of T_k are whole numbers that grow like {@code (1 + sqrt 2)^k}. */
    double[] powers() {
        int n = coefficients.length;
        DD[] powers = new DD[n];
        Arrays.fill(powers, DD.ZERO);
        double[] before = new double[n];
        double[] now = new double[n];
        double[] next = new double[n];
        now[0] = 1;
        for (int k = 0; k < n; k++) {
            for (int m = 0; m <= k; m++) {
                powers[m] = powers[m].add(coefficients[k].multiply(now[m]));
            }
            // T_1 = y T_0, T_(k+1) = 2 y T_k - T_(k-1): exact up to k = 42.
            double factor = k == 0 ? 1 : 2;
            for (int m = 0; m <= k + 1 && m < n; m++) {
                next[m] = (m > 0 ? factor * now[m - 1] : 0) - before[m];
            }
            double[] free = before;
            before = now;
            now = next;
            next = free;
        }
        return Arrays.stream(powers).mapToDouble(DD::doubleValue).toArray();
    }
}
