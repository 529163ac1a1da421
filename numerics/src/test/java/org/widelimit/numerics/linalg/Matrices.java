package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Test matrices, and plain loops to check against. */
final class Matrices {

    static final double EPSILON = Math.ulp(1.0);

    private Matrices() {}

    static RandomStream random(long seed) {
        return RandomStreams.of(seed).child("matrices").stream();
    }

    /** Entries of the given size, of the given rank at most. */
    static DMatrixRMaj ofRank(int rank, int rows, int columns, double scale, RandomStream random) {
        DMatrixRMaj a = rank >= Math.min(rows, columns)
                ? random.gaussianMatrix(rows, columns)
                : product(random.gaussianMatrix(rows, rank), random.gaussianMatrix(rank, columns));
        return scaled(scale, a);
    }

    static DMatrixRMaj symmetric(int n, double scale, RandomStream random) {
        DMatrixRMaj a = random.gaussianMatrix(n, n);
        DMatrixRMaj s = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                s.set(i, j, scale * (a.get(i, j) + a.get(j, i)));
            }
        }
        return s;
    }

    static DMatrixRMaj diagonal(double... values) {
        DMatrixRMaj d = new DMatrixRMaj(values.length, values.length);
        for (int i = 0; i < values.length; i++) {
            d.set(i, i, values[i]);
        }
        return d;
    }

    /** Q diag(values) Q^T for a random orthogonal Q, symmetric to the last bit. */
    static DMatrixRMaj withSpectrum(RandomStream random, double... values) {
        int n = values.length;
        DMatrixRMaj q =
                DenseBackends.named("ejml").svd(random.gaussianMatrix(n, n)).u();
        DMatrixRMaj a = product(product(q, diagonal(values)), transposed(q));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                a.set(j, i, a.get(i, j));
            }
        }
        return a;
    }

    static DMatrixRMaj scaled(double factor, DMatrixRMaj a) {
        DMatrixRMaj b = a.copy();
        for (int i = 0; i < b.getNumElements(); i++) {
            b.data[i] *= factor;
        }
        return b;
    }

    static DMatrixRMaj transposed(DMatrixRMaj a) {
        DMatrixRMaj t = new DMatrixRMaj(a.numCols, a.numRows);
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < a.numCols; j++) {
                t.set(j, i, a.get(i, j));
            }
        }
        return t;
    }

    static DMatrixRMaj op(Transpose transpose, DMatrixRMaj a) {
        return transpose == Transpose.YES ? transposed(a) : a;
    }

    static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj c = new DMatrixRMaj(a.numRows, b.numCols);
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < b.numCols; j++) {
                double sum = 0;
                for (int k = 0; k < a.numCols; k++) {
                    sum += a.get(i, k) * b.get(k, j);
                }
                c.set(i, j, sum);
            }
        }
        return c;
    }

    static DMatrixRMaj absolute(DMatrixRMaj a) {
        DMatrixRMaj b = a.copy();
        for (int i = 0; i < b.getNumElements(); i++) {
            b.data[i] = Math.abs(b.data[i]);
        }
        return b;
    }

    /** A V with column j of V multiplied by values[j]. */
    static DMatrixRMaj columnsTimes(DMatrixRMaj v, double[] values) {
        DMatrixRMaj scaled = v.copy();
        for (int i = 0; i < v.numRows; i++) {
            for (int j = 0; j < v.numCols; j++) {
                scaled.set(i, j, v.get(i, j) * values[j]);
            }
        }
        return scaled;
    }

    static double largest(DMatrixRMaj a) {
        double largest = 0;
        for (int i = 0; i < a.getNumElements(); i++) {
            largest = Math.max(largest, Math.abs(a.data[i]));
        }
        return largest;
    }

    static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    static void assertClose(DMatrixRMaj actual, DMatrixRMaj expected, double tolerance) {
        assertThat(actual.numRows).isEqualTo(expected.numRows);
        assertThat(actual.numCols).isEqualTo(expected.numCols);
        int size = expected.getNumElements();
        assertClose(Arrays.copyOf(actual.data, size), Arrays.copyOf(expected.data, size), tolerance);
    }

    static void assertClose(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            // One assertion for each entry would take longer than the computation.
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                fail("value %d of %d: expected %s, found %s, difference %s, tolerance %s"
                        .formatted(i, expected.length, expected[i], actual[i], actual[i] - expected[i], tolerance));
            }
        }
    }

    static void assertOrthonormalColumns(DMatrixRMaj v, double tolerance) {
        assertClose(product(transposed(v), v), identity(v.numCols), tolerance);
    }

    static DMatrixRMaj identity(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return diagonal(ones);
    }
}
