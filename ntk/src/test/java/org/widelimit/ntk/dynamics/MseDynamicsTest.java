package org.widelimit.ntk.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.networks.Activation;
import org.widelimit.ntk.kernel.DenseNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.ntk.kernel.Matrices;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;

class MseDynamicsTest {
    private static final MseOptions SUM = MseOptions.defaults().withAveraging(Averaging.NONE);
    private static final DMatrixRMaj PAIR = new DMatrixRMaj(2, 2, true, 2, 1, 1, 2);
    private static final DMatrixRMaj PAIR_TARGETS = new DMatrixRMaj(2, 1, true, 1, 0);

    private final DMatrixRMaj x = Matrices.inputs(1, 12, 4);
    private final DMatrixRMaj other = Matrices.inputs(2, 5, 4);
    private final DMatrixRMaj y = Matrices.inputs(3, 12, 2);
    private final DenseNtk network =
            DenseNtk.of(KernelOptions.of(Activation.named("relu"), 2).withVariances(2, 0.1));
    private final KernelPair kernels = network.kernel(x);
    private final KernelPair cross = network.kernel(other, x);

    @Test
    void gradientFlowOfTwoPointsIsAsByHand() {
        MseDynamics dynamics = MseDynamics.of(PAIR, PAIR_TARGETS, SUM);
        for (double t : new double[] {0, 1e-9, 0.5, 1, 2, 30}) {
            DMatrixRMaj f = dynamics.trainOutputs(new GradientFlow(t));
            double fast = -Math.expm1(-3 * t);
            double slow = -Math.expm1(-t);
            assertThat(f.get(0)).isCloseTo((fast + slow) / 2, within(4e-16));
            assertThat(f.get(1)).isCloseTo((fast - slow) / 2, within(4e-16));
        }
    }

    @Test
    void closedFormIsTheStepByStepSimulation() {
        MseDynamics dynamics = MseDynamics.of(kernels.ntk(), y, MseOptions.defaults());
        double rate = 0.7 * dynamics.largestStableRate(0);
        for (int steps : new int[] {0, 1, 2, 17, 200}) {
            DMatrixRMaj simulated = simulate(kernels.ntk(), 12, rate, 0, steps);
            assertClose(dynamics.coefficients(new GradientDescent(rate, steps)), simulated, 1e-12);
            assertClose(dynamics.coefficients(new HeavyBall(rate, 0, steps)), simulated, 1e-12);
            DMatrixRMaj rolled = simulate(kernels.ntk(), 12, rate, 0.9, steps);
            assertClose(dynamics.coefficients(new HeavyBall(rate, 0.9, steps)), rolled, 1e-12);
            DMatrixRMaj outputs = SUM.backend().multiply(kernels.ntk(), rolled);
            DMatrixRMaj left = dynamics.trainOutputs(new HeavyBall(rate, 0.9, steps));
            for (int k = 0; k < left.getNumElements(); k++) {
                assertThat(left.data[k]).isCloseTo(outputs.data[k], within(1e-12));
            }
        }
    }

    @Test
    void theLargestStableRateDividesConvergenceFromDivergence() {
        MseDynamics dynamics = MseDynamics.of(PAIR, PAIR_TARGETS, MseOptions.defaults());
        for (double momentum : new double[] {0, 0.5, 0.9}) {
            double limit = dynamics.largestStableRate(momentum);
            assertThat(limit).isCloseTo(2 * (1 + momentum) * 2 / 3, within(4e-16 * limit));
            double below = norm(residual(simulate(PAIR, PAIR_TARGETS, 2, limit * 0.99, momentum, 4000)));
            double above = norm(residual(simulate(PAIR, PAIR_TARGETS, 2, limit * 1.01, momentum, 4000)));
            assertThat(below).isLessThan(1e-6);
            assertThat(above).isGreaterThan(1e6);
            assertThat(dynamics.loss(new HeavyBall(limit * 1.01, momentum, 4000)))
                    .isGreaterThan(1e6);
        }
        // neural-tangents: 2 (1 + m) N O / lambda for the loss over N O.
        DMatrixRMaj two = new DMatrixRMaj(2, 2, true, 1, 0, 0, 1);
        assertThat(MseDynamics.of(PAIR, two, SUM.withAveraging(Averaging.ENTRIES))
                        .largestStableRate(0.9))
                .isCloseTo(2 * 1.9 * 4 / 3, within(1e-14));
    }

