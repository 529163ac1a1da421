package org.widelimit.validation.widths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.cut.CutBracket;
import org.widelimit.graphon.cut.CutNorm;
import org.widelimit.graphon.cut.CutNormOptions;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.pruned.PruningAtInitialisation;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.Figure;

class WidthsStudyTest {

    private static final List<Integer> WIDTHS = List.of(32, 64, 128, 256);
    private static final EstimatorOptions BLOCKS = new EstimatorOptions(16, Sorting.IN_SAMPLE);

    private static WidthsResult random;
    private static WidthsResult snip;

    private static WidthsOptions options(String method, int seeds, Integer... widths) {
        return WidthsOptions.of(Pruner.named(method), PruningOptions.of(0.2), List.of(widths))
                .withSeeds(seeds)
                .withEstimator(BLOCKS);
    }

    private static WidthsResult run(WidthsOptions options, int threads) {
        return WidthsStudy.run(3, options, threads, DenseBackends.preferred());
    }

    @BeforeAll
    static void runs() {
        random = run(options("random", 5, WIDTHS.toArray(Integer[]::new)), 2);
        snip = run(options("snip", 3, WIDTHS.toArray(Integer[]::new)), 2);
    }

    private static DistanceCurve curve(LayerResult layer, Quantity quantity, Model model) {
        return find(layer, quantity, model).findFirst().orElseThrow();
    }

    private static Stream<DistanceCurve> find(LayerResult layer, Quantity quantity, Model model) {
        return layer.distances().stream().filter(curve -> curve.quantity() == quantity && curve.model() == model);
    }

    private static DistancePoint last(DistanceCurve curve) {
        return curve.points().get(curve.points().size() - 1);
    }

    @Test
    void threadsChangeNoBit() {
        WidthsOptions small = options("snip", 2, 16, 32);
        assertThat(run(small, 3)).isEqualTo(run(small, 1));
        assertThat(WidthsStudy.run(4, small, 2, DenseBackends.preferred())).isNotEqualTo(run(small, 1));
    }

    @Test
    void everyLayerBetweenHiddenLayersHasEveryCurve() {
        assertThat(random.layers()).extracting(LayerResult::layer).containsExactly("layer2", "layer3");
        for (LayerResult layer : random.layers()) {
            assertThat(layer.limit()).isEqualTo(Limit.ASKED_DENSITY);
            assertThat(layer.distances()).hasSize(13);
            assertThat(layer.masks()).extracting(MaskPoint::width).isEqualTo(WIDTHS);
            assertThat(layer.histograms()).extracting(HistogramPoint::width).containsExactly(32, 64, 128);
            for (DistanceCurve curve : layer.distances()) {
                boolean next = curve.quantity() == Quantity.TO_NEXT_WIDTH;
                assertThat(curve.points()).hasSize(next ? 3 : 4).allSatisfy(point -> {
                    assertThat(point.lower()).isPositive().isLessThanOrEqualTo(point.upper());
                    assertThat(point.distances()).isEqualTo(curve.quantity() == Quantity.BETWEEN_SEEDS ? 10 : 5);
                    assertThat(point.lower()).isBetween(point.intervalLower(), point.intervalUpper());
                });
                assertThat(curve.exponent() == null).isEqualTo(next);
            }
        }
        assertThat(snip.layers().get(0).limit()).isEqualTo(Limit.UNKNOWN);
        assertThat(find(snip.layers().get(0), Quantity.TO_LIMIT, Model.METHOD)).isEmpty();
        assertThat(find(snip.layers().get(0), Quantity.TO_LIMIT, Model.ERDOS_RENYI))
                .hasSize(1);
    }

    @Test
    void randomIsItsNull() {
        for (LayerResult layer : random.layers()) {
            for (Quantity quantity : List.of(Quantity.BETWEEN_SEEDS, Quantity.TO_NEXT_WIDTH, Quantity.TO_LIMIT)) {
                List<DistancePoint> method =
                        curve(layer, quantity, Model.METHOD).points();
                List<DistancePoint> empty =
                        curve(layer, quantity, Model.ERDOS_RENYI).points();
                for (int k = 0; k < method.size(); k++) {
                    assertThat(method.get(k).lower() / empty.get(k).lower()).isCloseTo(1, within(0.3));
                }
            }
            Exponent exponent = curve(layer, Quantity.TO_LIMIT, Model.METHOD).exponent();
            Exponent ofNull = curve(layer, Quantity.TO_LIMIT, Model.ERDOS_RENYI).exponent();
            assertThat(exponent.slope()).isBetween(ofNull.lower() - 0.1, ofNull.upper() + 0.1);
            // Between the bias n^(-1/2) and the binning n^(-1).
            assertThat(exponent.slope()).isBetween(-0.9, -0.4);
        }
        List<String> reading = WidthsReading.of(random);
        assertThat(reading.get(0))
                .endsWith("density 0.2 with one threshold for all layers, 3 hidden layers, 5 seeds; histograms of 16"
                        + " blocks, in-sample sorting.");
        assertThat(reading.get(1)).contains("no structure that this estimator sees");
        assertThat(reading)
                .filteredOn(sentence -> sentence.startsWith("layer2: the distance to the limit goes"))
                .singleElement()
                .asString()
                .endsWith("the intervals overlap, so that it falls tells nothing that noise would not.");
    }

