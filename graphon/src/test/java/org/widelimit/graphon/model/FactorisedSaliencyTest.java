package org.widelimit.graphon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.SortedHistogram;
import org.widelimit.numerics.random.RandomStreams;

class FactorisedSaliencyTest {

    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final DoubleUnaryOperator ONE = v -> 1;
    private static final DoubleUnaryOperator BOWL = v -> 0.3 + 1.7 * v * v;
    private static final RandomStreams STREAMS = RandomStreams.of(410);

    /**
     * Without structure W = c and V = kappa(c): magnitude pruning, kappa = 2 (a phi(a) + c / 2) with a = Phi^(-1)(1 -
     * c / 2).
     */
    @ParameterizedTest
    @CsvSource({"0.5, 0.9287", "0.2, 0.6498", "0.05, 0.2791"})
    void magnitudePruningOfGaussianWeights(double c, double kappa) {
        FactorisedSaliency magnitude =
                FactorisedSaliency.of(ONE, NeuronFactors.constant(), SaliencyNoise.GAUSSIAN_MAGNITUDE, c);
        double a = NORMAL.inverseCumulativeProbability(1 - c / 2);
        assertThat(magnitude.threshold()).isEqualTo(a, within(1e-9));
        assertThat(magnitude.density(0.3, 0.8)).isEqualTo(c, within(1e-12));
        assertThat(magnitude.secondMoment(0.3, 0.8)).isEqualTo(2 * (a * NORMAL.density(a) + c / 2), within(1e-9));
        assertThat(magnitude.secondMoment(0.3, 0.8)).isEqualTo(kappa, within(5e-5));
    }

    /** Uniform weights: kappa = 1 - (1 - c)^3. */
    @Test
    void magnitudePruningOfUniformWeights() {
        FactorisedSaliency magnitude =
                FactorisedSaliency.of(ONE, NeuronFactors.constant(), SaliencyNoise.UNIFORM_MAGNITUDE, 0.2);
        assertThat(magnitude.threshold()).isEqualTo(0.8 * Math.sqrt(3), within(1e-13));
        assertThat(magnitude.secondMoment(0.5, 0.5)).isEqualTo(1 - 0.8 * 0.8 * 0.8, within(1e-13));
    }

    @Test
    void signedScoresKeepOneTail() {
        FactorisedSaliency gaussian =
                FactorisedSaliency.of(ONE, NeuronFactors.constant(), SaliencyNoise.GAUSSIAN_SIGNED, 0.7);
        double a = NORMAL.inverseCumulativeProbability(0.3);
        assertThat(gaussian.threshold()).isEqualTo(a, within(1e-9)).isNegative();
        assertThat(gaussian.density(0.1, 0.1)).isEqualTo(0.7, within(1e-12));
        assertThat(gaussian.secondMoment(0.1, 0.1)).isEqualTo(0.7 + a * NORMAL.density(a), within(1e-9));
        FactorisedSaliency uniform =
                FactorisedSaliency.of(ONE, NeuronFactors.constant(), SaliencyNoise.UNIFORM_SIGNED, 0.25);
        assertThat(uniform.threshold()).isEqualTo(0.5 * Math.sqrt(3), within(1e-13));
        assertThat(uniform.secondMoment(0.1, 0.1)).isEqualTo((1 - 0.125) / 2, within(1e-13));
        assertThat(FactorisedSaliency.of(ONE, NeuronFactors.constant(), SaliencyNoise.GAUSSIAN_SIGNED, 0.5)
                        .threshold())
                .isEqualTo(0, within(1e-12));
    }

    /** W and V of every noise against one Monte-Carlo estimate from its own draws. */
    @ParameterizedTest
    @EnumSource(SaliencyNoise.class)
    void momentsAreThoseOfTheDraws(SaliencyNoise noise) {
        var stream = STREAMS.child("draws").stream();
        int draws = 400_000;
        double[] a = {-0.6, 0, 0.4, 1.1};
        double[] kept = new double[4];
        double[] squares = new double[4];
        for (int k = 0; k < draws; k++) {
            double xi = noise.draw(stream);
            for (int t = 0; t < 4; t++) {
                if (noise.score(xi) > a[t]) {
                    kept[t] += 1.0 / draws;
                    squares[t] += xi * xi / draws;
                }
            }
        }
        for (int t = 0; t < 4; t++) {
            assertThat(noise.kept(a[t])).isEqualTo(kept[t], within(4 * 0.5 / Math.sqrt(draws)));
            assertThat(noise.keptSecondMoment(a[t])).isEqualTo(squares[t], within(4 * 1.5 / Math.sqrt(draws)));
        }
        assertThat(noise.kept(Double.POSITIVE_INFINITY)).isZero();
        assertThat(noise.keptSecondMoment(Double.POSITIVE_INFINITY)).isZero();
    }

    /**
     * By adaptive quadrature over v, with the integral over neurons in closed form: nothing is shared with the rule
     * inside.
     */
    @ParameterizedTest
    @CsvFileSource(resources = "/org/widelimit/graphon/model/saliency-thresholds.csv", numLinesToSkip = 2)
    void thresholdAgreesWithAdaptiveQuadrature(SaliencyNoise noise, double c, double tau) {
        FactorisedSaliency model = FactorisedSaliency.of(BOWL, NeuronFactors.halfNormal(), noise, c);
        // Uniform noise has a kink where its W reaches 0, which runs through the quadrature's panels.
        double accuracy = noise.name().startsWith("UNIFORM") ? 1e-5 : 1e-9;
        assertThat(model.threshold()).isEqualTo(tau, within(accuracy));
    }

