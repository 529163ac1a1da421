package org.widelimit.gradientflow.transformer;

import java.nio.file.Path;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ArrayLength;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.linalg.Svd;

/** Small matrix algebra of this package. Products of a few rows are not worth a call into native code; large ones are. */
final class Matrices {
    private static final int NATIVE_FROM = 128;

    private Matrices() {}

    /** A A^T. */
    static DMatrixRMaj outerGram(DMatrixRMaj a) {
        DMatrixRMaj c = new DMatrixRMaj(a.numRows, a.numRows);
        if (a.numRows < NATIVE_FROM) {
            CommonOps_DDRM.multOuter(a, c);
        } else {
            DenseBackends.preferred().syrk(1, a, 0, c);
        }
        return c;
    }

    /** A^T A. */
    static DMatrixRMaj innerGram(DMatrixRMaj a) {
        return outerGram(CommonOps_DDRM.transpose(a, null));
    }

    /** A B. */
    static DMatrixRMaj multiply(DMatrixRMaj a, DMatrixRMaj b) {
        return Math.max(a.numRows, b.numCols) < NATIVE_FROM
                ? CommonOps_DDRM.mult(a, b, null)
                : DenseBackends.preferred().multiply(a, b);
    }

    /** A^T B. */
    static DMatrixRMaj multiplyTransA(DMatrixRMaj a, DMatrixRMaj b) {
        return Math.max(a.numCols, b.numCols) < NATIVE_FROM
                ? CommonOps_DDRM.multTransA(a, b, null)
                : DenseBackends.preferred().multiplyTransA(a, b);
    }

    /** A B^T. */
    static DMatrixRMaj multiplyTransB(DMatrixRMaj a, DMatrixRMaj b) {
        return Math.max(a.numRows, b.numRows) < NATIVE_FROM
                ? CommonOps_DDRM.multTransB(a, b, null)
                : DenseBackends.preferred().multiplyTransB(a, b);
    }

    static Svd svd(DMatrixRMaj a) {
        return backend(a).svd(a);
    }

    static double[] singularValues(DMatrixRMaj a) {
        return backend(a).singularValues(a);
    }

    private static DenseBackend backend(DMatrixRMaj a) {
        return Math.min(a.numRows, a.numCols) < NATIVE_FROM ? DenseBackends.named("ejml") : DenseBackends.preferred();
    }

    /** A x. */
    static double[] apply(DMatrixRMaj a, double[] x) {
        double[] y = new double[a.numRows];
        for (int i = 0; i < a.numRows; i++) {
            double sum = 0;
            int row = i * a.numCols;
            for (int j = 0; j < a.numCols; j++) {
                sum += a.data[row + j] * x[j];
            }
            y[i] = sum;
        }
        return y;
    }

    /** A^T x, which is the row x^T A. */
    static double[] applyTranspose(DMatrixRMaj a, double[] x) {
        double[] y = new double[a.numCols];
        for (int i = 0; i < a.numRows; i++) {
            int row = i * a.numCols;
            for (int j = 0; j < a.numCols; j++) {
                y[j] += a.data[row + j] * x[i];
            }
        }
        return y;
    }

    /** The entries of A - B, in the place of A. */
    static double[] minus(DMatrixRMaj a, DMatrixRMaj b) {
        CommonOps_DDRM.subtractEquals(a, b);
        return a.data;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double norm(double[] x) {
        return NormOps_DDRM.normF(DMatrixRMaj.wrap(x.length, 1, x));
    }

    static double norm(DMatrixRMaj a) {
        return a.getNumElements() == 0 ? 0 : NormOps_DDRM.normF(a);
    }

    static double[] scaled(double factor, double[] x) {
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] *= factor;
        }
        return y;
    }

    static DMatrixRMaj scaled(double factor, DMatrixRMaj a) {
        DMatrixRMaj c = a.copy();
        CommonOps_DDRM.scale(factor, c);
        return c;
    }

    static DMatrixRMaj column(double[] x) {
        return DMatrixRMaj.wrap(x.length, 1, x.clone());
    }

    /** Checks an array that came from a file: a refusal names the file. */
    static void inFile(Path file, Runnable check) {
        try {
            check.run();
        } catch (InputException e) {
            throw e.at(file);
        }
    }

    static String shape(DMatrixRMaj a) {
        return "(" + a.numRows + ", " + a.numCols + ")";
    }

    static void requireShape(String name, DMatrixRMaj a, int rows, int columns) {
        if (a.numRows != rows || a.numCols != columns) {
            throw new InputException(
                    "expected %s of shape (%d, %d), found %s".formatted(name, rows, columns, shape(a)));
        }
    }

    /**
     * The length of an array of so many entries. They are counted as a double, which neither overflows nor rounds below 2^53: sizes come from
     * files and command lines, and an int product of them may wrap round to a length that fits.
     */
    static int length(String what, double entries) {
        if (entries > ArrayLength.LARGEST) {
            throw new InputException(
                    "expected at most %d %s, found %.0f".formatted(ArrayLength.LARGEST, what, entries));
        }
        return (int) entries;
    }

    static void requireFinite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InputException(
                        "expected finite numbers in %s, found %s at position %d".formatted(name, values[i], i));
            }
        }
    }
}
