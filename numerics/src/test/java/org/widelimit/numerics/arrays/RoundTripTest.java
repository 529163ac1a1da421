package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void anArrayOfEachTypeComesBackEqual(ElementType type) {
        NdArray array = NdArray.of(type, new int[] {2, 1, 2}, new double[] {0, 1, 1, 0});
        Path file = folder.resolve("a.npy");
        Npy.write(file, array);
        assertThat(Npy.read(file)).isEqualTo(array);
    }

    @Test
    void anArchiveComesBackEqualAndInOrder() throws Exception {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("z", NdArray.of(new double[] {1, 2, Double.NaN, -0.0, Double.NEGATIVE_INFINITY}));
        arrays.put("a", NdArray.of(ElementType.BOOL, new int[] {}, new double[] {1}));
        arrays.put("../\u00fc", NdArray.of(ElementType.INT8, new int[] {0, 3}, new double[] {}));
        Path file = folder.resolve("a.npz");
        Npz.write(file, arrays);
        assertThat(Npz.read(file)).containsExactlyEntriesOf(arrays);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
