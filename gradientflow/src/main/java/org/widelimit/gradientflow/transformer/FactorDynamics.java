package org.widelimit.gradientflow.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Invariant;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.StepObserver.Decision;
import org.widelimit.gradientflow.SundmanFlow;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;

/**
 * The gradient ascent of a product of L factors, E = W_1 W_2 ... W_L with a row W_1, square matrices between, and a column W_L:
 *
 * <p>W_l' = (W_1 ... W_{l-1})^T (W_{l+1} ... W_L)^T, conserved W_l^T W_l - W_{l+1} W_{l+1}^T, l = 1, ..., L - 1.
 *
 * <p>L = 3 is {@link EffectiveDynamics} (arXiv 2510.06954, eq. 7). As there, conservation makes all factors of one size and of rank one at
 * the blow-up, a' = a^(L-1), so that for tau = T* - t
 *
 * <p>E = ((L - 2) tau)^(-L/(L-2)) (1 + o(1)), and balanced states of rank one blow up at T* = a^(2-L) / (L - 2) exactly.
 */
public final class FactorDynamics {
    private static final int LEAST_FACTORS = 3;
    /** In units where |theta(0)| = 1. */
    private static final double ASYMPTOTIC_ENERGY = 1e12;

    private static final double REST = 1e-7;
    private static final double SPAN = 1e6;
    private static final FlowOptions OPTIONS = FlowOptions.standard()
            .withTolerances(1e-13, 1e-15)
            .withMaximalStep(0.25)
            .withMaximalSteps(1_000_000)
            .withSampling(Sampling.ends());

    private final int d;
    private final int factors;
    private final double[] state;

    private FactorDynamics(int d, int factors, double[] state) {
        this.d = d;
        this.factors = factors;
        this.state = state;
    }

    /**
     * The state with these factors (copied).
     *
     * @param factors W_1 (1, d), W_2, ..., W_{L-1} (d, d), W_L (d, 1); L &gt;= 3
     * @return the state
     * @throws InputException if the shapes do not fit, or an entry is not finite
     */
    public static FactorDynamics of(List<DMatrixRMaj> factors) {
        int count = factors.size();
        if (count < LEAST_FACTORS) {
            throw new InputException("expected at least 3 factors, found " + count);
        }
        int d = factors.get(0).numCols;
        double[] state = new double[2 * d + (count - 2) * d * d];
        int at = 0;
        for (int l = 0; l < count; l++) {
            DMatrixRMaj factor = factors.get(l);
            Matrices.requireShape("factor " + (l + 1), factor, l == 0 ? 1 : d, l == count - 1 ? 1 : d);
            Matrices.requireFinite("factor " + (l + 1), factor.copy().data);
            System.arraycopy(factor.data, 0, state, at, factor.getNumElements());
            at += factor.getNumElements();
        }
        return new FactorDynamics(d, count, state);
    }

    /**
     * A state of independent standard normal entries.
     *
     * @param d the width, positive
     * @param factors L &gt;= 3
     * @param random where the numbers come from, factor by factor, row by row
     * @return the state
     */
    public static FactorDynamics gaussian(int d, int factors, RandomStream random) {
        if (d < 1 || factors < LEAST_FACTORS) {
            throw new IllegalArgumentException("expected d >= 1 and L >= 3, found " + d + " and " + factors);
        }
        return new FactorDynamics(d, factors, random.gaussians(2 * d + (factors - 2) * d * d));
    }

    /**
     * The state as {@link #flow} has it: all factors in turn, row by row.
     *
     * @return a copy, 2 d + (L - 2) d^2 entries
     */
    public double[] state() {
        return state.clone();
    }

    /**
     * The same dynamics elsewhere.
     *
     * @param other a state of {@link #flow}
     * @return the dynamics from there
     */
    public FactorDynamics at(double[] other) {
        if (other.length != state.length) {
            throw new IllegalArgumentException("expected " + state.length + " entries, found " + other.length);
        }
        return new FactorDynamics(d, factors, other.clone());
    }

    /**
     * E.
     *
     * @return the product of all factors
     */
    public double energy() {
        return new Field(d, factors).energy(state);
    }

    /**
     * The energy of the universal blow-up, ((L - 2) tau)^(-L/(L-2)).
     *
     * @param tau distance to the blow-up time, positive
     * @return the energy
     */
    public double universalEnergy(double tau) {
        return Math.pow((factors - 2) * tau, -(double) factors / (factors - 2));
    }

    /**
     * The vector field with its conserved matrices ("C1", ...) and the increasing E.
     *
     * @return the flow in physical time
     */
    public Flow flow() {
        return new Field(d, factors);
    }

