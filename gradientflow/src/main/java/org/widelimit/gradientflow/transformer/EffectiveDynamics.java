package org.widelimit.gradientflow.transformer;

import java.nio.file.Path;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.FieldFlow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.random.RandomStream;

/**
 * A state of the effective dynamics of the first stage of training,
 *
 * <p>W_v' = (W1 W2)^T, W1' = W_v^T W2^T, W2' = (W_v W1)^T, the gradient ascent of E = W_v W1 W2,
 *
 * <p>with W_v = v W_V a row of d entries, W1 a d x d matrix, W2 a column of d entries, in rescaled time and weights (arXiv 2510.06954,
 * Prop. 1, eq. 7). C1 = W_v^T W_v - W1 W1^T and C2 = W1^T W1 - W2 W2^T are conserved as matrices (their derivatives vanish
 * identically), of which eq. 9 is the diagonal. Unless it runs into a saddle, a solution blows up in finite time, E = (T* - t)^-3 (1 +
 * O((T* - t)^4)).
 *
 * <p>If y(t) is a solution then so is c y(c t): blow-up times scale like 1 / |theta(0)|, and nothing here depends on the scale.
 */
public final class EffectiveDynamics {
    /** The energy is a product of three weights; beyond this it overflows before the blow-up is resolved. */
    private static final double LARGEST_WEIGHT = 1e90;

    private final double[] wv;
    private final DMatrixRMaj w1;
    private final double[] w2;

    private EffectiveDynamics(double[] wv, DMatrixRMaj w1, double[] w2) {
        this.wv = wv;
        this.w1 = w1;
        this.w2 = w2;
    }

    /**
     * The state with these weights (copied).
     *
     * @param wv W_v = v W_V, length d
     * @param w1 W^[1], shape (d, d)
     * @param w2 W^[2], length d
     * @return the state
     * @throws InputException if the shapes do not fit, or an entry is not finite or beyond 1e90
     */
    public static EffectiveDynamics of(double[] wv, DMatrixRMaj w1, double[] w2) {
        requireWv(wv);
        requireW1(w1, wv.length);
        requireW2(w2, wv.length);
        return new EffectiveDynamics(wv.clone(), w1.copy(), w2.clone());
    }

    /**
     * The state with the weights of three npy files.
     *
     * @param wvFile W_v = v W_V, shape (d,)
     * @param w1File W^[1], shape (d, d)
     * @param w2File W^[2], shape (d,)
     * @return the state
     * @throws InputException naming the file that cannot be read, or that {@link #of} would refuse
     */
    public static EffectiveDynamics read(Path wvFile, Path w1File, Path w2File) {
        double[] wv = Npy.read(wvFile).toVector();
        Matrices.inFile(wvFile, () -> requireWv(wv));
        DMatrixRMaj w1 = Npy.read(w1File).toMatrix();
        Matrices.inFile(w1File, () -> requireW1(w1, wv.length));
        double[] w2 = Npy.read(w2File).toVector();
        Matrices.inFile(w2File, () -> requireW2(w2, wv.length));
        return of(wv, w1, w2);
    }

    /**
     * A state of independent standard normal entries: the initial values of the paper in units of their standard deviation (eq. 4).
     *
     * @param d the width, positive
     * @param random where the numbers come from; W_v first, then W1 row by row, then W2
     * @return the state
     * @throws InputException if there are more weights than an array holds
     */
    public static EffectiveDynamics gaussian(int d, RandomStream random) {
        return ofState(d, random.gaussians(Matrices.length("weights", d * (d + 2.0))));
    }

    static EffectiveDynamics ofState(int d, double[] state) {
        return of(
                Arrays.copyOf(state, d),
                new EffectiveField(d).w1(state),
                Arrays.copyOfRange(state, d + d * d, state.length));
    }

    /**
     * d.
     *
     * @return the width
     */
    public int width() {
        return wv.length;
    }

    /**
     * W_v.
     *
     * @return a copy, length d
     */
    public double[] wv() {
        return wv.clone();
    }

    /**
     * W^[1].
     *
     * @return a copy, shape (d, d)
     */
    public DMatrixRMaj w1() {
        return w1.copy();
    }

    /**
     * W^[2].
     *
     * @return a copy, length d
     */
    public double[] w2() {
        return w2.clone();
    }

    /**
     * (W_v, W1 row by row, W2): the state as {@link #flow} has it.
     *
     * @return d (d + 2) entries
     */
    public double[] state() {
        int d = width();
        double[] state = Arrays.copyOf(wv, d * (d + 2));
        System.arraycopy(w1.data, 0, state, d, d * d);
        System.arraycopy(w2, 0, state, d + d * d, d);
        return state;
    }