    @Test
    void snipHasStructureThatStays() {
        for (LayerResult layer : snip.layers()) {
            DistancePoint method = last(curve(layer, Quantity.TO_ERDOS_RENYI, Model.METHOD));
            DistancePoint twins = last(curve(layer, Quantity.TO_ERDOS_RENYI, Model.ERDOS_RENYI));
            assertThat(method.lower()).isGreaterThan(10 * twins.lower());
            // The degrees are nearly all of it.
            DistancePoint beyond = last(curve(layer, Quantity.TO_CONFIGURATION, Model.METHOD));
            assertThat(beyond.lower()).isLessThan(method.lower() / 10);
        }
        assertThat(WidthsReading.of(snip).get(1)).endsWith(": structure.");
    }

    @Test
    void exponentsStandBesideThoseOfTheNulls() {
        DataTable table = WidthsReading.exponents(random).orElseThrow();
        assertThat(table.rows()).hasSize(4).allSatisfy(row -> assertThat(row).hasSize(4));
        LayerResult layer = random.layers().get(0);
        assertThat(table.rows().get(0))
                .containsExactly(
                        "layer2, distance to the limit",
                        WidthsReading.text(
                                curve(layer, Quantity.TO_LIMIT, Model.METHOD).exponent()),
                        WidthsReading.text(curve(layer, Quantity.TO_LIMIT, Model.ERDOS_RENYI)
                                .exponent()),
                        WidthsReading.text(curve(layer, Quantity.TO_LIMIT, Model.CONFIGURATION)
                                .exponent()));
        assertThat(WidthsReading.exponents(snip).orElseThrow().rows())
                .as("no limit is known")
                .hasSize(2)
                .noneMatch(row -> row.get(0).contains("limit"));
    }

    @Test
    void curveOfHistogramsOfMasksWithoutStructureIsTheFormulas() {
        for (LayerResult layer : random.layers()) {
            for (HistogramPoint point : layer.histograms()) {
                assertThat(point.erdosRenyi() / point.formula()).isCloseTo(1, within(0.15));
                assertThat(point.method() / point.formula()).isCloseTo(1, within(0.15));
            }
        }
    }

    @Test
    void heldOutSortingTakesTheBiasAway() {
        WidthsOptions heldOut = options("random", 3, 64, 256).withEstimator(BLOCKS.withSorting(Sorting.HELD_OUT));
        LayerResult layer = run(heldOut, 2).layers().get(0);
        double without = last(curve(layer, Quantity.TO_LIMIT, Model.METHOD)).lower();
        double with = last(curve(random.layers().get(0), Quantity.TO_LIMIT, Model.METHOD))
                .lower();
        assertThat(without).isLessThan(0.5 * with);
    }

    @Test
    void distanceToTheLimitIsTheCutNormOfTheDeviation() {
        WidthsOptions options = options("random", 5, WIDTHS.toArray(Integer[]::new));
        RandomStreams streams = RandomStreams.of(3).child("widths").child("random");
        HistogramFactory factory = new HistogramFactory(
                options, PruningAtInitialisation.onDigits(3, options.pruning(), DenseBackends.preferred()), streams);
        double sum = 0;
        for (int seed = 0; seed < 5; seed++) {
            DMatrixRMaj deviation =
                    factory.histograms(128, seed).get(1).of(Model.METHOD).density();
            for (int k = 0; k < deviation.getNumElements(); k++) {
                deviation.data[k] -= 0.2;
            }
            CutBracket bracket = CutNorm.of(deviation, CutNormOptions.STANDARD, RandomStreams.of(1));
            assertThat(bracket.exact()).isTrue();
            sum += bracket.lower();
        }
        DistancePoint found = curve(random.layers().get(1), Quantity.TO_LIMIT, Model.METHOD)
                .points()
                .get(2);
        assertThat(found.lower()).isCloseTo(sum / 5, within(1e-12));
        assertThat(found.upper()).isCloseTo(sum / 5, within(1e-12));
    }