    @Test
    void smallRatesAreGradientFlow() {
        MseDynamics dynamics = MseDynamics.of(kernels.ntk(), y, MseOptions.defaults());
        double time = 3;
        DMatrixRMaj flow = dynamics.coefficients(new GradientFlow(time));
        double coarse = distance(dynamics.coefficients(new GradientDescent(time / 1e4, 10_000)), flow);
        double fine = distance(dynamics.coefficients(new GradientDescent(time / 2e4, 20_000)), flow);
        assertThat(coarse / fine).isCloseTo(2, within(0.01));
        assertThat(coarse).isLessThan(1e-3);
    }

    @Test
    void infiniteTimeIsKernelRegression() {
        for (Ridge ridge : List.of(Ridge.none(), Ridge.absolute(0.3), Ridge.relative(0.05))) {
            MseDynamics dynamics =
                    MseDynamics.of(kernels.ntk(), y, MseOptions.defaults().withRidge(ridge));
            DMatrixRMaj regularised = kernels.ntk().copy();
            for (int i = 0; i < 12; i++) {
                regularised.add(i, i, ridge.value(kernels.ntk()));
            }
            DMatrixRMaj solution = solve(regularised, y);
            assertClose(dynamics.coefficients(new Converged()), solution, 1e-11);
            assertClose(
                    dynamics.predict(new Converged(), cross.ntk()),
                    SUM.backend().multiply(cross.ntk(), solution),
                    1e-11);
            assertClose(dynamics.trainOutputs(new Converged()), SUM.backend().multiply(kernels.ntk(), solution), 1e-11);
            assertClose(dynamics.coefficients(new GradientFlow(1e7)), solution, 1e-11);
        }
    }

    @Test
    void aRidgeIsWeightDecay() {
        double r = 0.4;
        MseOptions options = MseOptions.defaults().withRidge(Ridge.absolute(r));
        MseDynamics dynamics = MseDynamics.of(kernels.ntk(), y, options);
        DMatrixRMaj a = new DMatrixRMaj(12, 2);
        for (int step = 0; step < 50; step++) {
            DMatrixRMaj f = SUM.backend().multiply(kernels.ntk(), a);
            for (int k = 0; k < a.getNumElements(); k++) {
                a.data[k] += 0.3 * (y.data[k] - f.data[k] - r * a.data[k]) / 12;
            }
        }
        GradientDescent training = new GradientDescent(0.3, 50);
        assertClose(dynamics.coefficients(training), a, 1e-12);
        assertClose(dynamics.trainOutputs(training), SUM.backend().multiply(kernels.ntk(), a), 1e-12);
    }

    @Test
    void startsFromAnyFunction() {
        DMatrixRMaj initial = Matrices.inputs(4, 12, 2);
        MseDynamics dynamics =
                MseDynamics.of(kernels.ntk(), y, MseOptions.defaults()).startingAt(initial);
        assertClose(dynamics.trainOutputs(new GradientFlow(0)), initial, 1e-14);
        DMatrixRMaj shifted = y.copy();
        CommonOps_DDRM.subtractEquals(shifted, initial);
        MseDynamics fromZero = MseDynamics.of(kernels.ntk(), shifted, MseOptions.defaults());
        assertClose(dynamics.coefficients(new GradientFlow(2)), fromZero.coefficients(new GradientFlow(2)), 1e-13);
        assertThat(dynamics.loss(new GradientFlow(2))).isCloseTo(fromZero.loss(new GradientFlow(2)), within(1e-14));
    }

