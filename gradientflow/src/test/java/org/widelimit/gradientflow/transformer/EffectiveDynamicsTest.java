package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Invariant;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.StepObserver.Decision;
import org.widelimit.gradientflow.SundmanFlow;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.numerics.random.RandomStream;

/** Laws of the effective dynamics (arXiv 2510.06954, Prop. 1 and 2, eq. 11, 12, 16, and what follows from them). */
class EffectiveDynamicsTest {

    private static EffectiveDynamics gaussian(int d, int seed) {
        return EffectiveDynamics.gaussian(d, Laws.stream(seed, "effective"));
    }

    @Test
    void blowUpTimesAreThoseOfATaylorSeriesInFortyDigits() {
        for (String[] row : Fixture.rows("blow_up_times.csv")) {
            EffectiveDynamics start = EffectiveDynamics.ofState(Integer.parseInt(row[0]), Fixture.numbers(row[1]));
            double expected = Double.parseDouble(row[2]);
            assertThat(start.blowUp().time().orElseThrow() / expected).isCloseTo(1, offset(1e-12));
        }
    }

    @Test
    void rankOneTimesAreThoseOfATaylorSeriesInFortyDigits() {
        for (String[] row : Fixture.rows("rank_one_times.csv")) {
            UnbalancedRankOne state = new UnbalancedRankOne(
                    Double.parseDouble(row[0]), Double.parseDouble(row[1]), Double.parseDouble(row[2]));
            // -1 + 1.0001 is all that is left of the smallest square in one of them: 1e-16 / 2e-4.
            assertThat(state.blowUpTime().orElseThrow() / Double.parseDouble(row[3]))
                    .isCloseTo(1, offset(1e-12));
            assertThat(state.scalar().blowUp().time().orElseThrow() / Double.parseDouble(row[4]))
                    .isCloseTo(1, offset(2e-12));
        }
    }

    @Property(tries = 50)
    void theBalancesHaveNoTimeDerivative(
            @ForAll @IntRange(min = 1, max = 16) int d, @ForAll @IntRange(max = 9999) int seed) {
        EffectiveDynamics state = gaussian(d, seed);
        Flow flow = state.flow();
        assertThat(Laws.quadraticRate(flow, flow.invariants().get(0).map(), state.state()))
                .isLessThan(5e-15);
        assertThat(Laws.quadraticRate(flow, flow.invariants().get(1).map(), state.state()))
                .isLessThan(5e-15);
    }

