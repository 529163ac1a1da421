package org.widelimit.gradientflow.transformer;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;
import org.widelimit.gradientflow.FieldFlow;
import org.widelimit.gradientflow.Invariant;
import org.widelimit.gradientflow.VectorField;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.linalg.Svd;
import org.widelimit.numerics.linalg.Transpose;

/**
 * The key-query dynamics of the second stage of training,
 *
 * <p>W_Q' = F W_K, W_K' = F^T W_Q,
 *
 * <p>with F (d x d) frozen and W_Q, W_K of shape (d, r) (arXiv 2510.06954, eq. 14). With F = U diag(sigma) V^T, R = U^T W_Q(0) + V^T
 * W_K(0) and
 * D = U^T W_Q(0) - V^T W_K(0) the modes decouple:
 *
 * <p>W_Q(t) = U (e^{sigma t} R + e^{-sigma t} D) / 2, W_K(t) = V (e^{sigma t} R - e^{-sigma t} D) / 2.
 *
 * <p>So W_Q / |W_Q|_F tends to u_1 R_1 / |R_1| and W_K / |W_K|_F to v_1 R_1 / |R_1| where sigma_1 is simple and R_1 not zero, at the
 * rate e^{-(sigma_1 - sigma_2) t}
 * (Theorem 3, where the rate is not given).
 */
public final class KeyQueryDynamics {
    private final DMatrixRMaj f;
    private final DMatrixRMaj q;
    private final DMatrixRMaj k;
    private final Svd svd;
    private final DMatrixRMaj growing;
    private final DMatrixRMaj decaying;

    private KeyQueryDynamics(DMatrixRMaj f, DMatrixRMaj q, DMatrixRMaj k) {
        this.f = f;
        this.q = q;
        this.k = k;
        this.svd = Matrices.svd(f);
        DMatrixRMaj uq = Matrices.multiplyTransA(svd.u(), q);
        DMatrixRMaj vk = Matrices.multiplyTransA(svd.v(), k);
        this.growing = CommonOps_DDRM.add(uq, vk, null);
        this.decaying = CommonOps_DDRM.subtract(uq, vk, null);
    }

    /**
     * The dynamics from these initial values (copied).
     *
     * @param f F, shape (d, d), d &gt;= 1
     * @param q W_Q(0), shape (d, r), r &gt;= 1
     * @param k W_K(0), shape (d, r)
     * @return the dynamics
     * @throws InputException if the shapes do not fit, or an entry is not finite
     */
    public static KeyQueryDynamics of(DMatrixRMaj f, DMatrixRMaj q, DMatrixRMaj k) {
        DMatrixRMaj[] copies = {f.copy(), q.copy(), k.copy()};
        requireF(copies[0]);
        requireQ(copies[1], f.numRows);
        requireK(copies[2], f.numRows, q.numCols);
        return new KeyQueryDynamics(copies[0], copies[1], copies[2]);
    }

    /**
     * The dynamics from the initial values of three npy files.
     *
     * @param fFile F, shape (d, d), d &gt;= 1
     * @param qFile W_Q(0), shape (d, r), r &gt;= 1
     * @param kFile W_K(0), shape (d, r)
     * @return the dynamics
     * @throws InputException naming the file that cannot be read, or that {@link #of} would refuse
     */
    public static KeyQueryDynamics read(Path fFile, Path qFile, Path kFile) {
        DMatrixRMaj f = Npy.read(fFile).toMatrix();
        Matrices.inFile(fFile, () -> requireF(f));
        DMatrixRMaj q = Npy.read(qFile).toMatrix();
        Matrices.inFile(qFile, () -> requireQ(q, f.numRows));
        DMatrixRMaj k = Npy.read(kFile).toMatrix();
        Matrices.inFile(kFile, () -> requireK(k, f.numRows, q.numCols));
        return of(f, q, k);
    }

    /**
     * W_Q and W_K at one time.
     *
     * @param query W_Q, shape (d, r)
     * @param key W_K, shape (d, r)
     */
    public record State(DMatrixRMaj query, DMatrixRMaj key) {}

    /**
     * W_Q and W_K at one time up to their sizes, which may lie outside the range of doubles.
     *
     * @param query W_Q / |W_Q|_F, or zero where W_Q = 0
     * @param key W_K / |W_K|_F, or zero where W_K = 0
     * @param logQueryNorm ln |W_Q|_F
     * @param logKeyNorm ln |W_K|_F
     */
    public record Directions(DMatrixRMaj query, DMatrixRMaj key, double logQueryNorm, double logKeyNorm) {}

    /**
     * F = U diag(sigma) V^T.
     *
     * @return the decomposition, singular values descending
     */
    public Svd decomposition() {
        return svd;
    }

