package org.widelimit.networks.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.networks.Activations;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.data.Standardisation;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;

/** What all pruners have in common: counts, thresholds, scopes, schedules. */
class PrunerTest {
    private static final RandomStreams STREAMS = RandomStreams.of(31);
    private static final PruningData DIGITS = PruningData.of(
            Dataset.digits().standardised(Standardisation.UNIT_INTERVAL).sample(100, STREAMS.child("data").stream()),
            40);

    static List<Pruner> pruners() {
        return Pruner.all();
    }

    @Provide
    Arbitrary<Pruner> anyPruner() {
        return Arbitraries.of(Pruner.all());
    }

    @Provide
    Arbitrary<Schedule> schedules() {
        return Arbitraries.of(Schedule.values());
    }

    /**
     * Scores of continuous weights and inputs have no ties, so the counts are exact. (With ReLU, or with pixels that are always
     * zero, the scores of dead units tie at zero.)
     */
    @Property(tries = 40)
    void oneRoundKeepsExactlyTheNumberAskedFor(
            @ForAll("anyPruner") Pruner pruner, @ForAll @DoubleRange(min = 0.01, max = 1) double density) {
        Mlp network = Mlp.initialise(
                MlpShape.of(17, 10, 20, 15, 12), MlpOptions.ntk(Activations.ERF, 2, 0.1), STREAMS.child("smooth"));
        DMatrixRMaj x = STREAMS.child("x").stream().gaussianMatrix(30, 17);
        DMatrixRMaj y = STREAMS.child("y").stream().gaussianMatrix(30, 10);
        PruningData data = PruningData.of(x, y, new MeanSquaredError(), 20);
        PruningOptions options = PruningOptions.of(density).withRounds(1);
        PruningResult result = pruner.prune(network, data, options, STREAMS);
        long total = total(network.masks());
        assertThat(kept(result.masks())).isEqualTo(total - (long) ((1 - density) * total));
        PruningResult byLayer = pruner.prune(network, data, options.withScope(Scope.LAYER), STREAMS);
        for (Mask mask : byLayer.masks().layers()) {
            long size = (long) mask.rows() * mask.columns();
            assertThat(mask.keptCount()).isEqualTo(size - (long) ((1 - density) * size));
        }
    }

    @ParameterizedTest
    @MethodSource("pruners")
    void theMasksAreTheScoresAboveTheThreshold(Pruner pruner) {
        for (Scope scope : Scope.values()) {
            PruningOptions options = PruningOptions.of(0.2).withScope(scope).withRounds(3);
            PruningResult result = pruner.prune(network(), DIGITS, options, STREAMS);
            for (LayerScores layer : result.scores()) {
                double threshold = layer.threshold().orElseThrow();
                Mask mask = result.masks().layer(layer.layer());
                for (int i = 0; i < mask.rows(); i++) {
                    for (int j = 0; j < mask.columns(); j++) {
                        assertThat(mask.kept(i, j)).isEqualTo(layer.scores().get(i, j) > threshold);
                    }
                }
            }
            assertThat(result.threshold().isPresent()).isEqualTo(scope == Scope.GLOBAL);
        }
    }

    /** An independent threshold: sort all scores and read off the k-th. */
    @ParameterizedTest
    @MethodSource("pruners")
    void theGlobalThresholdIsTheKthSmallestScore(Pruner pruner) {
        PruningResult result =
                pruner.prune(network(), DIGITS, PruningOptions.of(0.25).withRounds(1), STREAMS);
        double[] sorted = result.scores().stream()
                .flatMapToDouble(layer -> Arrays.stream(layer.scores().data))
                .sorted()
                .toArray();
        assertThat(result.threshold().orElseThrow()).isEqualTo(sorted[(int) (0.75 * sorted.length) - 1]);
    }

    @ParameterizedTest
    @MethodSource("pruners")
    void storedWeightsStay(Pruner pruner) {
        Mlp network = network();
        PruningResult result =
                pruner.prune(network, DIGITS, PruningOptions.of(0.1).withRounds(2), STREAMS);
        assertThat(result.network().parameters()).containsExactly(network.parameters());
        assertThat(network.masks()).allMatch(mask -> mask.density() == 1);
        assertThat(result.masks().layers()).allMatch(mask -> mask.provenance().contains(pruner.name()));
    }

