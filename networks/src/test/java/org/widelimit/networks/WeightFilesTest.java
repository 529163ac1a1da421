package org.widelimit.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.random.RandomStreams;

class WeightFilesTest {
    private static final MlpOptions BIASED = MlpOptions.standard(Activations.RELU, 1, 1);
    private static final MlpOptions UNBIASED = MlpOptions.standard(Activations.RELU, 1, 0);

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackBitForBit() {
        for (MlpOptions options : List.of(BIASED, UNBIASED)) {
            Mlp network = Mlp.initialise(MlpShape.of(3, 2, 5), options, RandomStreams.of(1));
            Path file = folder.resolve("w.npz");
            WeightFiles.write(file, network);
            assertThat(WeightFiles.read(file, options).parameters()).containsExactly(network.parameters());
        }
    }

    @Test
    void theFileHasTheContractsNamesShapesAndTypesAndIsNotMasked() {
        Mlp network = Mlp.initialise(MlpShape.of(3, 2, 5), BIASED, RandomStreams.of(1));
        List<Mask> nothing =
                List.of(Mask.of("layer1", 5, 3, (i, j) -> false), Mask.of("layer2", 2, 5, (i, j) -> false));
        Path file = folder.resolve("w.npz");
        WeightFiles.write(file, network.withMasks(nothing));
        Map<String, NdArray> arrays = Npz.read(file);
        assertThat(arrays.keySet()).containsExactly("layer1", "bias1", "layer2", "bias2");
        assertThat(arrays.get("layer1").shape()).containsExactly(5, 3);
        assertThat(arrays.get("bias2").shape()).containsExactly(2);
        assertThat(arrays.values()).allMatch(array -> array.type() == ElementType.FLOAT64);
        assertThat(arrays.get("layer1").values())
                .containsExactly(network.weights().get(0).data);
    }

    @Test
    void refusesWhatIsNotANetwork() {
        NdArray first = NdArray.of(new DMatrixRMaj(5, 3));
        NdArray second = NdArray.of(new DMatrixRMaj(2, 5));
        assertRefused(Map.of("layer2", second), UNBIASED, "\"layer1\"");
        assertRefused(ordered("layer1", first, "other", second), UNBIASED, "\"layer2\"");
        assertRefused(ordered("layer1", second, "layer2", first), UNBIASED, "with 2 columns");
        assertRefused(ordered("layer1", first, "bias1", second), BIASED, "bias1");
        assertRefused(ordered("layer1", first, "bias1", NdArray.of(new double[4])), BIASED, "expected 5 biases");
        assertRefused(ordered("layer1", first, "bias1", NdArray.of(new double[5])), UNBIASED, "biases ABSENT");
        assertRefused(Map.of("layer1", first), BIASED, "biases PRESENT");
        assertRefused(Map.of("layer1", NdArray.of(new double[3])), UNBIASED, "layer1");
        DMatrixRMaj holed = new DMatrixRMaj(1, 2, true, 0, Double.NaN);
        assertRefused(Map.of("layer1", NdArray.of(holed)), UNBIASED, "NaN at position 1");
    }

    private void assertRefused(Map<String, NdArray> arrays, MlpOptions options, String part) {
        Path file = folder.resolve("bad.npz");
        Npz.write(file, arrays);
        assertThatThrownBy(() -> WeightFiles.read(file, options))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("bad.npz")
                .hasMessageContaining(part);
    }

    private static Map<String, NdArray> ordered(String a, NdArray first, String b, NdArray second) {
        Map<String, NdArray> map = new LinkedHashMap<>();
        map.put(a, first);
        map.put(b, second);
        return map;
    }
}