    @Test
    void histogramDistanceOfEqualBlocksIsFrobenius() {
        StepGraphon u = StepGraphon.of(new DMatrixRMaj(2, 2, true, 0.1, 0.2, 0.3, 0.4));
        StepGraphon w = StepGraphon.of(new DMatrixRMaj(2, 2, true, 0.2, 0.2, 0.1, 0.5));
        double frobenius = Math.sqrt(0.01 + 0.04 + 0.01);
        assertThat(2 * HistogramCurve.distance(u, w)).isCloseTo(frobenius, within(1e-15));
        StepGraphon fine = w.refinedTo(new double[] {0, 0.5, 0.7, 1}, new double[] {0, 0.1, 0.5, 1});
        assertThat(2 * HistogramCurve.distance(u, fine)).isCloseTo(frobenius, within(1e-15));
    }

    @Test
    void withoutPruningThereIsNothingToMeasure() {
        WidthsOptions all = WidthsOptions.of(Pruner.named("random"), PruningOptions.of(1), List.of(8, 16, 32, 64))
                .withSeeds(3);
        for (DistanceCurve curve : run(all, 2).layers().get(0).distances()) {
            assertThat(curve.points())
                    .allSatisfy(point -> assertThat(point.upper()).isZero());
            assertThat(curve.exponent()).isNull();
        }
    }

    @Test
    void fewSeedsGiveWhatTheyCan() {
        LayerResult one = run(options("magnitude", 1, 1, 16), 1).layers().get(0);
        assertThat(one.limit()).isEqualTo(Limit.LAYER_DENSITY);
        assertThat(find(one, Quantity.BETWEEN_SEEDS, Model.METHOD)).isEmpty();
        assertThat(last(curve(one, Quantity.TO_LIMIT, Model.METHOD)).intervalLower())
                .isNull();
        WidthsResult single = run(options("magnitude", 1, 8, 16), 1);
        assertThat(WidthsReading.of(single).get(1)).contains("one seed cannot tell");
        LayerResult two = run(options("magnitude", 2, 8, 16), 1).layers().get(0);
        assertThat(last(curve(two, Quantity.BETWEEN_SEEDS, Model.METHOD)).intervalLower())
                .isNull();
        assertThat(last(curve(two, Quantity.TO_LIMIT, Model.METHOD)).intervalLower())
                .isNotNull();
    }

    @Test
    void resultIsJsonAndCsv() {
        JsonNode json = WidthsFiles.toJson(random);
        assertThat(json.get("method").asText()).isEqualTo("random");
        assertThat(json.get("sorting").asText()).isEqualTo("in-sample");
        JsonNode curve = json.get("layers").get(0).get("distances").get(0);
        assertThat(curve.get("quantity").asText()).isEqualTo("betweenSeeds");
        assertThat(curve.get("model").asText()).isEqualTo("method");
        DistanceCurve first = random.layers().get(0).distances().get(0);
        assertThat(curve.get("exponent").get("slope").asDouble())
                .isEqualTo(first.exponent().slope());
        List<String> lines = WidthsFiles.toCsv(random).lines().toList();
        int points = random.layers().stream()
                .flatMap(layer -> layer.distances().stream())
                .mapToInt(each -> each.points().size())
                .sum();
        assertThat(lines).hasSize(1 + points);
        String[] cells = lines.get(1).split(",");
        assertThat(Arrays.copyOf(cells, 4)).containsExactly("layer2", "method", "betweenSeeds", "32");
        assertThat(Double.parseDouble(cells[4])).isEqualTo(first.points().get(0).lower());
    }

    @Test
    void figuresHaveTheirOwnIdsAndStandBesideTheNulls() {
        List<Figure> figures = WidthsFigures.of(random);
        assertThat(figures).hasSize(10);
        assertThat(WidthsFigures.of(snip)).as("no limit is known").hasSize(8);
        assertThat(figures).extracting(Figure::id).doesNotHaveDuplicates();
        assertThat(figures.get(0).caption()).contains("no sign of a limit");
        assertThat(figures.get(1).caption()).contains("Exponent, Erdős–Rényi null: ");
    }

    @Test
    void unusableOptionsAreRefused() {
        assertThatThrownBy(() -> options("random", 0, 8, 16))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("seeds");
        assertThatThrownBy(() -> options("random", 1, 8)).hasMessageContaining("at least two");
        assertThatThrownBy(() -> options("random", 1, 0, 8)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> options("random", 1, 16, 16))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ascending");
        assertThatThrownBy(() ->
                        new WidthsOptions(Pruner.named("random"), PruningOptions.of(0.5), 1, List.of(8, 16), 1, BLOCKS))
                .hasMessageContaining("hidden layers");
    }

    @Test
    void memoryLimitsTheThreadsAndRefusesWhatCannotFit() {
        WidthsOptions options = options("random", 1, 8, 1024);
        double gigabyte = 1 << 30;
        assertThat(Memory.threads(options, 4, 2 * gigabyte)).isEqualTo(4);
        assertThat(Memory.threads(options, 4, 0.3 * gigabyte)).isEqualTo(2);
        assertThatThrownBy(() -> Memory.threads(options, 4, 0.1 * gigabyte))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("found 1024");
    }
}