    /**
     * R = U^T W_Q(0) + V^T W_K(0), the amplitudes of the growing modes.
     *
     * @return a copy, shape (d, r), row i for sigma_i
     */
    public DMatrixRMaj growing() {
        return growing.copy();
    }

    /**
     * D = U^T W_Q(0) - V^T W_K(0), the amplitudes of the decaying modes.
     *
     * @return a copy, shape (d, r), row i for sigma_i
     */
    public DMatrixRMaj decaying() {
        return decaying.copy();
    }

    /**
     * The closed form.
     *
     * @param time of either sign
     * @return W_Q and W_K there
     * @throws InputException if the time is not finite or the solution too large for doubles; {@link #directionsAt} still works then
     */
    public State at(double time) {
        requireTime(time);
        State state = combine(time, 0);
        if (!isFinite(state.query) || !isFinite(state.key)) {
            throw new InputException(
                    "expected a time at which the solution fits into doubles, found %s: it grows like e^(%s t)"
                            .formatted(time, svd.values()[0]));
        }
        return state;
    }

    /**
     * The closed form up to a factor, for any time: each mode is scaled by the largest one before the sum is taken.
     *
     * @param time of either sign
     * @return the directions and the logarithms of the sizes
     * @throws InputException if the time is not finite
     */
    public Directions directionsAt(double time) {
        requireTime(time);
        double shift = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < svd.values().length; i++) {
            double exponent = svd.values()[i] * time;
            shift = Math.max(shift, exponent + Math.log(rowNorm(growing, i)));
            shift = Math.max(shift, -exponent + Math.log(rowNorm(decaying, i)));
        }
        State state = combine(time, Double.isInfinite(shift) ? 0 : shift);
        double query = Matrices.norm(state.query);
        double key = Matrices.norm(state.key);
        double offset = Double.isInfinite(shift) ? 0 : shift;
        return new Directions(
                Matrices.scaled(query > 0 ? 1 / query : 0, state.query),
                Matrices.scaled(key > 0 ? 1 / key : 0, state.key),
                offset + Math.log(query),
                offset + Math.log(key));
    }

    /**
     * The limits of W_Q / |W_Q|_F and W_K / |W_K|_F for t to infinity, and their rank: the modes of the largest exponent alone, where
     * an exponent is
     * sigma_i with R_i not zero, 0 for the modes with sigma_i = 0, and -sigma_i with D_i not zero. Singular values within
     * tieTolerance * sigma_1 of each other count as equal.
     *
     * @param tieTolerance in [0, 1); 1e-12 treats the rounding of an exact tie as a tie
     * @return the limit
     */
    public KeyQueryLimit limit(double tieTolerance) {
        return KeyQueryLimit.of(svd, growing, decaying, tieTolerance);
    }

    /**
     * The vector field, with the state (W_Q row by row, W_K row by row), its conserved W_Q^T W_Q - W_K^T W_K and the increasing
     * tr(W_Q^T F W_K).
     *
     * @return the flow
     */
    public FieldFlow flow() {
        return new KeyQueryField(f, q.numCols);
    }

    /**
     * (W_Q, W_K): the initial state as {@link #flow} has it.
     *
     * @return 2 d r entries
     */
    public double[] state() {
        double[] state = Arrays.copyOf(q.data, 2 * q.data.length);
        System.arraycopy(k.data, 0, state, q.data.length, k.data.length);
        return state;
    }

    /**
     * Matrices from a state of {@link #flow}.
     *
     * @param state 2 d r entries
     * @return W_Q and W_K
     */
    public State fromState(double[] state) {
        int size = q.numRows * q.numCols;
        return new State(
                DMatrixRMaj.wrap(q.numRows, q.numCols, Arrays.copyOf(state, size)),
                DMatrixRMaj.wrap(q.numRows, q.numCols, Arrays.copyOfRange(state, size, 2 * size)));
    }

    /** e^{-shift} (W_Q, W_K)(time). */
    private State combine(double time, double shift) {
        DMatrixRMaj plus = growing.copy();
        DMatrixRMaj minus = decaying.copy();
        double[] sigma = svd.values();
        for (int i = 0; i < sigma.length; i++) {
            // A mode that is not there must not turn into 0 * infinity.
            scaleRow(plus, i, sigma[i] * time - shift);
            scaleRow(minus, i, -sigma[i] * time - shift);
        }
        DMatrixRMaj query = CommonOps_DDRM.add(0.5, plus, 0.5, minus, null);
        DMatrixRMaj key = CommonOps_DDRM.add(0.5, plus, -0.5, minus, null);
        return new State(Matrices.multiply(svd.u(), query), Matrices.multiply(svd.v(), key));
    }

    private static void scaleRow(DMatrixRMaj m, int row, double exponent) {
        // In two halves: the amplitude may be small enough for a product that fits although the factor does not.
        double half = Math.exp(exponent / 2);
        for (int j = row * m.numCols; j < (row + 1) * m.numCols; j++) {
            m.data[j] = m.data[j] == 0 ? 0 : m.data[j] * half * half;
        }
    }

    private static double rowNorm(DMatrixRMaj m, int row) {
        return Matrices.norm(Arrays.copyOfRange(m.data, row * m.numCols, (row + 1) * m.numCols));
    }

    private static boolean isFinite(DMatrixRMaj m) {
        return !MatrixFeatures_DDRM.hasUncountable(m);
    }

    private static void requireF(DMatrixRMaj f) {
        if (f.numRows == 0 || f.numRows != f.numCols) {
            throw new InputException("expected a square F with at least one row, found " + Matrices.shape(f));
        }
        Matrices.requireFinite("F", f.data);
    }

    private static void requireQ(DMatrixRMaj q, int d) {
        if (q.numCols == 0) {
            throw new InputException("expected Q with at least one column, found " + Matrices.shape(q));
        }
        Matrices.requireShape("Q", q, d, q.numCols);
        Matrices.requireFinite("Q", q.data);
    }

    private static void requireK(DMatrixRMaj k, int d, int r) {
        Matrices.requireShape("K", k, d, r);
        Matrices.requireFinite("K", k.data);
    }

    private static void requireTime(double time) {
        if (!Double.isFinite(time)) {
            throw new InputException("expected a finite time, found " + time);
        }
    }

    /** The vector field of eq. 14. */
    private record KeyQueryField(DMatrixRMaj f, int r) implements FieldFlow {
        @Override
        public int dimension() {
            return 2 * f.numRows * r;
        }

        @Override
        public void derivative(double t, double[] y, double[] dy) {
            int d = f.numRows;
            int half = d * r;
            Arrays.fill(dy, 0);
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    double fij = f.data[i * d + j];
                    for (int c = 0; c < r; c++) {
                        dy[i * r + c] += fij * y[half + j * r + c];
                        dy[half + j * r + c] += fij * y[i * r + c];
                    }
                }
            }
        }

        @Override
        public VectorField evaluator() {
            int half = f.numRows * r;
            DMatrixRMaj query = new DMatrixRMaj(f.numRows, r);
            DMatrixRMaj key = new DMatrixRMaj(f.numRows, r);
            DMatrixRMaj product = new DMatrixRMaj(f.numRows, r);
            return (t, y, dy) -> {
                System.arraycopy(y, 0, query.data, 0, half);
                System.arraycopy(y, half, key.data, 0, half);
                SmallProduct.multiply(Transpose.NO, f, key, product);
                System.arraycopy(product.data, 0, dy, 0, half);
                SmallProduct.multiply(Transpose.YES, f, query, product);
                System.arraycopy(product.data, 0, dy, half, half);
            };
        }

        @Override
        public <T extends CalculusFieldElement<T>> T[] velocity(T[] y) {
            T[] dy = MathArrays.buildArray(y[0].getField(), dimension());
            int half = f.numRows * r;
            for (int at = 0; at < half; at++) {
                for (int j = 0; j < f.numRows; j++) {
                    int i = at / r;
                    int other = j * r + at % r;
                    dy[at] = dy[at].add(y[half + other].multiply(f.get(i, j)));
                    dy[half + at] = dy[half + at].add(y[other].multiply(f.get(j, i)));
                }
            }
            return dy;
        }

        @Override
        public void jacobian(double t, double[] y, DMatrixRMaj jacobian) {
            jacobian.zero();
            int half = f.numRows * r;
            for (int at = 0; at < half; at++) {
                for (int j = 0; j < f.numRows; j++) {
                    int other = half + j * r + at % r;
                    jacobian.set(at, other, f.get(at / r, j));
                    jacobian.set(other, at, f.get(at / r, j));
                }
            }
        }

        @Override
        public List<Invariant> invariants() {
            return List.of(
                    Invariant.conserved("WQ^T WQ - WK^T WK", 2, (t, y) -> balance(y)),
                    Invariant.increasing("tr(WQ^T F WK)", 2, (t, y) -> interaction(y)));
        }

        private double[] balance(double[] y) {
            DMatrixRMaj difference = Matrices.innerGram(block(y, 0));
            CommonOps_DDRM.subtractEquals(difference, Matrices.innerGram(block(y, 1)));
            return difference.data;
        }

        private double interaction(double[] y) {
            return Matrices.dot(block(y, 0).data, Matrices.multiply(f, block(y, 1)).data);
        }

        private DMatrixRMaj block(double[] y, int index) {
            int size = f.numRows * r;
            return DMatrixRMaj.wrap(f.numRows, r, Arrays.copyOfRange(y, index * size, (index + 1) * size));
        }
    }
}
