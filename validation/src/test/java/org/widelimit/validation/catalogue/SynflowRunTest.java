package org.widelimit.validation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.graphon.Mask;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.pruning.PruningData;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.networks.pruning.SynflowPruner;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** The fast SynFlow against the pruner, and its linear response against closed forms and numbers computed elsewhere. */
class SynflowRunTest {

    @ParameterizedTest
    @CsvSource({"0.2, 1", "0.2, 7", "0.05, 40", "0.1, 300", "0.9, 3", "1, 2"})
    void makesTheMasksOfThePruner(double density, int rounds) {
        RandomStream stream = RandomStreams.of(11).stream();
        int[] units = {13, 31, 24, 17, 5};
        List<DMatrixRMaj> weights = new ArrayList<>();
        for (int l = 1; l < units.length; l++) {
            weights.add(SynflowRun.magnitudes(WeightLaw.NORMAL, units[l], units[l - 1], stream));
        }
        Mlp network = Mlp.of(MlpOptions.standard(Activations.RELU, 2, 0), weights, List.of());
        PruningOptions options = PruningOptions.of(density).withRounds(rounds);
        List<Mask> masks = new SynflowPruner()
                .prune(network, PruningData.none(), options, RandomStreams.of(1))
                .network()
                .masks();
        SynflowRun run = new SynflowRun(weights).prune(density, rounds);
        for (int l = 1; l < units.length; l++) {
            assertThat(run.mask(l).data)
                    .as("layer " + l)
                    .isEqualTo(masks.get(l - 1).toMatrix().data);
        }
    }

    @Test
    void knowsDegreesAndDeadUnits() {
        DMatrixRMaj first = new DMatrixRMaj(2, 2, true, 8, 4, 1, 2);
        DMatrixRMaj second = new DMatrixRMaj(1, 2, true, 1, 1);
        SynflowRun run = new SynflowRun(List.of(first, second));
        // Scores 8, 4 / 1, 2 and 12, 3: with half of them go 1, 2 and 3, which kills the second unit.
        run.cut(0.5);
        SynflowRun.Units units = run.hiddenUnits().get(0);
        assertThat(units.inDegrees()).containsExactly(2, 0);
        assertThat(units.outDegrees()).containsExactly(1, 0);
        assertThat(units.inFlow()).containsExactly(12, 0);
        assertThat(units.outFlow()).containsExactly(1, 0);
        assertThat(run.deadFraction()).isEqualTo(0.5);
        assertThat(SynflowRun.relativeDeviation(new int[] {1, 3})).isCloseTo(Math.sqrt(0.5), within(1e-15));
    }

    @Test
    void criticalDensitiesAreTheKnownOnes() {
        assertThat(new SynflowResponse(WeightLaw.UNIFORM).criticalDensity())
                .isCloseTo(1 - 1 / Math.sqrt(3), within(1e-14));
        assertThat(new SynflowResponse(WeightLaw.NORMAL).criticalDensity()).isCloseTo(0.317310507862914, within(1e-13));
    }

    /** The recursion in both flows, written as matrices of coefficients and evaluated in Python. */
    @ParameterizedTest
    @CsvSource({
        "NORMAL, 0.2, 1, 2.624375983363016",
        "NORMAL, 0.2, 2, 3.973273685016914",
        "NORMAL, 0.2, 4, 6.873486724167518",
        "UNIFORM, 0.2, 1, 3.055050463303893",
        "UNIFORM, 0.2, 2, 5.876186237020579",
        "UNIFORM, 0.67, 60, 0.886285042599943",
        "NORMAL, 0.4, 60, 3.977428612305435",
    })
    void responseAfterRoundsIsThatOfAnotherComputation(WeightLaw law, double c, int rounds, double deviation) {
        assertThat(Math.sqrt(new SynflowResponse(law).afterRounds(c, rounds)))
                .isCloseTo(deviation, within(1e-9 * deviation));
    }

    @ParameterizedTest
    @EnumSource(WeightLaw.class)
    void manyRoundsTendToTheQuasiStaticResponse(WeightLaw law) {
        SynflowResponse response = new SynflowResponse(law);
        double c = 0.6;
        double limit = response.quasiStatic(c);
        double coarse = limit - response.afterRounds(c, 400);
        double fine = limit - response.afterRounds(c, 800);
        assertThat(coarse / fine).as("an error of order 1/T").isCloseTo(2, within(0.05));
        assertThat(fine / limit).isCloseTo(0, within(0.02));
        assertThat(response.quasiStatic(0.3)).isInfinite();
    }

    @ParameterizedTest
    @EnumSource(WeightLaw.class)
    void lawsAreConsistent(WeightLaw law) {
        double step = 1e-6;
        for (double c : new double[] {0.9, 0.5, 0.2}) {
            double tau = law.threshold(c);
            assertThat(law.keptFraction(tau)).isCloseTo(c, within(1e-14));
            double density = (law.keptFraction(tau - step) - law.keptFraction(tau + step)) / (2 * step);
            assertThat(density).isCloseTo(law.density(tau), within(1e-8));
            double first = (law.firstMoment(tau - step) - law.firstMoment(tau + step)) / (2 * step);
            assertThat(first).isCloseTo(tau * law.density(tau), within(1e-8));
            double second = (law.secondMoment(tau - step) - law.secondMoment(tau + step)) / (2 * step);
            assertThat(second).isCloseTo(tau * tau * law.density(tau), within(1e-8));
        }
    }
}
