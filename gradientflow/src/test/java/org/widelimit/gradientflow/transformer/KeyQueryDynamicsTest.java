package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Trajectory;
import org.widelimit.gradientflow.transformer.KeyQueryDynamics.Directions;
import org.widelimit.gradientflow.transformer.KeyQueryDynamics.State;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;

/** Key-query dynamics: the closed form against the matrix exponential and the integrator, and its limits. */
class KeyQueryDynamicsTest {

    private static KeyQueryDynamics random(int d, int r, int rank, int seed) {
        RandomStream random = Laws.stream(seed, "key-query");
        DMatrixRMaj f = Matrices.multiply(random.gaussianMatrix(d, rank), random.gaussianMatrix(rank, d));
        return KeyQueryDynamics.of(
                Matrices.scaled(1.0 / d, f), random.gaussianMatrix(d, r), random.gaussianMatrix(d, r));
    }

    private static DMatrixRMaj frame(int d, RandomStream random) {
        return Matrices.svd(random.gaussianMatrix(d, d)).u();
    }

    /** F = U diag(sigma) V^T with random U and V. */
    private static KeyQueryDynamics withSpectrum(int r, int seed, double... sigma) {
        RandomStream random = Laws.stream(seed, "spectrum");
        int d = sigma.length;
        DMatrixRMaj f =
                Matrices.multiply(Matrices.multiply(frame(d, random), CommonOps_DDRM.diag(sigma)), frame(d, random));
        return KeyQueryDynamics.of(f, random.gaussianMatrix(d, r), random.gaussianMatrix(d, r));
    }

    /** exp(t [[0, F], [F^T, 0]]) applied to (W_Q; W_K). */
    private static State byExponential(KeyQueryDynamics dynamics, double t) {
        State start = dynamics.fromState(dynamics.state());
        int d = start.query().numRows;
        var svd = dynamics.decomposition();
        DMatrixRMaj f = Matrices.multiplyTransB(Matrices.multiply(svd.u(), CommonOps_DDRM.diag(svd.values())), svd.v());
        DMatrixRMaj block = new DMatrixRMaj(2 * d, 2 * d);
        CommonOps_DDRM.insert(f, block, 0, d);
        CommonOps_DDRM.insert(CommonOps_DDRM.transpose(f, null), block, d, 0);
        DMatrixRMaj stacked = DMatrixRMaj.wrap(2 * d, start.query().numCols, dynamics.state());
        DMatrixRMaj moved = Matrices.multiply(Laws.exponential(block, t), stacked);
        return new State(
                CommonOps_DDRM.extract(moved, 0, d, 0, stacked.numCols),
                CommonOps_DDRM.extract(moved, d, 2 * d, 0, stacked.numCols));
    }

    private static double relative(State a, State b) {
        double size = Math.hypot(Matrices.norm(b.query()), Matrices.norm(b.key()));
        return Math.hypot(Laws.distance(a.query(), b.query()), Laws.distance(a.key(), b.key())) / size;
    }

    @Property(tries = 60)
    void closedFormIsTheMatrixExponential(
            @ForAll @IntRange(min = 1, max = 7) int d,
            @ForAll @IntRange(min = 1, max = 7) int r,
            @ForAll @IntRange(min = 1, max = 7) int rank,
            @ForAll @IntRange(max = 1000) int seed,
            @ForAll @DoubleRange(min = -6, max = 6) double t) {
        KeyQueryDynamics dynamics = random(d, r, Math.min(rank, d), seed);
        assertThat(relative(dynamics.at(t), byExponential(dynamics, t))).isLessThan(1e-12);
    }

    @Property(tries = 15)
    void closedFormIsTheFlow(
            @ForAll @IntRange(min = 1, max = 6) int d,
            @ForAll @IntRange(min = 1, max = 6) int r,
            @ForAll @IntRange(max = 1000) int seed,
            @ForAll @DoubleRange(min = 0.1, max = 5) double t) {
        KeyQueryDynamics dynamics = random(d, r, d, seed);
        Trajectory trajectory = FlowIntegrator.of(FlowOptions.standard().withTolerances(1e-13, 1e-15))
                .integrate(dynamics.flow(), 0, dynamics.state(), t)
                .complete();
        assertThat(relative(dynamics.fromState(trajectory.finalState()), dynamics.at(t)))
                .isLessThan(1e-11);
        assertThat(trajectory.drift().get("tr(WQ^T F WK)")).isZero();
        // The balance is a difference of terms that grow like the squared state.
        double growth = Math.pow(Matrices.norm(trajectory.finalState()) / Matrices.norm(dynamics.state()), 2);
        assertThat(trajectory.drift().get("WQ^T WQ - WK^T WK")).isLessThan(1e-11 * Math.max(1, growth) * 10);
    }