    @ParameterizedTest
    @MethodSource("pruners")
    void layersKeptDenseAreNeitherPrunedNorCounted(Pruner pruner) {
        PruningOptions options = PruningOptions.of(0.3).withRounds(1).withKeepDense("first", "last");
        PruningResult result = pruner.prune(network(), DIGITS, options, STREAMS);
        List<Mask> masks = result.masks().layers();
        assertThat(masks.get(0).density()).isEqualTo(1);
        assertThat(masks.get(3).density()).isEqualTo(1);
        long total = total(masks.subList(1, 3));
        assertThat(masks.get(1).keptCount() + masks.get(2).keptCount()).isEqualTo(total - (long) (0.7 * total));
        assertThat(result.scores()).extracting(LayerScores::layer).containsExactly("layer2", "layer3");
    }

    @ParameterizedTest
    @MethodSource("pruners")
    void masksDoNotDependOnThreads(Pruner pruner) {
        PruningOptions options = PruningOptions.of(0.2).withRounds(2);
        MaskChain alone = pruner.prune(network(), DIGITS, options, STREAMS).masks();
        List<MaskChain> together = IntStream.range(0, 4)
                .parallel()
                .mapToObj(
                        run -> pruner.prune(network(), DIGITS, options, STREAMS).masks())
                .toList();
        assertThat(together).containsOnly(alone);
    }

