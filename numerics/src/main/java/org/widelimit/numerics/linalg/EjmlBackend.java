package org.widelimit.numerics.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.EjmlVersion;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.svd.SvdImplicitQrDecompose_DDRM;

/**
 * Pure Java, always there. The classes are named one by one and not through EJML's factories, which may hand out
 * multi-threaded ones.
 *
 * <p>EJML's iterations square entries, so each decomposition first divides by the power of two next to the largest
 * entry: exact, and tiny or huge matrices neither vanish nor overflow. Its symmetric QR compares an entry off the
 * diagonal with its neighbours on it alone, and may not converge where those vanish: c s s^T with signs s, 48 x 48, is
 * such a matrix. Hipparchus compares with the largest entry, and decomposes these.
 */
final class EjmlBackend extends CheckedBackend {

    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public String description() {
        return "EJML " + EjmlVersion.VERSION + ", 1 thread";
    }

    @Override
    public String core() {
        return "java";
    }

    @Override
    void product(Transpose ta, Transpose tb, double alpha, DMatrixRMaj a, DMatrixRMaj b, double beta, DMatrixRMaj c) {
        if (beta == 0) {
            multiply(ta, tb, alpha, a, b, c);
        } else {
            DMatrixRMaj ab = new DMatrixRMaj(c.numRows, c.numCols);
            multiply(ta, tb, alpha, a, b, ab);
            CommonOps_DDRM.add(beta, c, 1, ab, c);
        }
    }

    private static void multiply(
            Transpose ta, Transpose tb, double alpha, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        if (ta == Transpose.NO && tb == Transpose.NO) {
            CommonOps_DDRM.mult(alpha, a, b, c);
        } else if (tb == Transpose.NO) {
            CommonOps_DDRM.multTransA(alpha, a, b, c);
        } else if (ta == Transpose.NO) {
            CommonOps_DDRM.multTransB(alpha, a, b, c);
        } else {
            CommonOps_DDRM.multTransAB(alpha, a, b, c);
        }
    }

    @Override
    void gram(double alpha, DMatrixRMaj a, double beta, DMatrixRMaj c) {
        product(Transpose.NO, Transpose.YES, alpha, a, a, beta, c);
    }

    @Override
    RowProducts tiles(Rows x, Rows y, int threads) {
        return new EjmlRowProducts(x, y, threads);
    }

    @Override
    SymmetricEigen eigen(DMatrixRMaj owned) {
        int exponent = unscale(owned);
        var decomposition = new SymmetricQRAlgorithmDecomposition_DDRM(true);
        if (!decomposition.decompose(owned.copy())) {
            return HipparchusEigen.of(owned, exponent);
        }
        int n = owned.numRows;
        double[] unordered = new double[n];
        for (int i = 0; i < n; i++) {
            unordered[i] = decomposition.getEigenvalue(i).real;
        }
        int[] order = order(unordered, Comparator.naturalOrder());
        double[] values = new double[n];
        DMatrixRMaj vectors = new DMatrixRMaj(n, n);
        for (int column = 0; column < n; column++) {
            values[column] = Math.scalb(unordered[order[column]], exponent);
            double[] vector = decomposition.getEigenVector(order[column]).data;
            for (int i = 0; i < n; i++) {
                vectors.data[i * n + column] = vector[i];
            }
        }
        return new SymmetricEigen(values, vectors);
    }

    @Override
    double[] eigenvalues(DMatrixRMaj owned) {
        int exponent = unscale(owned);
        var decomposition = new SymmetricQRAlgorithmDecomposition_DDRM(false);
        if (!decomposition.decompose(owned.copy())) {
            return HipparchusEigen.of(owned, exponent).values();
        }
        double[] values = new double[owned.numRows];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.scalb(decomposition.getEigenvalue(i).real, exponent);
        }
        Arrays.sort(values);
        return values;
    }

    @Override
    Svd decomposition(DMatrixRMaj owned) {
        int exponent = unscale(owned);
        var decomposition = new SvdImplicitQrDecompose_DDRM(true, true, true, false);
        requireConverged(decomposition.decompose(owned), owned);
        int k = decomposition.numberOfSingularValues();
        double[] unordered = decomposition.getSingularValues();
        int[] order = order(Arrays.copyOf(unordered, k), Comparator.reverseOrder());
        double[] values = new double[k];
        for (int i = 0; i < k; i++) {
            values[i] = Math.scalb(unordered[order[i]], exponent);
        }
        return new Svd(
                columns(decomposition.getU(null, false), order),
                values,
                columns(decomposition.getV(null, false), order));
    }

    @Override
    double[] decompositionValues(DMatrixRMaj owned) {
        int exponent = unscale(owned);
        var decomposition = new SvdImplicitQrDecompose_DDRM(true, false, false, false);
        requireConverged(decomposition.decompose(owned), owned);
        double[] ascending = Arrays.copyOf(decomposition.getSingularValues(), decomposition.numberOfSingularValues());
        Arrays.sort(ascending);
        double[] values = new double[ascending.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.scalb(ascending[values.length - 1 - i], exponent);
        }
        return values;
    }

    @Override
    boolean factor(DMatrixRMaj owned) {
        var decomposition = new CholeskyDecompositionInner_DDRM(true);
        if (!decomposition.decompose(owned)) {
            return false;
        }
        DMatrixRMaj factor = decomposition.getT(null);
        System.arraycopy(factor.data, 0, owned.data, 0, owned.getNumElements());
        return true;
    }

    /** Divides by 2^e so that the largest entry is in [1, 2), and returns e; leaves a zero matrix alone. */
    private static int unscale(DMatrixRMaj a) {
        double largest = largest(a);
        if (largest == 0) {
            return 0;
        }
        int exponent = Math.getExponent(largest);
        int size = a.getNumElements();
        for (int i = 0; i < size; i++) {
            a.data[i] = Math.scalb(a.data[i], -exponent);
        }
        return exponent;
    }

    private static int[] order(double[] values, Comparator<Double> comparator) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparing(i -> values[i], comparator))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static DMatrixRMaj columns(DMatrixRMaj a, int[] order) {
        DMatrixRMaj chosen = new DMatrixRMaj(a.numRows, order.length);
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < order.length; j++) {
                chosen.data[i * order.length + j] = a.data[i * a.numCols + order[j]];
            }
        }
        return chosen;
    }

    private static void requireConverged(boolean converged, DMatrixRMaj a) {
        if (!converged) {
            throw new ArithmeticException("EJML's singular value decomposition of a %d x %d matrix did not converge"
                    .formatted(a.numRows, a.numCols));
        }
    }
}