    @Test
    void theLossIsThatOfTheOutputs() {
        MseDynamics dynamics = MseDynamics.of(kernels.ntk(), y, MseOptions.defaults());
        DMatrixRMaj f = dynamics.trainOutputs(new GradientFlow(1));
        double expected = new org.widelimit.networks.MeanSquaredError().value(f, y);
        assertThat(dynamics.loss(new GradientFlow(1))).isCloseTo(expected, within(1e-13 * expected));
    }

    @Test
    void aSingularKernelHasNoEndWithoutARidge() {
        DMatrixRMaj singular = new DMatrixRMaj(2, 2, true, 1, 1, 1, 1);
        MseDynamics dynamics = MseDynamics.of(singular, PAIR_TARGETS, SUM);
        assertThatThrownBy(() -> dynamics.coefficients(new Converged()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("positive definite")
                .hasMessageContaining("ridge");
        // Finite times need no inverse: the null mode grows linearly in the coefficients and not at all in the outputs.
        DMatrixRMaj f = dynamics.trainOutputs(new GradientFlow(1e6));
        assertThat(f.get(0)).isCloseTo(0.5, within(1e-9));
        assertThat(dynamics.coefficients(new GradientFlow(8)).get(0)
                        - dynamics.coefficients(new GradientFlow(8)).get(1))
                .isCloseTo(8, within(1e-12));
        assertThat(MseDynamics.of(singular, PAIR_TARGETS, SUM.withRidge(Ridge.absolute(1)))
                        .trainOutputs(new Converged())
                        .get(0))
                .isCloseTo(1.0 / 3, within(1e-15));
    }

    @Test
    void gainsDoNotCancelAtSmallCurvature() {
        for (double mu : new double[] {0, 1e-300, 1e-18, 1e-10}) {
            assertThat(new GradientFlow(3).gain(mu)).isCloseTo(3, within(1e-9));
            assertThat(new GradientDescent(0.1, 1000).gain(mu)).isCloseTo(100, within(2e-6));
            // From rest, k steps add up to eta (k - (beta - beta^(k+1))/(1 - beta)) / (1 - beta).
            double sum = 0.1 * (1000 - 0.9 * (1 - Math.pow(0.9, 1000)) / 0.1) / 0.1;
            assertThat(new HeavyBall(0.1, 0.9, 1000).gain(mu)).isCloseTo(sum, within(2e-4));
        }
        assertThat(new GradientDescent(1, 1_000_000_000_000L).gain(1e-12))
                .isCloseTo(1e12 * -Math.expm1(-1), within(1.0));
    }

    @Test
    void theRoundingOfOneMinusRateTimesCurvatureIsNotRaisedToAPower() {
        // (1 - 1/k)^k = e^-1 (1 - 1/(2k) + O(1/k^2)).
        for (long k : new long[] {1_000_000_000_000L, 100_000_000_000_000_000L}) {
            GradientDescent training = new GradientDescent(1, k);
            double mu = 1.0 / k;
            assertThat(training.residual(mu)).isCloseTo(Math.exp(-1) * (1 - mu / 2), within(1e-15));
            assertThat(training.gain(mu) * mu + training.residual(mu)).isCloseTo(1, within(1e-15));
        }
        for (double step : new double[] {-0.01, 0.49, 0.5, 0.7, 1, 1.5, 2, 2.5}) {
            assertThat(new GradientDescent(1, 3).residual(step)).isCloseTo(Math.pow(1 - step, 3), within(1e-15));
        }
    }

    @Test
    void theLastStepDecidesTheSignHoweverManyThereAre() {
        long even = 1L << 53;
        assertThat(new GradientDescent(1, even).residual(2)).isEqualTo(1);
        assertThat(new GradientDescent(1, even + 1).residual(2)).isEqualTo(-1);
        assertThat(new GradientDescent(1, even + 1).residual(3)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void badShapesAreNamed() {
        assertThatThrownBy(() -> MseDynamics.of(PAIR, y, SUM))
                .isInstanceOf(InputException.class)
                .hasMessage("targets: expected shape (2, 2), found (12, 2)");
        assertThatThrownBy(() -> MseDynamics.of(new DMatrixRMaj(2, 3), PAIR_TARGETS, SUM))
                .hasMessage("kernel: expected shape (2, 2), found (2, 3)");
        DMatrixRMaj broken = new DMatrixRMaj(2, 1, true, 0, Double.NaN);
        assertThatThrownBy(() -> MseDynamics.of(PAIR, broken, SUM))
                .hasMessage("targets: expected finite numbers, found NaN in row 1, column 0");
        assertThatThrownBy(() -> MseDynamics.of(PAIR, PAIR_TARGETS, SUM).predict(new GradientFlow(1), x))
                .hasMessage(
                        "kernel of the inputs against the training inputs: expected 2 columns, found shape (12, 4)");
    }

    @Test
    void theEnsembleIsTheLawOfManyRuns() {
        EnsembleDynamics ensemble = EnsembleDynamics.of(kernels, y, MseOptions.defaults());
        DMatrixRMaj prior = network.kernel(other).nngp();
        for (Training training : List.of(new GradientFlow(2), new HeavyBall(0.2, 0.8, 30), new Converged())) {
            Ensemble law = ensemble.at(training, cross, prior);
            // The map f_0 -> f is affine: its columns, one unit vector after another, give the covariance exactly.
            DMatrixRMaj joint = joint(kernels.nngp(), cross.nngp(), prior);
            DMatrixRMaj map = map(training);
            DMatrixRMaj covariance = SUM.backend().multiplyTransB(SUM.backend().multiply(map, joint), map);
            assertClose(law.covariance(), CommonOps_DDRM.extract(covariance, 12, 17, 12, 17), 1e-11);
            assertClose(ensemble.train(training).covariance(), CommonOps_DDRM.extract(covariance, 0, 12, 0, 12), 1e-11);
            Matrices.assertCovariance(law.covariance());
        }
        assertClose(ensemble.at(new GradientFlow(0), cross, prior).covariance(), prior, 1e-15);
    }

    @Test
    void meanAndCovarianceAgreeWithScipy() {
        DMatrixRMaj targets = DMatrixRMaj.wrap(5, 1, References.TARGETS);
        KernelPair train = new KernelPair(
                References.nngp(References.TRAIN, References.TRAIN),
                References.ntk(References.TRAIN, References.TRAIN));
        KernelPair test = new KernelPair(
                References.nngp(References.TEST, References.TRAIN), References.ntk(References.TEST, References.TRAIN));
        DMatrixRMaj prior = References.nngp(References.TEST, References.TEST);
        EnsembleDynamics ensemble = EnsembleDynamics.of(train, targets, MseOptions.defaults());
        for (References.Row row : References.rows("mean")) {
            DMatrixRMaj mean =
                    ensemble.at(new GradientFlow(row.time()), test, prior).mean();
            assertClose(mean, DMatrixRMaj.wrap(2, 1, row.values()), 1e-13);
        }
        for (References.Row row : References.rows("covariance")) {
            DMatrixRMaj covariance =
                    ensemble.at(new GradientFlow(row.time()), test, prior).covariance();
            assertClose(covariance, DMatrixRMaj.wrap(2, 2, row.values()), 1e-13);
        }
        assertThat(References.rows("mean")).hasSize(3);
        double norm = References.rows("target-norm").get(0).values()[0];
        assertThat(TargetNorm.of(train.ntk(), References.TARGETS, Ridge.none(), SUM.backend())
                        .value()
                        .mid())
                .isCloseTo(norm, within(1e-13 * norm));
    }

    @Test
    void withOneKernelTheEndIsTheGaussianProcessPosterior() {
        KernelPair same = new KernelPair(kernels.nngp(), kernels.nngp());
        DMatrixRMaj prior = network.kernel(other).nngp();
        Ensemble law = EnsembleDynamics.of(same, y, MseOptions.defaults())
                .at(new Converged(), new KernelPair(cross.nngp(), cross.nngp()), prior);
        DMatrixRMaj transposed = CommonOps_DDRM.transpose(cross.nngp(), null);
        DMatrixRMaj explained = SUM.backend().multiply(cross.nngp(), solve(kernels.nngp(), transposed));
        DMatrixRMaj posterior = prior.copy();
        CommonOps_DDRM.subtractEquals(posterior, explained);
        assertClose(law.covariance(), posterior, 1e-10);
        assertClose(law.mean(), SUM.backend().multiply(cross.nngp(), solve(kernels.nngp(), y)), 1e-10);
    }

    @Test
    void bothBackendsAgree() {
        DMatrixRMaj preferred = MseDynamics.of(kernels.ntk(), y, SUM).predict(new GradientFlow(1), cross.ntk());
        DMatrixRMaj pure = MseDynamics.of(kernels.ntk(), y, SUM.withBackend(DenseBackends.named("ejml")))
                .predict(new GradientFlow(1), cross.ntk());
        assertClose(preferred, pure, 1e-12);
    }

    /** f_0 (train, test) -> f (train, test) with y = 0, column by column. */
    private DMatrixRMaj map(Training training) {
        DMatrixRMaj zero = new DMatrixRMaj(12, 1);
        MseDynamics dynamics = MseDynamics.of(kernels.ntk(), zero, MseOptions.defaults());
        DMatrixRMaj map = CommonOps_DDRM.identity(17);
        for (int j = 0; j < 12; j++) {
            DMatrixRMaj unit = new DMatrixRMaj(12, 1);
            unit.set(j, 0, 1);
            MseDynamics started = dynamics.startingAt(unit);
            DMatrixRMaj train = started.trainOutputs(training);
            DMatrixRMaj test = started.predict(training, cross.ntk());
            for (int i = 0; i < 17; i++) {
                map.set(i, j, i < 12 ? train.get(i) : test.get(i - 12));
            }
        }
        return map;
    }

    private static DMatrixRMaj joint(DMatrixRMaj train, DMatrixRMaj cross, DMatrixRMaj test) {
        DMatrixRMaj joint = new DMatrixRMaj(17, 17);
        CommonOps_DDRM.insert(train, joint, 0, 0);
        CommonOps_DDRM.insert(cross, joint, 12, 0);
        CommonOps_DDRM.insert(CommonOps_DDRM.transpose(cross, null), joint, 0, 12);
        CommonOps_DDRM.insert(test, joint, 12, 12);
        return joint;
    }

    private DMatrixRMaj simulate(DMatrixRMaj kernel, double divisor, double rate, double momentum, int steps) {
        return simulate(kernel, y, divisor, rate, momentum, steps);
    }

    /** Coefficients after explicit steps of the heavy ball. */
    private static DMatrixRMaj simulate(
            DMatrixRMaj kernel, DMatrixRMaj targets, double divisor, double rate, double momentum, int steps) {
        DMatrixRMaj a = new DMatrixRMaj(targets.numRows, targets.numCols);
        double[] velocity = new double[a.getNumElements()];
        for (int step = 0; step < steps; step++) {
            DMatrixRMaj f = SUM.backend().multiply(kernel, a);
            for (int k = 0; k < velocity.length; k++) {
                velocity[k] = momentum * velocity[k] + rate * (targets.data[k] - f.data[k]) / divisor;
                a.data[k] += velocity[k];
            }
        }
        return a;
    }

    private static DMatrixRMaj residual(DMatrixRMaj a) {
        DMatrixRMaj f = SUM.backend().multiply(PAIR, a);
        CommonOps_DDRM.subtractEquals(f, PAIR_TARGETS);
        return f;
    }

    private static double norm(DMatrixRMaj a) {
        return Math.sqrt(Arrays.stream(a.data).map(v -> v * v).sum());
    }

    private static DMatrixRMaj solve(DMatrixRMaj a, DMatrixRMaj b) {
        var solver = LinearSolverFactory_DDRM.lu(a.numRows);
        solver.setA(a.copy());
        DMatrixRMaj x = new DMatrixRMaj(b.numRows, b.numCols);
        solver.solve(b.copy(), x);
        return x;
    }

    private static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        return Matrices.distance(a, b);
    }

    private static void assertClose(DMatrixRMaj found, DMatrixRMaj expected, double tolerance) {
        assertThat(distance(found, expected)).isLessThanOrEqualTo(tolerance);
    }
}