    @Property(tries = 30)
    void theBalanceIsConservedAlgebraically(
            @ForAll @IntRange(min = 1, max = 6) int d,
            @ForAll @IntRange(min = 1, max = 6) int r,
            @ForAll @IntRange(max = 1000) int seed) {
        KeyQueryDynamics dynamics = random(d, r, d, seed);
        var flow = dynamics.flow();
        assertThat(Laws.quadraticRate(flow, flow.invariants().get(0).map(), dynamics.state()))
                .isLessThan(5e-15);
    }

    @Test
    void zeroDriveMovesNothing() {
        RandomStream random = Laws.stream(1, "zero");
        DMatrixRMaj q = random.gaussianMatrix(4, 2);
        DMatrixRMaj k = random.gaussianMatrix(4, 2);
        KeyQueryDynamics dynamics = KeyQueryDynamics.of(new DMatrixRMaj(4, 4), q, k);
        assertThat(Laws.distance(dynamics.at(1e6).query(), q)).isLessThan(1e-15);
        assertThat(Laws.distance(dynamics.at(1e6).key(), k)).isLessThan(1e-15);
        KeyQueryLimit limit = dynamics.limit(1e-12);
        assertThat(limit.exponent()).isZero();
        assertThat(limit.rank()).isEqualTo(2);
        assertThat(Laws.distance(limit.query(), Matrices.scaled(1 / Matrices.norm(q), q)))
                .isLessThan(1e-15);
        assertThat(Laws.distance(limit.key(), Matrices.scaled(1 / Matrices.norm(k), k)))
                .isLessThan(1e-15);
    }