    /**
     * The state a time later.
     *
     * @param time physical time from here, before the blow-up
     * @return the dynamics there
     * @throws IllegalStateException if the solution does not live that long
     */
    public FactorDynamics after(double time) {
        return at(FlowIntegrator.of(OPTIONS.withMaximalStep(Double.POSITIVE_INFINITY))
                .integrate(flow(), 0, state, time)
                .complete()
                .finalState());
    }

    /**
     * T*: followed in Sundman time dt = ds / |theta|^(L-2) until E &gt;= 1e12 |theta(0)|^L, where T* = t + E^(-(L-2)/L) / (L - 2).
     *
     * @return the blow-up time; empty where the solution comes to rest
     */
    public OptionalDouble blowUpTime() {
        double unit = Matrices.norm(state);
        if (unit == 0) {
            return OptionalDouble.empty();
        }
        Field field = new Field(d, factors);
        SundmanFlow clock = SundmanFlow.of(field, factors - 2);
        double[] start = clock.lift(0, Matrices.scaled(1 / unit, state));
        double[] last = FlowIntegrator.of(OPTIONS)
                .integrate(clock, 0, start, SPAN, (s, lifted) -> {
                    double[] y = clock.physicalState(lifted);
                    double[] dy = new double[y.length];
                    field.derivative(0, y, dy);
                    double norm = Matrices.norm(y);
                    boolean rest = Matrices.norm(dy) <= REST * Math.pow(norm, factors - 1) || norm <= REST;
                    return rest || field.energy(y) >= ASYMPTOTIC_ENERGY ? Decision.STOP : Decision.CONTINUE;
                })
                .finalState();
        double energy = field.energy(clock.physicalState(last));
        if (!(energy >= ASYMPTOTIC_ENERGY)) {
            return OptionalDouble.empty();
        }
        double order = factors - 2;
        double left = Math.pow(energy, -order / factors) / order;
        return OptionalDouble.of((clock.physicalTime(last) + left) / Math.pow(unit, order));
    }

    /** The vector field. */
    private record Field(int d, int factors) implements Flow {
        @Override
        public int dimension() {
            return 2 * d + (factors - 2) * d * d;
        }

        @Override
        public void derivative(double t, double[] y, double[] dy) {
            List<double[]> heads = heads(y);
            List<double[]> tails = tails(y);
            for (int l = 0; l < factors; l++) {
                double[] head = heads.get(l);
                double[] tail = tails.get(l);
                for (int i = 0; i < head.length; i++) {
                    for (int j = 0; j < tail.length; j++) {
                        dy[offset(l) + i * tail.length + j] = head[i] * tail[j];
                    }
                }
            }
        }

        /** W_1 ... W_{l-1} for each l; for the first one the number 1. */
        private List<double[]> heads(double[] y) {
            List<double[]> heads = new ArrayList<>();
            heads.add(new double[] {1});
            for (int l = 0; l + 1 < factors; l++) {
                heads.add(Matrices.applyTranspose(factor(y, l), heads.get(l)));
            }
            return heads;
        }

        /** W_{l+1} ... W_L for each l; for the last one the number 1. */
        private List<double[]> tails(double[] y) {
            double[][] tails = new double[factors][];
            tails[factors - 1] = new double[] {1};
            for (int l = factors - 1; l > 0; l--) {
                tails[l - 1] = Matrices.apply(factor(y, l), tails[l]);
            }
            return Arrays.asList(tails);
        }

        double energy(double[] y) {
            return Matrices.dot(Arrays.copyOf(y, d), tails(y).get(0));
        }

        private DMatrixRMaj factor(double[] y, int l) {
            int rows = l == 0 ? 1 : d;
            int columns = l == factors - 1 ? 1 : d;
            return DMatrixRMaj.wrap(rows, columns, Arrays.copyOfRange(y, offset(l), offset(l) + rows * columns));
        }

        private int offset(int l) {
            return l == 0 ? 0 : d + (l - 1) * d * d;
        }

        @Override
        public List<Invariant> invariants() {
            List<Invariant> laws = new ArrayList<>();
            for (int l = 0; l + 1 < factors; l++) {
                int left = l;
                laws.add(Invariant.conserved("C" + (l + 1), 2, (t, y) -> {
                    DMatrixRMaj balance = Matrices.innerGram(factor(y, left));
                    CommonOps_DDRM.subtractEquals(balance, Matrices.outerGram(factor(y, left + 1)));
                    return balance.data;
                }));
            }
            laws.add(Invariant.increasing("E", factors, (t, y) -> energy(y)));
            return laws;
        }
    }
}