    /**
     * E = W_v W1 W2.
     *
     * @return the energy
     */
    public double energy() {
        return Matrices.dot(wv, Matrices.apply(w1, w2));
    }

    /**
     * E' = |W_v'|^2 + |W2'|^2 + |W_v|^2 |W2|^2 (eq. 16), which is also |theta'|^2. At least 3 |E|^{4/3}, with equality for balanced
     * states of rank one.
     *
     * @return the rate of growth of the energy
     */
    public double energyRate() {
        double[] dwv = Matrices.apply(w1, w2);
        double[] dw2 = Matrices.applyTranspose(w1, wv);
        return Matrices.dot(dwv, dwv) + Matrices.dot(dw2, dw2) + Matrices.dot(wv, wv) * Matrices.dot(w2, w2);
    }

    /**
     * The left sides of Definition 4 (eq. 10).
     *
     * @return the two numbers that a non-degenerate state has different from zero
     */
    public NonDegeneracy nonDegeneracy() {
        double[] dwv = Matrices.apply(w1, w2);
        double[] dw2 = Matrices.applyTranspose(w1, wv);
        double first = Matrices.dot(wv, wv);
        double second = Matrices.dot(w2, w2);
        double gap = Matrices.dot(dwv, dwv) - Matrices.dot(dw2, dw2);
        return new NonDegeneracy(first - second, gap + Math.min(first, second) * (first - second));
    }

    /**
     * Both numbers of Definition 4. They are sufficient for a blow-up of almost every state, and not necessary: (W_v, W1, W2) = (1,
     * -1/2, 1) has
     * the first one zero and blows up all the same.
     *
     * @param normGap |W_v|^2 - |W2|^2
     * @param speedGap |W_v'|^2 - |W2'|^2 + min(|W_v|^2, |W2|^2) (|W_v|^2 - |W2|^2)
     */
    public record NonDegeneracy(double normGap, double speedGap) {
        /**
         * Whether Definition 4 holds.
         *
         * @return neither number is zero
         */
        public boolean holds() {
            return normGap != 0 && speedGap != 0;
        }
    }

    /**
     * The vector field with its conserved matrices ("C1", "C2"), the scalar D + Delta |W2|^2 and the increasing E.
     *
     * @return the flow in physical time; a state is {@link #state}
     */
    public FieldFlow flow() {
        return new EffectiveField(width());
    }

    /**
     * The state a time later.
     *
     * @param time physical time from here, of either sign, before the blow-up
     * @return the state there
     * @throws IllegalArgumentException if the solution does not live that long
     */
    public EffectiveDynamics after(double time) {
        double[] state = state();
        FlowOptions options =
                FlowOptions.standard().withTolerances(1e-13, 1e-15).withSampling(Sampling.ends());
        Trajectory trajectory = FlowIntegrator.of(options).integrate(flow(), 0, state, time);
        if (trajectory.finalTime() != time) {
            throw new IllegalArgumentException("expected a time before the blow-up, found " + time
                    + "; the solution ends near " + trajectory.finalTime());
        }
        return ofState(width(), trajectory.finalState());
    }

    /**
     * Follows the solution until it blows up or comes to rest.
     *
     * @return blow-up time, good to 1e-10 or better, and what was seen on the way
     */
    public BlowUp blowUp() {
        return new BlowUpSolver(this).solve((time, state) -> {});
    }

    /**
     * The same with a sample at every accepted step.
     *
     * @return the way to the blow-up
     */
    public EffectiveTrajectory trajectory() {
        return EffectiveTrajectory.of(this);
    }

    private static void requireWv(double[] wv) {
        if (wv.length == 0) {
            throw new InputException("expected wv of shape (d,) with d >= 1, found shape (0,)");
        }
        requireMagnitude("wv", wv);
    }

    private static void requireW1(DMatrixRMaj w1, int d) {
        Matrices.requireShape("w1", w1, d, d);
        requireMagnitude("w1", w1.data.length == d * d ? w1.data : Arrays.copyOf(w1.data, d * d));
    }

    private static void requireW2(double[] w2, int d) {
        if (w2.length != d) {
            throw new InputException("expected w2 of shape (%d,), found shape (%d,)".formatted(d, w2.length));
        }
        requireMagnitude("w2", w2);
    }

    private static void requireMagnitude(String name, double[] values) {
        Matrices.requireFinite(name, values);
        for (double value : values) {
            if (Math.abs(value) > LARGEST_WEIGHT) {
                throw new InputException(
                        "expected entries up to %.0e in %s, found %s".formatted(LARGEST_WEIGHT, name, value));
            }
        }
    }
}
