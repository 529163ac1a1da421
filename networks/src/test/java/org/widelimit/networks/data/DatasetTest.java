package org.widelimit.networks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStreams;

class DatasetTest {
    /** Sums and counts by NumPy from the source file; the hash by sha256sum. */
    @Test
    void theDigitsAreAllThere() {
        Dataset digits = Dataset.digits();
        assertThat(digits.size()).isEqualTo(1797);
        assertThat(digits.features()).isEqualTo(64);
        assertThat(digits.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(digits.sha256()).isEqualTo("46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a");
        DMatrixRMaj x = digits.inputs();
        assertThat(CommonOps_DDRM.elementSum(x)).isEqualTo(561718);
        assertThat(CommonOps_DDRM.elementMin(x)).isZero();
        assertThat(CommonOps_DDRM.elementMax(x)).isEqualTo(16);
        int[] counts = new int[10];
        Arrays.stream(digits.labels()).forEach(c -> counts[c]++);
        assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        assertThat(Arrays.copyOf(x.data, 6)).containsExactly(0, 0, 5, 13, 9, 1);
        assertThat(Arrays.copyOf(digits.labels(), 4)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void theAttributionIsBesideTheDigits() throws IOException {
        try (InputStream in = Dataset.class.getResourceAsStream("ATTRIBUTION")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Alpaydin", "Kaynak", "10.24432/C50P49", "CC BY 4.0");
        }
    }

    @Test
    void oneHotRowsPointAtTheirClass() {
        Dataset three = small();
        assertThat(three.oneHot().data).containsExactly(0, 1, 1, 0, 0, 1);
    }

    @Property(tries = 50)
    void standardisationHasTheMomentsItPromises(
            @ForAll @IntRange(min = 2, max = 20) int n, @ForAll @IntRange(min = 1, max = 6) int d, @ForAll long seed) {
        DMatrixRMaj x = RandomStreams.of(seed).stream().gaussianMatrix(n, d);
        CommonOps_DDRM.scale(3, x);
        CommonOps_DDRM.add(x, 7);
        Dataset data = Dataset.of("random", x, new int[n], List.of("a"));
        DMatrixRMaj global = data.standardised(Standardisation.GLOBAL).inputs();
        assertMoments(global.data);
        DMatrixRMaj each = data.standardised(Standardisation.PER_FEATURE).inputs();
        for (int j = 0; j < d; j++) {
            int column = j;
            assertMoments(
                    IntStream.range(0, n).mapToDouble(e -> each.get(e, column)).toArray());
        }
        DMatrixRMaj unit = data.standardised(Standardisation.UNIT_INTERVAL).inputs();
        assertThat(CommonOps_DDRM.elementMin(unit)).isZero();
        assertThat(CommonOps_DDRM.elementMax(unit)).isEqualTo(1);
        DMatrixRMaj sphere = data.standardised(Standardisation.UNIT_NORM).inputs();
        for (int e = 0; e < n; e++) {
            double squares = 0;
            for (int j = 0; j < d; j++) {
                squares += sphere.get(e, j) * sphere.get(e, j);
            }
            assertThat(squares).isCloseTo(d, within(1e-13 * d));
        }
        assertThat(data.standardised(Standardisation.NONE).inputs().data).containsExactly(x.data);
    }

    private static void assertMoments(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double square = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(1e-12));
        assertThat(square).isCloseTo(1, within(1e-12));
    }

    @Test
    void constantCoordinatesAndEmptyImagesStayFinite() {
        DMatrixRMaj x = new DMatrixRMaj(2, 2, true, 4, 1, 4, 3);
        Dataset data = Dataset.of("d", x, new int[2], List.of("a"));
        assertThat(data.standardised(Standardisation.PER_FEATURE).inputs().data).containsExactly(0, -1, 0, 1);
        Dataset zero = Dataset.of("z", new DMatrixRMaj(2, 2), new int[2], List.of("a"));
        for (Standardisation how : Standardisation.values()) {
            assertThat(zero.standardised(how).inputs().data).containsExactly(0, 0, 0, 0);
        }
    }

    @Test
    void aTestSetIsStandardisedByTheStatisticsOfTheTrainingSet() {
        Dataset train = Dataset.of("a", new DMatrixRMaj(2, 1, true, 1, 3), new int[2], List.of("c"));
        Dataset test = Dataset.of("b", new DMatrixRMaj(1, 1, true, 10), new int[1], List.of("c"));
        // mean 2, deviation 1; minimum 1, range 2
        assertThat(test.standardisedLike(train, Standardisation.PER_FEATURE)
                        .inputs()
                        .get(0))
                .isEqualTo(8);
        assertThat(test.standardisedLike(train, Standardisation.GLOBAL).inputs().get(0))
                .isEqualTo(8);
        assertThat(test.standardisedLike(train, Standardisation.UNIT_INTERVAL)
                        .inputs()
                        .get(0))
                .isEqualTo(4.5);
    }

    @Test
    void aSplitIsAPartition() {
        Dataset digits = Dataset.digits();
        Dataset.Split split = digits.split(0.8, RandomStreams.of(4).stream());
        assertThat(split.train().size()).isEqualTo(1438);
        assertThat(split.test().size()).isEqualTo(359);
        assertThat(split.train().classes()).isEqualTo(digits.classes());
        double sum = CommonOps_DDRM.elementSum(split.train().inputs())
                + CommonOps_DDRM.elementSum(split.test().inputs());
        assertThat(sum).isEqualTo(561718);
        assertThat(split.train().inputs().data)
                .isEqualTo(
                        digits.split(0.8, RandomStreams.of(4).stream()).train().inputs().data);
        assertThatThrownBy(() -> small().split(0.01, RandomStreams.of(1).stream()))
                .hasMessageContaining("both parts of 3 examples");
    }

    @Test
    void aSampleHasNoRepetitions() {
        int n = 100;
        double[] positions = IntStream.range(0, n).asDoubleStream().toArray();
        Dataset data = Dataset.of("p", DMatrixRMaj.wrap(n, 1, positions), new int[n], List.of("a"));
        Dataset sample = data.sample(60, RandomStreams.of(9).stream());
        assertThat(Arrays.stream(sample.inputs().data).distinct().count()).isEqualTo(60);
        assertThatThrownBy(() -> data.sample(101, RandomStreams.of(9).stream())).hasMessageContaining("1..100");
    }

    @Test
    void aSubsetKeepsOrderAndClasses() {
        Dataset picked = small().subset(2, 0);
        assertThat(picked.inputs().data).containsExactly(5, 6, 1, 2);
        assertThat(picked.labels()).containsExactly(1, 1);
        assertThat(picked.classes()).hasSize(2);
    }

    @Test
    void refusesLabelsThatDoNotFit() {
        assertThatThrownBy(() -> Dataset.of("d", new DMatrixRMaj(2, 1), new int[3], List.of("a")))
                .hasMessageContaining("found 3");
        assertThatThrownBy(() -> Dataset.of("d", new DMatrixRMaj(1, 1), new int[] {1}, List.of("a")))
                .hasMessageContaining("0..0");
    }

    private static Dataset small() {
        return Dataset.of(
                "small", new DMatrixRMaj(3, 2, true, 1, 2, 3, 4, 5, 6), new int[] {1, 0, 1}, List.of("a", "b"));
    }
}