    @ParameterizedTest
    @MethodSource("pruners")
    void isFoundByItsName(Pruner pruner) {
        assertThat(Pruner.named(pruner.name())).isEqualTo(pruner);
        assertThat(pruner.defaultRounds()).isEqualTo(pruner.name().equals("synflow") ? 100 : 1);
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> Pruner.named("lottery"))
                .isInstanceOf(InputException.class)
                .hasMessage("expected a pruner out of grasp, magnitude, random, snip, synflow, found \"lottery\"");
        assertThatThrownBy(
                        () -> prune(new RandomPruner(), PruningOptions.of(0.5).withKeepDense("layer9")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("first, last, layer1, layer2, layer3, layer4")
                .hasMessageContaining("\"layer9\"");
        assertThatThrownBy(() -> prune(
                        new RandomPruner(), PruningOptions.of(0.5).withKeepDense("first", "layer2", "layer3", "last")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least one layer to prune");
        for (double density : new double[] {0, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> PruningOptions.of(density))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("density in (0, 1]");
        }
        assertThatThrownBy(() -> PruningOptions.of(0.5).withRounds(0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least one round");
    }

    @Test
    void aScoreThatIsNotANumberIsNamed() {
        Pruner broken = scoring((network, l, i, j) -> l == 3 && i == 2 ? Double.NaN : 1);
        assertThatThrownBy(() -> prune(broken, PruningOptions.of(0.5)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("found NaN by the method fixed in layer \"layer3\"");
    }

    @Test
    void ofDensityOneNothingIsPruned() {
        PruningResult result = prune(new MagnitudePruner(), PruningOptions.of(1));
        assertThat(result.masks().density()).isEqualTo(1);
        assertThat(result.threshold()).isEmpty();
    }

    /** All weights tie with the threshold, and ties are pruned. */
    @Test
    void tiesWithTheThresholdArePruned() {
        PruningResult flat = prune(scoring((network, l, i, j) -> 5), PruningOptions.of(0.5));
        assertThat(flat.masks().density()).isZero();
        assertThat(flat.deadLayers()).containsExactly("layer1", "layer2", "layer3", "layer4");
        // Three levels by column: the middle one holds the median and goes with the lowest.
        PruningResult levels = prune(scoring((network, l, i, j) -> j % 3), PruningOptions.of(0.5));
        for (Mask mask : levels.masks().layers()) {
            for (int j = 0; j < mask.columns(); j++) {
                assertThat(mask.kept(0, j)).isEqualTo(j % 3 == 2);
            }
        }
    }

    @Test
    void aCollapsedLayerIsReported() {
        PruningResult result =
                prune(scoring((network, l, i, j) -> l == 2 ? -1 - i - j : i + 0.1 * j), PruningOptions.of(0.5));
        assertThat(result.deadLayers()).containsExactly("layer2");
        PruningResult layered = prune(
                scoring((network, l, i, j) -> l == 2 ? -1 - i - j / 1e3 : i + j / 1e3),
                PruningOptions.of(0.5).withScope(Scope.LAYER));
        assertThat(layered.deadLayers()).isEmpty();
    }

    @Property(tries = 50)
    void schedulesEndAtTheDensityAndFallSteadily(
            @ForAll("schedules") Schedule schedule, @ForAll @DoubleRange(min = 0.01, max = 1) double density) {
        int rounds = 7;
        assertThat(schedule.density(density, rounds, rounds)).isCloseTo(density, within(1e-15));
        double step = schedule.density(density, 1, rounds);
        for (int t = 1; t <= rounds; t++) {
            double expected = schedule == Schedule.EXPONENTIAL ? Math.pow(step, t) : 1 - t * (1 - step);
            assertThat(schedule.density(density, t, rounds)).isCloseTo(expected, within(1e-13));
        }
    }

    /** The pruner writes down how many weights it finds at the beginning of each round. */
    @Test
    void everyRoundSeesTheMasksOfTheRoundBefore() {
        for (Schedule schedule : Schedule.values()) {
            List<Long> seen = new ArrayList<>();
            Pruner watching = new Pruner() {
                @Override
                public String name() {
                    return "watching";
                }

                @Override
                public List<DMatrixRMaj> scores(ScoringTask task) {
                    seen.add(kept(MaskChain.of(task.network().masks())));
                    return new MagnitudePruner().scores(task);
                }
            };
            prune(watching, PruningOptions.of(0.1).withRounds(4).withSchedule(schedule));
            long total = total(network().masks());
            List<Long> expected = LongStream.range(0, 4)
                    .map(t -> total - (long) ((1 - schedule.density(0.1, (int) t, 4)) * total))
                    .boxed()
                    .toList();
            assertThat(seen).isEqualTo(expected);
        }
    }

    /** Magnitudes do not change between rounds, so rounds change nothing. */
    @Test
    void magnitudeIsTheSameInOneRoundAndInMany() {
        PruningOptions once = PruningOptions.of(0.15);
        assertThat(prune(new MagnitudePruner(), once.withRounds(6)).masks())
                .isEqualTo(prune(new MagnitudePruner(), once).masks());
    }

    /** Iterating is what saves SynFlow from cutting a thin layer: each layer carries the same total score. */
    @Test
    void iterativeSynflowKeepsEveryLayerAlive() {
        Mlp thin = Mlp.initialise(
                MlpShape.of(64, 10, 40, 2, 40), MlpOptions.standard(Activations.RELU, 2, 0), STREAMS.child("thin"));
        PruningOptions few = PruningOptions.of(0.01);
        assertThat(new SynflowPruner()
                        .prune(thin, PruningData.none(), few, STREAMS)
                        .deadLayers())
                .isEmpty();
        assertThat(new MagnitudePruner()
                        .prune(thin, PruningData.none(), few, STREAMS)
                        .deadLayers())
                .isNotEmpty();
    }

    /** A uniformly random mask: row degrees have the variance of the hypergeometric distribution. */
    @Test
    void randomMasksAreHomogeneous() {
        Mlp wide = Mlp.initialise(MlpShape.of(400, 400), MlpOptions.ntk(Activations.RELU, 2, 0), STREAMS.child("wide"));
        for (Pruner pruner : List.of(new RandomPruner(), new MagnitudePruner())) {
            Mask mask = pruner.prune(wide, PruningData.none(), PruningOptions.of(0.2), STREAMS)
                    .masks()
                    .layers()
                    .get(0);
            double variance = Arrays.stream(mask.rowDegrees())
                    .mapToDouble(degree -> (degree - 80.0) * (degree - 80.0))
                    .average()
                    .orElseThrow();
            // Relative standard error sqrt(2/400) = 0.07; three of them.
            assertThat(variance / (400 * 0.2 * 0.8)).isBetween(0.79, 1.21);
        }
    }

    private interface FixedScore {
        double of(Mlp network, int layer, int i, int j);
    }

    private static Pruner scoring(FixedScore score) {
        return new Pruner() {
            @Override
            public String name() {
                return "fixed";
            }

            @Override
            public List<DMatrixRMaj> scores(ScoringTask task) {
                List<DMatrixRMaj> scores = new ArrayList<>();
                for (int l : task.layers()) {
                    Mask mask = task.network().masks().get(l - 1);
                    DMatrixRMaj matrix = new DMatrixRMaj(mask.rows(), mask.columns());
                    for (int i = 0; i < mask.rows(); i++) {
                        for (int j = 0; j < mask.columns(); j++) {
                            matrix.set(i, j, score.of(task.network(), l, i, j));
                        }
                    }
                    scores.add(matrix);
                }
                return scores;
            }
        };
    }

    private static PruningResult prune(Pruner pruner, PruningOptions options) {
        return pruner.prune(network(), DIGITS, options, STREAMS);
    }

    private static Mlp network() {
        return Mlp.initialise(
                MlpShape.of(64, 10, 20, 15, 12), MlpOptions.standard(Activations.RELU, 2, 0.1), STREAMS.child("net"));
    }

    private static long kept(MaskChain chain) {
        return chain.layers().stream().mapToLong(Mask::keptCount).sum();
    }

    private static long total(List<Mask> masks) {
        return masks.stream()
                .mapToLong(mask -> (long) mask.rows() * mask.columns())
                .sum();
    }
}
