package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;

class MaskFilesTest {

    private static final double[] ENTRIES = {1, 0, 0, 1, 1, 0};

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() {
        MaskChain chain = MaskChain.of(List.of(
                Mask.from("layer1", MaskTest.zeroOne(70, 65, 0.3, 1)),
                Mask.from("layer2", MaskTest.zeroOne(3, 70, 0.3, 2))));
        Path file = folder.resolve("masks.npz");

        MaskFiles.write(file, chain);

        assertThat(MaskFiles.read(file)).isEqualTo(chain);
        assertThat(Npz.read(file).get("layer1").type()).isEqualTo(ElementType.BOOL);
        assertThat(MaskFiles.read(file).layer("layer2").provenance()).isEqualTo("masks.npz[layer2]");
    }

    @Test
    void writtenNamesAreThoseOfTheContract() {
        Path file = folder.resolve("masks.npz");
        MaskFiles.write(file, MaskChain.of(List.of(Mask.dense("fc1", 3, 2), Mask.dense("out", 1, 3))));
        assertThat(Npz.read(file).keySet()).containsExactly("layer1", "layer2");
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void everyNumericTypeIsRead(ElementType type) {
        Path file = write(Map.of("layer1", NdArray.of(type, new int[] {2, 3}, ENTRIES)));
        assertThat(MaskFiles.read(file).layer("layer1").toMatrix().data).isEqualTo(ENTRIES);
    }

    @ParameterizedTest
    @CsvSource({
        "layer1, layer1",
        "layer1.weight_mask, layer1",
        "module.fc1.weight_mask, fc1",
        "state_dict.module.fc1.weight, fc1",
        "state_dict/model/fc1.weight, fc1",
        "model.layers.3.weight_orig, layers.3",
        "fc1_mask, fc1",
        "model1.weight_mask, model1",
        "module.model_state_dict.net.fc1.weight, fc1",
        "_orig_mod.fc1.weight_mask, fc1",
        "masks.fc1.weight, fc1",
        "model.mask_fc_layers___0___weight, fc_layers.0",
        "fc1.mask, fc1",
        "mask_fc1, mask_fc1",
        "mask, mask",
        "fc1\u001b[2J.weight, fc1\\u001b[2J",
        "model, model",
        "weight, weight",
    })
    void foreignNamesAreReduced(String foreign, String layer) {
        Path file = write(Map.of(foreign, mask()));
        assertThat(MaskFiles.read(file).layers()).extracting(Mask::name).containsExactly(layer);
    }

    @Test
    void layersComeInTheOrderOfTheirNumbers() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (String name : List.of("layer10", "layer2", "out", "layer9", "layer1")) {
            arrays.put(name, mask());
        }
        assertThat(MaskFiles.read(write(arrays)).layers())
                .extracting(Mask::name)
                .containsExactly("layer1", "layer2", "out", "layer9", "layer10");
    }

    @Test
    void namesThatOnlyLookAlikeKeepTheirPlaces() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (String name : List.of("layer2", "layer#", "layer1")) {
            arrays.put(name, mask());
        }
        assertThat(MaskFiles.read(write(arrays)).layers())
                .extracting(Mask::name)
                .containsExactly("layer1", "layer#", "layer2");
    }

    @Test
    void aMaskGoesBeforeTheWeightOfItsLayerAndBiasesArePassedOver() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put(
                "fc1.weight_orig", NdArray.of(ElementType.FLOAT64, new int[] {2, 3}, new double[] {.5, 1, 2, 3, 4, 5}));
        arrays.put("fc1.weight_mask", mask());
        arrays.put("fc1.bias", NdArray.of(new double[] {0.5, 0.25}));
        arrays.put("fc1.bias_mask", NdArray.of(new double[] {1, 1}));
        MaskChain chain = MaskFiles.read(write(arrays));
        assertThat(chain.layers()).hasSize(1);
        assertThat(chain.layer("fc1").toMatrix().data).isEqualTo(ENTRIES);
    }

    @Test
    void twoMasksOfOneLayerAreRefused() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("module.fc1.weight_mask", mask());
        arrays.put("fc1_mask", mask());
        assertRefused(
                write(arrays),
                "expected one mask a layer, found \"module.fc1.weight_mask\" and \"fc1_mask\" for layer \"fc1\"");
    }

    @Test
    void aWeightIsNoMask() {
        NdArray weights = NdArray.of(ElementType.FLOAT32, new int[] {2, 3}, new double[] {1, 0, 1, 0, 0.25, 1});
        assertRefused(
                write(Map.of("layer1", weights)),
                "layer \"layer1\": expected a mask that holds 0 and 1 alone, found 0.25 at entry (1, 1)");
    }

    @Test
    void shapesOtherThanMatricesAreRefused() {
        NdArray cube = NdArray.of(ElementType.BOOL, new int[] {1, 2, 3}, ENTRIES);
        assertRefused(
                write(Map.of("conv", cube)),
                "layer \"conv\": expected a 2-D array (outputs, inputs), found shape (1, 2, 3)");
        assertRefused(
                write(Map.of("layer1", NdArray.of(ENTRIES))),
                "expected at least one mask, found none among 1 arrays (\"layer1\": fewer than two dimensions)");
        NdArray empty = NdArray.of(ElementType.BOOL, new int[] {0, 3}, new double[0]);
        assertRefused(write(Map.of("layer1", empty)), "found shape (0, 3)");
        assertRefused(write(Map.of("fc1.bias", NdArray.of(ENTRIES))), "expected at least one mask, found none");
    }

    @Test
    void hashIsThatOfTheBytes() throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc", StandardCharsets.US_ASCII);
        // The one-block example of FIPS 180-4.
        assertThat(MaskFiles.sha256(file))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThatThrownBy(() -> MaskFiles.sha256(folder.resolve("absent"))).isInstanceOf(InputException.class);
    }

    private Path write(Map<String, NdArray> arrays) {
        Path file = folder.resolve("file.npz");
        Npz.write(file, arrays);
        return file;
    }

    private static NdArray mask() {
        return NdArray.of(ElementType.FLOAT32, new int[] {2, 3}, ENTRIES);
    }

    private static void assertRefused(Path file, String part) {
        assertThatThrownBy(() -> MaskFiles.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(part);
    }
}
