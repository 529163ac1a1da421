package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.InputException;

/** Files that PyTorch wrote (src/test/scripts/torch_fixtures.py); what is in them comes by way of NumPy. */
class TorchFilesTest {

    /** The end of a name that says how the same tensors were written. */
    private static final Pattern VARIANT = Pattern.compile("-(protocol\\d|big-endian|deflated)$");

    @TempDir
    static Path folder;

    private static Map<String, NdArray> expected;

    @BeforeAll
    static void readExpected() {
        expected = Npz.read(
                ArrayFixtures.write(folder.resolve("expected.npz"), ArrayFixtures.bytes("torch/expected.npz")));
    }

    private static Path copy(String name) {
        return ArrayFixtures.write(folder.resolve(name + ".pt"), ArrayFixtures.bytes("torch/" + name + ".pt"));
    }

    private static Map<String, NdArray> expectedOf(String file) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        expected.forEach((name, array) -> {
            if (name.startsWith(file + "/")) {
                arrays.put(name.substring(file.length() + 1), array);
            }
        });
        assertThat(arrays).isNotEmpty();
        return arrays;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state-dict",
                "state-dict-protocol3",
                "state-dict-protocol4",
                "state-dict-protocol5",
                "pruned",
                "open-lth-mask",
                "nested-masks",
                "data-parallel",
                "checkpoint",
                "types",
                "views",
                "parameters",
                "alone",
                "no-checksums",
                "types-big-endian",
                "types-deflated"
            })
    void arraysAreThoseOfNumpy(String name) {
        assertThat(TorchFiles.read(copy(name)))
                .containsExactlyEntriesOf(expectedOf(VARIANT.matcher(name).replaceFirst("")));
    }

    @Test
    void masksOfPruningAreZerosAndOnesBesideTheOriginalWeights() {
        Map<String, NdArray> pruned = TorchFiles.read(copy("pruned"));
        assertThat(pruned)
                .containsOnlyKeys(
                        "fc1.bias",
                        "fc1.weight_orig",
                        "fc1.weight_mask",
                        "fc2.bias",
                        "fc2.weight_orig",
                        "fc2.weight_mask");
        assertThat(pruned.get("fc1.weight_mask").values()).containsOnly(0, 1);
        assertThat(pruned.get("fc2.weight_mask").toMatrix().numCols).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "torch/refused.csv", numLinesToSkip = 1)
    void whatIsNotTensorsIsRefusedByItsName(String name, String text) {
        Path file = copy("refused-" + name);
        assertThatThrownBy(() -> TorchFiles.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("file '" + file + "'")
                .hasMessageContaining(text)
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
        // What the pickles of an attacker would make, were they run.
        assertThat(Path.of("widelimit-was-here")).doesNotExist();
    }

    @Test
    void arraysSayWhereTheyComeFrom() {
        Path file = copy("state-dict");
        assertThat(TorchFiles.read(file).get("fc1.weight").source())
                .isEqualTo("file '" + file + "', tensor 'fc1.weight'");
    }
}