    @Test
    void nothingStaysNothing() {
        KeyQueryDynamics dynamics =
                KeyQueryDynamics.of(CommonOps_DDRM.identity(3), new DMatrixRMaj(3, 2), new DMatrixRMaj(3, 2));
        assertThat(Matrices.norm(dynamics.at(5).query())).isZero();
        Directions directions = dynamics.directionsAt(1e9);
        assertThat(Matrices.norm(directions.query())).isZero();
        assertThat(directions.logQueryNorm()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(dynamics.limit(0).exponent()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(dynamics.limit(0).rank()).isZero();
    }

    @Property(tries = 30)
    void directionsAgreeWhereBothFit(
            @ForAll @IntRange(max = 1000) int seed, @ForAll @DoubleRange(min = -20, max = 20) double t) {
        KeyQueryDynamics dynamics = random(5, 3, 5, seed);
        State state = dynamics.at(t);
        Directions directions = dynamics.directionsAt(t);
        assertThat(directions.logQueryNorm()).isCloseTo(Math.log(Matrices.norm(state.query())), offset(1e-12));
        assertThat(directions.logKeyNorm()).isCloseTo(Math.log(Matrices.norm(state.key())), offset(1e-12));
        assertThat(Laws.distance(directions.query(), Matrices.scaled(1 / Matrices.norm(state.query()), state.query())))
                .isLessThan(1e-12);
        assertThat(Laws.distance(directions.key(), Matrices.scaled(1 / Matrices.norm(state.key()), state.key())))
                .isLessThan(1e-12);
    }

    @Test
    void farBeyondTheRangeOfDoublesDirectionsAreTheLimit() {
        KeyQueryDynamics dynamics = withSpectrum(3, 4, 2, 1.5, 1, 0.5, 0.1);
        for (double t : new double[] {1e3, 1e6, 1e12}) {
            Directions directions = dynamics.directionsAt(t);
            KeyQueryLimit limit = dynamics.limit(1e-12);
            assertThat(Laws.distance(directions.query(), limit.query())).isLessThan(1e-13);
            assertThat(Laws.distance(directions.key(), limit.key())).isLessThan(1e-13);
            assertThat(directions.logQueryNorm() / (2 * t)).isCloseTo(1, offset(5 / t));
        }
        assertThatThrownBy(() -> dynamics.at(1e3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("fits into doubles, found 1000.0");
        for (double time : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> dynamics.at(time)).isInstanceOf(InputException.class);
            assertThatThrownBy(() -> dynamics.directionsAt(time)).isInstanceOf(InputException.class);
        }
    }

    @Property(tries = 30)
    void theLimitIsTheLeadingModeOnBothSides(
            @ForAll @IntRange(min = 1, max = 5) int r, @ForAll @IntRange(max = 1000) int seed) {
        KeyQueryDynamics dynamics = withSpectrum(r, seed, 2, 1.2, 1, 0.5, 0.1);
        KeyQueryLimit limit = dynamics.limit(1e-12);
        double[] row = new double[r];
        System.arraycopy(dynamics.growing().data, 0, row, 0, r);
        DMatrixRMaj unit = DMatrixRMaj.wrap(1, r, Matrices.scaled(1 / Matrices.norm(row), row));
        DMatrixRMaj u = CommonOps_DDRM.extractColumn(dynamics.decomposition().u(), 0, null);
        DMatrixRMaj v = CommonOps_DDRM.extractColumn(dynamics.decomposition().v(), 0, null);
        assertThat(Laws.distance(limit.query(), Matrices.multiply(u, unit))).isLessThan(1e-14);
        assertThat(Laws.distance(limit.key(), Matrices.multiply(v, unit))).isLessThan(1e-14);
        assertThat(limit.rank()).isEqualTo(1);
        assertThat(limit.exponent()).isCloseTo(2, offset(1e-14));
        assertThat(limit.gap()).isCloseTo(0.8, offset(1e-14));
    }

    @Property(tries = 40)
    void everyRandomDriveCollapsesToRankOne(
            @ForAll @IntRange(min = 2, max = 7) int d, @ForAll @IntRange(max = 9999) int seed) {
        KeyQueryDynamics dynamics = random(d, d, d, seed);
        KeyQueryLimit limit = dynamics.limit(1e-12);
        double others = Matrices.norm(dynamics.growing()) + Matrices.norm(dynamics.decaying());
        double amplitude = others / Matrices.norm(row(dynamics.growing(), 0));
        for (int decades : new int[] {2, 4, 8, 12, 16}) {
            // Every other mode has fallen by this many decades against the first.
            Directions directions = dynamics.directionsAt(decades * Math.log(10) / limit.gap());
            double bound = 2 * amplitude * Math.pow(10, -decades);
            assertThat(Laws.distance(directions.query(), limit.query())).isLessThan(bound + 1e-12);
            assertThat(Laws.distance(directions.key(), limit.key())).isLessThan(bound + 1e-12);
            if (bound < 0.5) {
                assertThat(RankCollapse.ratio(directions.query(), 2)).isLessThan(2 * bound + 1e-12);
            }
        }
        assertThat(limit.rank()).isEqualTo(1);
    }

    @Test
    void ratesOfCollapse() {
        // sigma2/sigma1(W_Q) falls like e^{-(s1-s2) t}, of W_Q W_K^T like e^{-2 (s1-s2) t}, the distance to the limit
        // like e^{-(s1-s2) t}.
        KeyQueryDynamics dynamics = withSpectrum(5, 3, 2, 1.5, 0.4, 0.2, 0.1);
        KeyQueryLimit limit = dynamics.limit(1e-12);
        double[] first = measures(dynamics, limit, 12);
        double[] second = measures(dynamics, limit, 14);
        assertThat(Math.log(first[0] / second[0]) / 2).isCloseTo(0.5, offset(2e-4));
        assertThat(Math.log(first[1] / second[1]) / 2).isCloseTo(1.0, offset(2e-4));
        assertThat(Math.log(first[2] / second[2]) / 2).isCloseTo(0.5, offset(2e-4));
        // The coefficients too: |R_2 - proj R_2| / |R_1| and |R_2| / |R_1|.
        double[] r1 = row(dynamics.growing(), 0);
        double[] r2 = row(dynamics.growing(), 1);
        double along = Matrices.dot(r1, r2) / Matrices.dot(r1, r1);
        double across = Math.sqrt(Matrices.dot(r2, r2) - along * along * Matrices.dot(r1, r1));
        double decay = Math.exp(-0.5 * 14) / Matrices.norm(r1);
        assertThat(second[0] / (across * decay)).isCloseTo(1, offset(1e-3));
        assertThat(second[1] / Math.pow(across * decay, 2)).isCloseTo(1, offset(1e-3));
        assertThat(second[2] / (Matrices.norm(r2) * decay)).isCloseTo(1, offset(1e-3));
    }

    private static double[] measures(KeyQueryDynamics dynamics, KeyQueryLimit limit, double t) {
        Directions directions = dynamics.directionsAt(t);
        DMatrixRMaj product = Matrices.multiplyTransB(directions.query(), directions.key());
        return new double[] {
            RankCollapse.ratio(directions.query(), 2),
            RankCollapse.ratio(product, 2),
            Laws.distance(directions.query(), limit.query())
        };
    }

    private static double[] row(DMatrixRMaj m, int i) {
        return java.util.Arrays.copyOfRange(m.data, i * m.numCols, (i + 1) * m.numCols);
    }

    @Property(tries = 20)
    void tiesLeaveAsManyDirections(
            @ForAll @IntRange(min = 1, max = 4) int ties,
            @ForAll @IntRange(min = 1, max = 5) int r,
            @ForAll @IntRange(max = 1000) int seed) {
        double[] sigma = {2, 2, 2, 2, 0.1};
        for (int i = ties; i < 4; i++) {
            sigma[i] = 1.0 / i;
        }
        KeyQueryDynamics dynamics = withSpectrum(r, seed, sigma);
        KeyQueryLimit limit = dynamics.limit(1e-12);
        assertThat(limit.rank()).isEqualTo(Math.min(ties, r));
        double[] ratios = RankCollapse.ratios(dynamics.directionsAt(60).query());
        for (int i = 0; i < ratios.length; i++) {
            if (i >= Math.min(ties, r)) {
                assertThat(ratios[i]).isLessThan(1e-12);
            } else {
                assertThat(ratios[i]).isGreaterThan(1e-6);
            }
        }
    }

    @Test
    void aModeThatIsNotExcitedDoesNotGrow() {
        // R_1 = 0: keys answer queries with the opposite sign in the leading mode, and the next one wins.
        DMatrixRMaj q = new DMatrixRMaj(3, 1, true, 1, 1, 1);
        DMatrixRMaj k = new DMatrixRMaj(3, 1, true, -1, 1, 0);
        KeyQueryDynamics dynamics = KeyQueryDynamics.of(CommonOps_DDRM.diag(3, 2, 1), q, k);
        KeyQueryLimit limit = dynamics.limit(1e-12);
        assertThat(limit.exponent()).isEqualTo(2);
        assertThat(limit.gap()).isEqualTo(1);
        assertThat(limit.query().data).containsExactly(0, 1, 0);
        assertThat(dynamics.at(2).query().get(0)).isCloseTo(Math.exp(-6), offset(1e-16));
        // Everything decays when only the D part is there: the slowest mode stays longest.
        KeyQueryDynamics decay = KeyQueryDynamics.of(CommonOps_DDRM.diag(3, 2, 1), q, Matrices.scaled(-1, q));
        assertThat(decay.limit(0).exponent()).isEqualTo(-1);
        assertThat(decay.limit(0).query().data).containsExactly(0, 0, 1);
        assertThat(decay.limit(0).key().data).containsExactly(0, 0, -1);
    }

    @Test
    void refusesShapesAndNumbersThatDoNotFit() {
        DMatrixRMaj square = CommonOps_DDRM.identity(3);
        DMatrixRMaj tall = new DMatrixRMaj(3, 2);
        assertThatThrownBy(() -> KeyQueryDynamics.of(tall, tall, tall))
                .isInstanceOf(InputException.class)
                .hasMessage("expected a square F with at least one row, found (3, 2)");
        assertThatThrownBy(() -> KeyQueryDynamics.of(square, new DMatrixRMaj(2, 2), tall))
                .isInstanceOf(InputException.class)
                .hasMessage("expected Q of shape (3, 2), found (2, 2)");
        assertThatThrownBy(() -> KeyQueryDynamics.of(square, tall, square)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> KeyQueryDynamics.of(square, new DMatrixRMaj(3, 0), new DMatrixRMaj(3, 0)))
                .isInstanceOf(InputException.class);
        DMatrixRMaj nan = square.copy();
        nan.set(1, 1, Double.NaN);
        assertThatThrownBy(() -> KeyQueryDynamics.of(nan, tall, tall))
                .isInstanceOf(InputException.class)
                .hasMessage("expected finite numbers in F, found NaN at position 4");
    }
}