    @Property(tries = 50)
    void theScalarInvariantFollowsFromTheMatrices(
            @ForAll @IntRange(min = 1, max = 16) int d, @ForAll @IntRange(max = 9999) int seed) {
        // D + Delta |W2|^2 = (tr C1^2 - tr C2^2 - Delta^2) / 2.
        EffectiveDynamics state = gaussian(d, seed);
        double[] y = state.state();
        var laws = state.flow().invariants();
        double first = Math.pow(Matrices.norm(laws.get(0).map().value(0, y)), 2);
        double second = Math.pow(Matrices.norm(laws.get(1).map().value(0, y)), 2);
        double delta = Matrices.dot(state.wv(), state.wv()) - Matrices.dot(state.w2(), state.w2());
        double scalar = laws.get(2).map().value(0, y)[0];
        assertThat(scalar).isCloseTo((first - second - delta * delta) / 2, offset(1e-13 * (first + second)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 16})
    void theInvariantsHoldUpToAnEnergyOfAMillion(int d) {
        for (int seed = 0; seed < 5; seed++) {
            EffectiveDynamics start = gaussian(d, seed);
            SundmanFlow flow = SundmanFlow.of(start.flow());
            EffectiveField field = new EffectiveField(d);
            Trajectory trajectory = FlowIntegrator.of(
                            FlowOptions.standard().withTolerances(1e-13, 1e-15).withMaximalStep(0.25))
                    .integrate(
                            flow,
                            0,
                            flow.lift(0, start.state()),
                            1e3,
                            (s, y) -> field.energy(y) > 4e5 ? Decision.STOP : Decision.CONTINUE);
            assertThat(field.energy(trajectory.finalState())).isBetween(4e5, 1e6);
            // Of degree 4: a relative rounding of theta alone moves it by eps |theta|^4, 1e-8 of it at an energy of a
            // million.
            double scalar = field.invariants().get(2).map().value(0, start.state())[0];
            double rounding = Math.ulp(1.0) * Math.pow(Matrices.norm(flow.physicalState(trajectory.finalState())), 4);
            assertThat(trajectory.drift().get("D+Delta|W2|^2")).isLessThan(2 * rounding / Math.abs(scalar));
            // Of degree 2, in the same way; measured at three tolerances, the drift does not fall with them.
            double square = Math.ulp(1.0) * Math.pow(Matrices.norm(flow.physicalState(trajectory.finalState())), 2);
            for (Invariant balance : List.of(field.firstBalance(), field.secondBalance())) {
                double size = Matrices.norm(balance.map().value(0, start.state()));
                assertThat(trajectory.drift().get(balance.name())).isLessThan(4 * square / size);
            }
            assertThat(trajectory.drift().get("E")).isZero();
        }
    }

    @Property(tries = 100)
    void theEnergyGrowsAtLeastLikeItsPower(
            @ForAll @IntRange(min = 1, max = 16) int d, @ForAll @IntRange(max = 9999) int seed) {
        EffectiveDynamics state = gaussian(d, seed);
        double power = 3 * Math.pow(Math.abs(state.energy()), 4.0 / 3);
        assertThat(state.energyRate()).isGreaterThan(power);
        double[] velocity = new double[d * (d + 2)];
        state.flow().derivative(0, state.state(), velocity);
        assertThat(Matrices.dot(velocity, velocity)).isCloseTo(state.energyRate(), offset(1e-12 * state.energyRate()));
    }

    @Property(tries = 50)
    void withEqualityForBalancedStatesOfRankOne(
            @ForAll @IntRange(min = 1, max = 9) int d,
            @ForAll @IntRange(max = 9999) int seed,
            @ForAll @DoubleRange(min = -3, max = 3) double a) {
        RandomStream random = Laws.stream(seed, "balanced");
        EffectiveDynamics state =
                new UnbalancedRankOne(a, Math.abs(a), -Math.abs(a)).along(Laws.unit(d, random), Laws.unit(d, random));
        double power = 3 * Math.pow(Math.abs(state.energy()), 4.0 / 3);
        assertThat(state.energyRate()).isCloseTo(power, offset(1e-13 * power));
    }

    @Property(tries = 30)
    void theEnergyStaysAboveItsBound(
            @ForAll @IntRange(min = 1, max = 8) int d,
            @ForAll @IntRange(max = 9999) int seed,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
        EffectiveDynamics start = gaussian(d, seed);
        double time = share * start.blowUp().time().orElseThrow();
        double bound = EnergyBounds.leastEnergy(start.energy(), time);
        assertThat(start.after(time).energy()).isGreaterThan(bound - 1e-10 * Math.abs(bound));
    }

    @Test
    void boundsByHand() {
        assertThat(EnergyBounds.leastEnergy(8, 0.25)).isCloseTo(64, offset(1e-12));
        assertThat(EnergyBounds.leastEnergy(8, 0.5)).isInfinite();
        assertThat(EnergyBounds.leastEnergy(-8, 0.5)).isCloseTo(-1, offset(1e-14));
        assertThat(EnergyBounds.leastEnergy(0, 7)).isZero();
        assertThat(EnergyBounds.latestBlowUp(8)).hasValue(0.5);
        assertThat(EnergyBounds.latestBlowUp(-8)).isEmpty();
        assertThat(EnergyBounds.latestBlowUp(0)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> EnergyBounds.leastEnergy(1, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 8, 16})
    void energyTimesTauCubedTendsToOneWithFourthOrder(int d) {
        for (int seed = 0; seed < 6; seed++) {
            EffectiveDynamics start = gaussian(d, seed);
            double end = start.blowUp().time().orElseThrow();
            double[] taus = new double[8];
            double[] errors = new double[8];
            for (int i = 0; i < 8; i++) {
                taus[i] = 0.01 * end * Math.pow(10, i / 7.0);
                errors[i] = Math.abs(start.after(end - taus[i]).energy() * Math.pow(taus[i], 3) - 1);
            }
            assertThat(Laws.logLogSlope(taus, errors)).isCloseTo(4, offset(0.2));
        }
    }

    @Property(tries = 12)
    void everyRandomStateApproachesTheUniversalBlowUp(
            @ForAll @IntRange(min = 2, max = 10) int d, @ForAll @IntRange(max = 9999) int seed) {
        // In the limit tau -> 0: E tau^3 -> 1 from one side faster than tau^3, and sigma2 / sigma1 of W1 vanishes like
        // tau.
        EffectiveDynamics start = gaussian(d, seed);
        double end = start.blowUp().time().orElseThrow();
        double previous = Double.POSITIVE_INFINITY;
        double ratio = Double.POSITIVE_INFINITY;
        for (double share : new double[] {0.1, 0.03, 0.01}) {
            EffectiveDynamics state = start.after((1 - share) * end);
            double error = Math.abs(state.energy() * Math.pow(share * end, 3) - 1);
            assertThat(error).isLessThan(previous * Math.pow(0.34, 3));
            double here = RankCollapse.ratio(state.w1(), 2);
            assertThat(here).isLessThan(ratio * 0.4);
            previous = error;
            ratio = here;
        }
    }

    @Test
    void medianBlowUpTimeOfGaussianStates() {
        // 40 of 40 blow up, half of them from negative energy; the median times sqrt(d) is about 1.2 for d >= 8.
        for (int d : new int[] {8, 16}) {
            double[] times = new double[40];
            int negative = 0;
            for (int seed = 0; seed < 40; seed++) {
                EffectiveDynamics start = gaussian(d, seed);
                negative += start.energy() < 0 ? 1 : 0;
                times[seed] = start.blowUp().time().orElseThrow();
            }
            Arrays.sort(times);
            assertThat((times[19] + times[20]) / 2 * Math.sqrt(d)).isBetween(1.1, 1.3);
            assertThat(negative).isBetween(10, 30);
        }
    }

    @Test
    void condensationWithoutAnyAssumption() {
        for (int seed = 0; seed < 4; seed++) {
            EffectiveDynamics start = gaussian(8, seed);
            BlowUp end = start.blowUp();
            double[] taus = new double[6];
            double[] left = new double[6];
            double[] right = new double[6];
            double[] ratios = new double[6];
            for (int i = 0; i < 6; i++) {
                taus[i] = 0.005 * end.time().orElseThrow() * Math.pow(10, i / 5.0);
                EffectiveDynamics state = start.after(end.time().orElseThrow() - taus[i]);
                left[i] = Condensation.angle(state.wv(), end.lastState().wv());
                right[i] = Condensation.angle(state.w2(), end.lastState().w2());
                ratios[i] = RankCollapse.ratio(state.w1(), 2);
            }
            assertThat(Laws.logLogSlope(taus, left)).isCloseTo(2, offset(0.05));
            assertThat(Laws.logLogSlope(taus, right)).isCloseTo(2, offset(0.05));
            assertThat(Laws.logLogSlope(taus, ratios)).isCloseTo(1, offset(0.005));
            double bounded = ratios[0]
                    * Matrices.norm(
                            start.after(end.time().orElseThrow() - taus[0]).w1());
            double balance =
                    Matrices.norm(start.flow().invariants().get(0).map().value(0, start.state()));
            assertThat(bounded).isLessThan(Math.sqrt(balance));
        }
    }

    @Test
    void theColumnsOfTheValueMatrixTurnOntoTheDirection() {
        // W_V' = v^T (W1 W2)^T: tan of the angle of column k is |P W_V(0)_k| / |W_{v,k}(t)|, asymptotically |P
        // W_V(0)_k| tau / |u*_k|.
        int d = 8;
        RandomStream random = Laws.stream(3, "columns");
        double[] v = Laws.unit(d, random);
        TransformerWeights start = TransformerWeights.gaussian(TransformerShape.square(d), 1, random);
        EffectiveDynamics effective = start.effective(v, 1);
        BlowUp end = effective.blowUp();
        double[] limit = end.lastState().wv();
        double[] taus = {0.002, 0.004, 0.008, 0.016};
        double[][] relative = new double[d][taus.length];
        for (int i = 0; i < taus.length; i++) {
            double tau = taus[i] * end.time().orElseThrow();
            DMatrixRMaj wv = valueMatrix(start, v, end.time().orElseThrow() - tau);
            double[] along = Matrices.applyTranspose(wv, v);
            double[] angles = Condensation.columnAngles(wv, v);
            for (int k = 0; k < d; k++) {
                double across = distanceFromLine(start.wv(), v, k);
                assertThat(Math.tan(angles[k]) / (across / Math.abs(along[k]))).isCloseTo(1, offset(1e-9));
                double predicted = across * tau / (Math.abs(limit[k]) / Matrices.norm(limit));
                relative[k][i] = Math.abs(Math.sin(angles[k]) / predicted - 1);
            }
        }
        for (int k = 0; k < d; k++) {
            if (Math.abs(limit[k]) / Matrices.norm(limit) > 0.1) {
                assertThat(Laws.logLogSlope(taus, relative[k])).isCloseTo(2, offset(0.1));
            }
        }
    }

    /** W_V at a time, by the flow of W_V itself beside W1 and W2. */
    private static DMatrixRMaj valueMatrix(TransformerWeights start, double[] v, double time) {
        TransformerShape shape = start.shape();
        Flow flow = new Flow() {
            @Override
            public int dimension() {
                return shape.size();
            }

            @Override
            public void derivative(double t, double[] y, double[] dy) {
                TransformerWeights w = TransformerWeights.fromState(shape, y);
                double[] row = Matrices.applyTranspose(w.wv(), v);
                DMatrixRMaj wv =
                        Matrices.multiplyTransB(Matrices.column(v), Matrices.column(Matrices.apply(w.w1(), w.w2())));
                DMatrixRMaj w1 = Matrices.multiplyTransB(Matrices.column(row), Matrices.column(w.w2()));
                DMatrixRMaj none = new DMatrixRMaj(shape.width(), shape.keys());
                double[] w2 = Matrices.applyTranspose(w.w1(), row);
                System.arraycopy(new TransformerWeights(none, none, wv, w1, w2).state(), 0, dy, 0, dy.length);
            }
        };
        double[] end = FlowIntegrator.of(
                        FlowOptions.standard().withTolerances(1e-13, 1e-15).withSampling(Sampling.ends()))
                .integrate(flow, 0, start.state(), time)
                .complete()
                .finalState();
        return TransformerWeights.fromState(shape, end).wv();
    }

    private static double distanceFromLine(DMatrixRMaj wv, double[] v, int k) {
        double[] column = CommonOps_DDRM.extractColumn(wv, k, null).data;
        double along = Matrices.dot(column, v);
        double[] across = column.clone();
        for (int i = 0; i < across.length; i++) {
            across[i] -= along * v[i];
        }
        return Matrices.norm(across);
    }

    @Test
    void theCondensationConditionIsEventuallyTrueAndStaysTrue() {
        for (int seed = 0; seed < 3; seed++) {
            EffectiveDynamics start = gaussian(8, seed);
            BlowUp end = start.blowUp();
            double time = end.time().orElseThrow();
            boolean held = false;
            for (int i = 0; i <= 50; i++) {
                CondensationCondition condition =
                        CondensationCondition.of(start.after(time * (1 - Math.pow(10, -4.0 * i / 50))));
                assertThat(!held || condition.holds()).as("holds for good").isTrue();
                held = condition.holds();
            }
            assertThat(held).isTrue();
            assertThat(CondensationCondition.of(end.lastState()).holds()).isTrue();
            assertThat(CondensationCondition.of(start).holds()).isFalse();
        }
    }

    @Test
    void theConditionByHand() {
        // W_v = (1, 1), W1 = [[1, -1], [2, 3]], W2 = (1, 1): forward (0, 5), backward (3, 2); columns . = -1 + 6, rows
        // . = 2 - 3.
        EffectiveDynamics state = EffectiveDynamics.of(
                new double[] {1, 1}, new DMatrixRMaj(2, 2, true, 1, -1, 2, 3), new double[] {1, 1});
        CondensationCondition condition = CondensationCondition.of(state);
        assertThat(condition.first()).isEqualTo(0.5);
        assertThat(condition.second()).isEqualTo(0.5);
        assertThat(condition.holds()).isFalse();
        assertThat(CondensationCondition.of(new UnbalancedRankOne(1, 2, 3).scalar())
                        .holds())
                .isTrue();
        assertThat(CondensationCondition.of(new UnbalancedRankOne(-1, 2, 3).scalar())
                        .holds())
                .isFalse();
    }

    @Test
    void nonDegeneracyIsSufficientNotNecessary() {
        EffectiveDynamics.NonDegeneracy equal =
                new UnbalancedRankOne(1, -0.5, 1).scalar().nonDegeneracy();
        assertThat(equal.normGap()).isZero();
        assertThat(equal.holds()).isFalse();
        assertThat(new UnbalancedRankOne(1, -0.5, 1).scalar().blowUp().time()).isPresent();
        // By hand: |W_v|^2 - |W2|^2 = 1 - 9, |W_v'|^2 - |W2'|^2 = 36 - 4, plus 1 * (1 - 9).
        EffectiveDynamics.NonDegeneracy other =
                new UnbalancedRankOne(1, 2, 3).scalar().nonDegeneracy();
        assertThat(other.normGap()).isEqualTo(-8);
        assertThat(other.speedGap()).isEqualTo(24);
        assertThat(other.holds()).isTrue();
    }

    @Test
    void theFlowIsTheGradientOfTheEnergy() {
        EffectiveDynamics state = gaussian(3, 1);
        double[] y = state.state();
        double[] velocity = new double[y.length];
        state.flow().derivative(0, y, velocity);
        for (int i = 0; i < y.length; i++) {
            double[] plus = y.clone();
            double[] minus = y.clone();
            plus[i] += 0.5;
            minus[i] -= 0.5;
            // E is linear in each entry, so that the difference quotient is exact.
            double slope = EffectiveDynamics.ofState(3, plus).energy()
                    - EffectiveDynamics.ofState(3, minus).energy();
            assertThat(velocity[i]).isCloseTo(slope, offset(1e-13));
        }
        assertThat(state.width()).isEqualTo(3);
        assertThat(EffectiveDynamics.of(state.wv(), state.w1(), state.w2()).state())
                .containsExactly(y);
    }
}
