package org.widelimit.gradientflow.transformer;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;
import org.widelimit.gradientflow.FieldFlow;
import org.widelimit.gradientflow.Invariant;
import org.widelimit.gradientflow.VectorField;
import org.widelimit.numerics.kernel.ArrayKernel;
import org.widelimit.numerics.kernel.ArrayKernels;
import org.widelimit.numerics.kernel.Products;
import org.widelimit.numerics.linalg.Transpose;

/**
 * W_v' = (W1 W2)^T, W1' = W_v^T W2^T, W2' = (W_v W1)^T: the gradient ascent of E = W_v W1 W2 (arXiv 2510.06954, eq. 7).
 * A state is (W_v, W1 row by row, W2), of d (d + 2) components.
 */
final class EffectiveField implements FieldFlow {
    private final int d;

    EffectiveField(int d) {
        this.d = d;
    }

    @Override
    public int dimension() {
        return d * (d + 2);
    }

    @Override
    public void derivative(double t, double[] y, double[] dy) {
        int w2 = d + d * d;
        Arrays.fill(dy, w2, w2 + d, 0);
        for (int i = 0; i < d; i++) {
            int row = d + i * d;
            double wv = y[i];
            double sum = 0;
            for (int j = 0; j < d; j++) {
                double w1 = y[row + j];
                sum += w1 * y[w2 + j];
                dy[w2 + j] += wv * w1;
                dy[row + j] = wv * y[w2 + j];
            }
            dy[i] = sum;
        }
    }

    /** The same by the array kernel. */
    @Override
    public VectorField evaluator() {
        ArrayKernel kernel = ArrayKernels.preferred();
        Products column = Products.one(Transpose.NO, d, d, 1);
        Products outer = Products.one(Transpose.NO, d, 1, d);
        Products row = Products.one(Transpose.NO, 1, d, d);
        double[] wv = new double[d];
        double[] w1 = new double[d * d];
        double[] w2 = new double[d];
        double[] vector = new double[d];
        double[] matrix = new double[d * d];
        return (t, y, dy) -> {
            System.arraycopy(y, 0, wv, 0, d);
            System.arraycopy(y, d, w1, 0, d * d);
            System.arraycopy(y, d + d * d, w2, 0, d);
            kernel.multiply(column, w1, w2, vector);
            System.arraycopy(vector, 0, dy, 0, d);
            kernel.multiply(outer, wv, w2, matrix);
            System.arraycopy(matrix, 0, dy, d, d * d);
            kernel.multiply(row, wv, w1, vector);
            System.arraycopy(vector, 0, dy, d + d * d, d);
        };
    }

    @Override
    public <T extends CalculusFieldElement<T>> T[] velocity(T[] y) {
        T[] dy = MathArrays.buildArray(y[0].getField(), dimension());
        int w2 = d + d * d;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                T w1 = y[d + i * d + j];
                dy[i] = dy[i].add(w1.multiply(y[w2 + j]));
                dy[d + i * d + j] = y[i].multiply(y[w2 + j]);
                dy[w2 + j] = dy[w2 + j].add(w1.multiply(y[i]));
            }
        }
        return dy;
    }

    /** The second derivatives of E: each pair of factors is coupled by the third. */
    @Override
    public void jacobian(double t, double[] y, DMatrixRMaj jacobian) {
        jacobian.zero();
        int w2 = d + d * d;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                int w1 = d + i * d + j;
                couple(jacobian, i, w1, y[w2 + j]);
                couple(jacobian, w1, w2 + j, y[i]);
                couple(jacobian, i, w2 + j, y[w1]);
            }
        }
    }

    private static void couple(DMatrixRMaj jacobian, int i, int j, double third) {
        jacobian.data[i * jacobian.numCols + j] = third;
        jacobian.data[j * jacobian.numCols + i] = third;
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(
                firstBalance(),
                secondBalance(),
                Invariant.conserved("D+Delta|W2|^2", 4, (t, y) -> new double[] {gapInvariant(y)}),
                Invariant.increasing("E", 3, (t, y) -> energy(y)));
    }

    /** C1 = W_v^T W_v - W1 W1^T. */
    Invariant firstBalance() {
        return Invariant.conserved(
                "C1", 2, (t, y) -> Matrices.minus(outer(Arrays.copyOf(y, d)), Matrices.outerGram(w1(y))));
    }

    /** C2 = W1^T W1 - W2 W2^T. */
    Invariant secondBalance() {
        return Invariant.conserved(
                "C2",
                2,
                (t, y) -> Matrices.minus(
                        Matrices.innerGram(w1(y)), outer(Arrays.copyOfRange(y, d + d * d, dimension()))));
    }

    double energy(double[] y) {
        double energy = 0;
        int w2 = d + d * d;
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int j = 0; j < d; j++) {
                sum += y[d + i * d + j] * y[w2 + j];
            }
            energy += y[i] * sum;
        }
        return energy;
    }

    DMatrixRMaj w1(double[] y) {
        return DMatrixRMaj.wrap(d, d, Arrays.copyOfRange(y, d, d + d * d));
    }

    /** D + Delta |W2|^2 with D = |W1 W2|^2 - |W_v W1|^2 and Delta = |W_v|^2 - |W2|^2. */
    private double gapInvariant(double[] y) {
        double[] dy = new double[y.length];
        derivative(0, y, dy);
        int w2 = d + d * d;
        double gap = squares(dy, 0) - squares(dy, w2);
        return gap + (squares(y, 0) - squares(y, w2)) * squares(y, w2);
    }

    private double squares(double[] y, int from) {
        double sum = 0;
        for (int i = from; i < from + d; i++) {
            sum += y[i] * y[i];
        }
        return sum;
    }

    private static DMatrixRMaj outer(double[] x) {
        DMatrixRMaj c = new DMatrixRMaj(x.length, x.length);
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                c.data[i * x.length + j] = x[i] * x[j];
            }
        }
        return c;
    }
}