    /** A profile on coordinates is the same as a step function, and is integrated without error. */
    @Test
    void coordinatesAreSteps() {
        double[] profile = {2, 0.5, 0.5, 0.5};
        FactorisedSaliency coordinates =
                FactorisedSaliency.of(profile, NeuronFactors.constant(), SaliencyNoise.GAUSSIAN_MAGNITUDE, 0.3);
        double tau = coordinates.threshold();
        double spent =
                0.25 * 2 * NORMAL.cumulativeProbability(-tau / 2) + 0.75 * 2 * NORMAL.cumulativeProbability(-tau / 0.5);
        assertThat(spent).isEqualTo(0.3, within(1e-12));
        assertThat(coordinates.density(0.9, 0.2)).isEqualTo(2 * NORMAL.cumulativeProbability(-tau / 2), within(1e-13));
        assertThat(coordinates.density(0.9, 1)).isEqualTo(2 * NORMAL.cumulativeProbability(-tau / 0.5), within(1e-13));
    }

    @Test
    void densityRisesWithTheFactors() {
        FactorisedSaliency model =
                FactorisedSaliency.of(BOWL, NeuronFactors.halfNormal(), SaliencyNoise.GAUSSIAN_MAGNITUDE, 0.2);
        assertThat(model.density(0.9, 0.5)).isGreaterThan(model.density(0.5, 0.5));
        assertThat(model.density(0.5, 0.9)).isGreaterThan(model.density(0.5, 0.5));
        assertThat(model.density(0, 0.5)).isZero();
        assertThat(model.density(1, 0.5)).isEqualTo(1);
        assertThat(model.secondMoment(0, 0.5)).isZero();
        assertThat(model.secondMoment(1, 0.5)).isEqualTo(1);
    }

    @Test
    void whatCannotBeReachedIsRefused() {
        double[] half = {1, 0};
        for (SaliencyNoise noise : SaliencyNoise.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FactorisedSaliency.of(ONE, v -> 1, noise, 1))
                    .withMessageContaining("density in (0, 1)");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorisedSaliency.of(half, v -> 1, SaliencyNoise.GAUSSIAN_MAGNITUDE, 0.6))
                .withMessageContaining("too many are 0");
        assertThat(FactorisedSaliency.of(half, v -> 1, SaliencyNoise.GAUSSIAN_MAGNITUDE, 0.4)
                        .density(0.5, 0.2))
                .isEqualTo(0.8, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorisedSaliency.of(v -> -1, v -> 1, SaliencyNoise.GAUSSIAN_MAGNITUDE, 0.6));
    }

    /** Pruning by one threshold: exact density, threshold near tau, histogram near W and V. */
    @Test
    void prunedMasksTendToTheGraphon() {
        FactorisedSaliency model =
                FactorisedSaliency.of(BOWL, NeuronFactors.halfNormal(), SaliencyNoise.GAUSSIAN_MAGNITUDE, 0.2);
        for (FactorisedSaliency.Neurons neurons : FactorisedSaliency.Neurons.values()) {
            var pruned = model.prune("m", 900, 800, neurons, STREAMS.child("prune").stream());
            assertThat(pruned.mask().keptCount()).isEqualTo(144_000);
            assertThat(pruned.threshold()).isEqualTo(model.threshold(), within(0.05));
            StepGraphon histogram = SortedHistogram.estimate(
                    pruned.mask(), pruned.weights(), EstimatorOptions.STANDARD.withBlocks(6), STREAMS);
            StepGraphon truth = coarse(model);
            assertThat(rms(histogram.density(), truth.density())).isLessThan(0.012);
            assertThat(rms(histogram.secondMoment(), truth.secondMoment())).isLessThan(0.018);
        }
    }

    @Test
    void onTheGridMasksAndSamplesOfTheGraphonHaveOneLaw() {
        FactorisedSaliency model =
                FactorisedSaliency.of(BOWL, NeuronFactors.halfNormal(), SaliencyNoise.GAUSSIAN_MAGNITUDE, 0.2);
        Mask sampled = model.sample("m", 500, 500, STREAMS.child("sampled").stream());
        assertThat(sampled.density()).isEqualTo(0.2, within(0.004));
    }

    /** Cell means of the model in 6 x 6 blocks. */
    private static StepGraphon coarse(FactorisedSaliency model) {
        StepGraphon fine = StepGraphon.discretise(model, 600, 120);
        DMatrixRMaj w = new DMatrixRMaj(6, 6);
        DMatrixRMaj v = new DMatrixRMaj(6, 6);
        DMatrixRMaj fineW = fine.density();
        DMatrixRMaj fineV = fine.secondMoment();
        for (int a = 0; a < 600; a++) {
            for (int b = 0; b < 120; b++) {
                w.add(a / 100, b / 20, fineW.get(a, b) / 2000);
                v.add(a / 100, b / 20, fineV.get(a, b) / 2000);
            }
        }
        return StepGraphon.of(
                w, v, StepGraphon.of(w).rowEdges(), StepGraphon.of(w).columnEdges());
    }

    private static double rms(DMatrixRMaj one, DMatrixRMaj other) {
        double sum = 0;
        for (int k = 0; k < one.data.length; k++) {
            sum += (one.data[k] - other.data[k]) * (one.data[k] - other.data[k]);
        }
        return Math.sqrt(sum / one.data.length);
    }
}
