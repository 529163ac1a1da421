package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class GraphonFilesTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() {
        RandomStream stream = RandomStreams.of(1).stream();
        Path file = folder.resolve("g.npz");
        for (int k = 0; k < 20; k++) {
            StepGraphon graphon = StepGraphonTest.random(stream, 1 + k % 4, 1 + k % 3);
            GraphonFiles.write(file, graphon);
            assertThat(GraphonFiles.read(file)).isEqualTo(graphon);
        }
    }

    @Test
    void whatAbsenceSaysIsNotWritten() {
        Path file = folder.resolve("g.npz");
        StepGraphon plain = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.1, 0.2, 0.3}}));
        GraphonFiles.write(file, plain);
        assertThat(Npz.read(file).keySet()).containsExactly("density");
        assertThat(GraphonFiles.read(file)).isEqualTo(plain);
    }

    static Stream<Arguments> unusable() {
        NdArray good = NdArray.of(new DMatrixRMaj(new double[][] {{0.5, 1}, {0, 0.25}}));
        return Stream.of(
                Arguments.of(Map.of("densities", good), "found \"densities\""),
                Arguments.of(Map.of("row_edges", NdArray.of(new double[] {0, 1})), "expected an array \"density\""),
                Arguments.of(Map.of("density", NdArray.of(new double[] {0.5})), "array \"density\": "),
                Arguments.of(
                        Map.of("density", NdArray.of(ElementType.FLOAT64, new int[] {0, 2}, new double[0])),
                        "at least one block, found shape (0, 2)"),
                Arguments.of(
                        Map.of("density", NdArray.of(new DMatrixRMaj(new double[][] {{0.5, -0.1}}))),
                        "expected a density in [0, 1], found -0.1 at entry (0, 1)"),
                Arguments.of(
                        Map.of("density", NdArray.of(new DMatrixRMaj(new double[][] {{Double.NaN}}))),
                        "found NaN at entry (0, 0)"),
                Arguments.of(
                        Map.of("density", good, "second_moment", NdArray.of(new DMatrixRMaj(1, 2))),
                        "expected a second moment of shape (2, 2), found (1, 2)"),
                Arguments.of(
                        Map.of("density", good, "second_moment", NdArray.of(new DMatrixRMaj(2, 2, true, 1, 1, 1, -2))),
                        "found -2.0 at entry (1, 1)"),
                Arguments.of(
                        Map.of("density", good, "row_edges", NdArray.of(new double[] {0, 1})),
                        "expected 3 row edges for 2 blocks, found 2"),
                Arguments.of(
                        Map.of("density", good, "column_edges", NdArray.of(new double[] {0, 0.5, 0.9})),
                        "expected column edges from 0 to 1, found them from 0.0 to 0.9"),
                Arguments.of(
                        Map.of("density", good, "column_edges", NdArray.of(new double[] {0, 1.5, 1})),
                        "expected strictly increasing column edges, found 1.5 before 1.0 at index 2"));
    }

    @ParameterizedTest
    @MethodSource
    void unusable(Map<String, NdArray> arrays, String part) {
        Path file = folder.resolve("bad.npz");
        Npz.write(file, new LinkedHashMap<>(arrays));
        assertThatThrownBy(() -> GraphonFiles.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("bad.npz")
                .hasMessageContaining(part);
    }

    @Property(tries = 30)
    void aRandomGraphonIsOneWithItself(@ForAll long seed) {
        StepGraphon graphon = StepGraphonTest.random(RandomStreams.of(seed).stream(), 3, 4);
        assertThat(StepGraphon.of(graphon.density(), graphon.secondMoment(), graphon.rowEdges(), graphon.columnEdges()))
                .isEqualTo(graphon)
                .hasSameHashCodeAs(graphon);
    }
}
