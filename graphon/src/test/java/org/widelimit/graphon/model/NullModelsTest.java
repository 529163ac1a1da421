package org.widelimit.graphon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class NullModelsTest {

    private static final RandomStreams STREAMS = RandomStreams.of(3);

    @Test
    void erdosRenyiHasIndependentEntriesOfItsDensity() {
        Mask mask = NullModels.erdosRenyi("m", 300, 400, 0.3, STREAMS.stream());
        assertThat(mask.density()).isEqualTo(0.3, within(4 * Math.sqrt(0.21 / 120_000)));
        assertThat(NullModels.erdosRenyi("m", 5, 5, 0, STREAMS.stream()).keptCount())
                .isZero();
        assertThat(NullModels.erdosRenyi("m", 5, 5, 1, STREAMS.stream()).keptCount())
                .isEqualTo(25);
        assertThatIllegalArgumentException().isThrownBy(() -> NullModels.erdosRenyi("m", 5, 5, 1.1, STREAMS.stream()));
    }

    /** Of a graph another graph, of a mask without that symmetry a mask; both of the density. */
    @Test
    void erdosRenyiLikeAMask() {
        Mask path = Mask.of("path", 300, 300, (i, j) -> Math.abs(i - j) == 1);
        Mask graph = NullModels.erdosRenyi("m", path, STREAMS.child("graph").stream());
        assertThat(graph.isGraph()).isTrue();
        // 299 edges expected of 44850 pairs.
        assertThat((double) graph.keptCount() / 2).isEqualTo(299, within(5 * Math.sqrt(299)));
        Mask diagonal = Mask.of("diagonal", 300, 300, (i, j) -> i == j);
        Mask mask = NullModels.erdosRenyi("m", diagonal, STREAMS.child("mask").stream());
        assertThat(mask.isGraph()).isFalse();
        assertThat((double) mask.keptCount()).isEqualTo(300, within(5 * Math.sqrt(300)));
        assertThat(NullModels.erdosRenyi("m", Mask.of("one", 1, 1, (i, j) -> false), STREAMS.stream())
                        .keptCount())
                .isZero();
    }

    @Test
    void uniformMasksAreEquallyLikely() {
        RandomStream stream = STREAMS.child("uniform").stream();
        Map<Mask, Long> counts = new HashMap<>();
        for (int t = 0; t < 15_000; t++) {
            counts.merge(NullModels.uniform("m", 2, 3, 2, stream), 1L, Long::sum);
        }
        assertThat(counts).hasSize(15);
        assertUniform(counts);
        assertThatIllegalArgumentException().isThrownBy(() -> NullModels.uniform("m", 2, 3, 7, stream));
    }

    @Property(tries = 50)
    void configurationKeepsAllDegrees(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        Mask mask =
                NullModels.erdosRenyi("m", 1 + stream.nextInt(20), 1 + stream.nextInt(90), stream.nextDouble(), stream);
        Mask other = NullModels.configuration(mask, 5L * mask.rows(), stream);
        assertThat(other.rowDegrees()).isEqualTo(mask.rowDegrees());
        assertThat(other.columnDegrees()).isEqualTo(mask.columnDegrees());
    }

    /**
     * All 6 permutation matrices of order 3, and all 90 masks of order 4 with two kept weights in each row and column.
     */
    @Test
    void configurationIsUniformOverTheMasksWithTheseDegrees() {
        assertUniform(masks(Mask.of("m", 3, 3, (i, j) -> i == j), 6));
        assertUniform(masks(Mask.of("m", 4, 4, (i, j) -> i == j || i == (j + 1) % 4), 90));
    }

    @Test
    void configurationForgetsWhereItCameFrom() {
        Mask blocks = Mask.of("m", 60, 60, (i, j) -> (i < 30) == (j < 30));
        Mask mixed = NullModels.configuration(blocks, 600, STREAMS.stream());
        int same = 0;
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 60; j++) {
                same += mixed.kept(i, j) == blocks.kept(i, j) ? 1 : 0;
            }
        }
        assertThat(same).isBetween(1620, 1980);
        assertThat(NullModels.configuration(blocks, 0, STREAMS.stream())).isEqualTo(blocks);
        Mask row = Mask.from("m", new DMatrixRMaj(new double[][] {{1, 0, 1}}));
        assertThat(NullModels.configuration(row, 10, STREAMS.stream())).isEqualTo(row);
        assertThatIllegalArgumentException().isThrownBy(() -> NullModels.configuration(row, -1, STREAMS.stream()));
    }

    private static Map<Mask, Long> masks(Mask start, int expected) {
        Map<Mask, Long> counts = new HashMap<>();
        RandomStream stream = STREAMS.child("configuration").stream();
        for (int t = 0; t < 200 * expected; t++) {
            counts.merge(NullModels.configuration(start, 40, stream), 1L, Long::sum);
        }
        assertThat(counts).hasSize(expected);
        return counts;
    }

    private static void assertUniform(Map<Mask, Long> counts) {
        long[] observed = counts.values().stream().mapToLong(Long::longValue).toArray();
        double[] expected = new double[observed.length];
        java.util.Arrays.fill(expected, 1);
        assertThat(new ChiSquareTest().chiSquareTest(expected, observed)).isGreaterThan(0.001);
    }

    @Test
    void withoutTradesAndWithOneRowNothingMoves() {
        RandomStream stream = RandomStreams.of(5).stream();
        Mask mask = NullModels.erdosRenyi("m", 6, 40, 0.5, stream);
        assertThat(NullModels.configuration(mask, 0, stream)).isEqualTo(mask);
        assertThat(NullModels.configuration(mask, 1, stream)).isNotEqualTo(mask);
        Mask row = NullModels.erdosRenyi("m", 1, 40, 0.5, stream);
        assertThat(NullModels.configuration(row, 9, stream)).isEqualTo(row);
    }
}
