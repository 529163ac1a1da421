package org.widelimit.gradientflow.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Invariant;
import org.widelimit.gradientflow.Sampling;
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

    private static final FlowOptions OPTIONS = FlowOptions.standard()
            .withTolerances(1e-13, 1e-15)
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
     * @throws InputException if the shapes do not fit, an entry is not finite, or there are more of them than an array holds
     */
    public static FactorDynamics of(List<DMatrixRMaj> factors) {
        int count = factors.size();
        if (count < LEAST_FACTORS) {
            throw new InputException("expected at least 3 factors, found " + count);
        }
        int d = factors.get(0).numCols;
        double[] state = new double[size(d, count)];
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
     * @throws InputException if there are more weights than an array holds
     */
    public static FactorDynamics gaussian(int d, int factors, RandomStream random) {
        if (d < 1 || factors < LEAST_FACTORS) {
            throw new IllegalArgumentException("expected d >= 1 and L >= 3, found " + d + " and " + factors);
        }
        return new FactorDynamics(d, factors, random.gaussians(size(d, factors)));
    }

    private static int size(int d, int factors) {
        return Matrices.length("weights", 2.0 * d + (factors - 2.0) * d * d);
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
        return at(FlowIntegrator.of(OPTIONS)
                .integrate(flow(), 0, state, time)
                .complete()
                .finalState());
    }

    /**
     * T*: followed in Sundman time dt = ds / |theta|^(L-2) until E &gt;= 1e12 |theta(0)|^L, where T* = t + E^(-(L-2)/L) / (L - 2).
     *
     * @return the blow-up time; empty where the solution comes to rest: |theta'| falls to 1e-7 of the largest speed at its norm, or theta itself
     *     to 1e-7 of its initial norm
     * @throws IllegalStateException if it could be followed to neither within four million steps. Among L factors of one size nothing moves faster than
     *     L^(1-L/2) in Sundman time, so that this is what becomes of many factors
     */
    public OptionalDouble blowUpTime() {
        return blowUpTime(ascent());
    }

    /** The ascent by the largest speed at unit norm, L^(1-L/2): that of factors of rank one and of one size. */
    HomogeneousAscent ascent() {
        Field field = new Field(d, factors);
        double largest = Math.pow(factors, 1 - factors / 2.0);
        return HomogeneousAscent.of(field, field::energy, factors, HomogeneousAscent.REST * largest);
    }

    OptionalDouble blowUpTime(HomogeneousAscent ascent) {
        double unit = Matrices.norm(state);
        if (unit == 0) {
            return OptionalDouble.empty();
        }
        HomogeneousAscent.End end = ascent.follow(state, HomogeneousAscent.ASYMPTOTIC_ENERGY, (t, y, energy) -> {});
        return switch (end.outcome()) {
            case BLOW_UP -> {
                double order = factors - 2;
                double energy = new Field(d, factors).energy(end.state());
                double left = Math.pow(energy, -order / factors) / order;
                yield OptionalDouble.of((end.time() + left) / Math.pow(unit, order));
            }
            case SADDLE -> OptionalDouble.empty();
            case UNRESOLVED ->
                throw new IllegalStateException("expected a blow-up or a state of rest, found neither after "
                        + end.steps() + " steps, at time " + end.time() / Math.pow(unit, factors - 2));
        };
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
                laws.add(Invariant.conserved(
                        "C" + (l + 1),
                        2,
                        (t, y) -> Matrices.minus(
                                Matrices.innerGram(factor(y, left)), Matrices.outerGram(factor(y, left + 1)))));
            }
            laws.add(Invariant.increasing("E", factors, (t, y) -> energy(y)));
            return laws;
        }
    }
}
