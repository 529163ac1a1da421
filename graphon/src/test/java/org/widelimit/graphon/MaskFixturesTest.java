package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.graphon.MaskFile.Reason;
import org.widelimit.graphon.MaskFile.Skipped;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ArrayFormat;

/** Files that PyTorch, NumPy, SciPy and safetensors wrote (src/test/scripts/mask_fixtures.py). */
class MaskFixturesTest {

    @TempDir
    Path folder;

    /** A file, how it is read, and the masks in it. */
    record Fixture(String file, MaskReading reading, MaskChain expected) {
        @Override
        public String toString() {
            return file + ", " + reading;
        }
    }

    static Stream<Fixture> fixtures() throws IOException {
        Map<String, List<Mask>> layers = new LinkedHashMap<>();
        new String(bytes("expected.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .forEach(line -> {
                    String[] cells = line.split(",");
                    layers.computeIfAbsent(cells[0] + "," + cells[1], key -> new ArrayList<>())
                            .add(unpacked(cells[2], Integer.parseInt(cells[3]), Integer.parseInt(cells[4]), cells[5]));
                });
        return layers.entrySet().stream()
                .map(entry -> new Fixture(
                        entry.getKey().split(",")[0],
                        reading(entry.getKey().split(",")[1]),
                        MaskChain.of(entry.getValue())));
    }

    private static Mask unpacked(String layer, int rows, int columns, String hexadecimal) {
        byte[] packed = HexFormat.of().parseHex(hexadecimal);
        return Mask.of(layer, rows, columns, (i, j) -> {
            int bit = i * columns + j;
            return (packed[bit / 8] >> (7 - bit % 8) & 1) == 1;
        });
    }

    private static MaskReading reading(String how) {
        return switch (how) {
            case "masks" -> MaskReading.STANDARD;
            case "zeros" -> MaskReading.STANDARD.withSource(MaskSource.EXACT_ZEROS);
            case "filters" -> MaskReading.STANDARD.withFlattening(Flattening.FILTERS);
            case "out-by-in-kernel" -> MaskReading.STANDARD.withFlattening(Flattening.OUT_BY_IN_KERNEL);
            default -> throw new IllegalArgumentException(how);
        };
    }

    static byte[] bytes(String resource) throws IOException {
        try (InputStream in = MaskFixturesTest.class.getResourceAsStream("masks/" + resource)) {
            return in.readAllBytes();
        }
    }

    private Path file(String resource) throws IOException {
        return Files.write(folder.resolve(resource), bytes(resource));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void isReadExactly(Fixture fixture) throws IOException {
        assertThat(MaskFiles.read(file(fixture.file()), fixture.reading())).isEqualTo(fixture.expected());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void contentAndNotTheNameSaysWhatAFileIs(Fixture fixture) throws IOException {
        Path file = file(fixture.file());
        ArrayFormat format = MaskFiles.inspect(file, fixture.reading()).format();
        assertThat(format).isEqualTo(ArrayFormat.named(file));
        assertThat(ArrayFormat.of(Files.copy(file, folder.resolve("nameless")))).isEqualTo(format);
        if (format != ArrayFormat.CSV) {
            Path misnamed = Files.copy(file, folder.resolve(format == ArrayFormat.NPZ ? "file.pt" : "file.npz"));
            assertThat(MaskFiles.inspect(misnamed, fixture.reading()).format()).isEqualTo(format);
        }
    }

    @Test
    void whatIsPassedOverIsListedWithItsReason() throws IOException {
        MaskFile file = MaskFiles.inspect(file("torch-prune.pt"), MaskReading.STANDARD);
        assertThat(file.skipped())
                .containsSubsequence(
                        new Skipped("fc1.weight_orig", Reason.MASK_IS_READ),
                        new Skipped("fc1.bias_orig", Reason.VECTOR),
                        new Skipped("fc1.bias_mask", Reason.VECTOR),
                        new Skipped("bn1.running_mean", Reason.VECTOR),
                        new Skipped("bn1.num_batches_tracked", Reason.VECTOR),
                        new Skipped("fc3.weight", Reason.NO_MASK))
                .hasSize(12);
        assertThat(MaskFiles.inspect(file("checkpoint.pth.tar"), zeros()).skipped())
                .contains(new Skipped("optimizer.state.0.exp_avg", Reason.OPTIMISER))
                .filteredOn(array -> array.reason() == Reason.OPTIMISER)
                .hasSize(24);
    }

    @Test
    void weightsAloneAreRefusedWithTheOptionThatReadsThem() throws IOException {
        assertRefused("torch-prune-removed.pt", "layer \"fc1\"", "--from-zeros takes their exact zeros");
        assertRefused("real.mtx", "3.1415927", "--from-zeros takes their exact zeros");
    }

    @Test
    void convolutionsAreRefusedWithTheOptionThatFlattensThem() throws IOException {
        assertRefused("convolutions.pt", "layer \"conv1\"", "(4, 2, 3, 3)", "--flatten out-by-in-kernel or filters");
    }

    private static MaskReading zeros() {
        return MaskReading.STANDARD.withSource(MaskSource.EXACT_ZEROS);
    }

    private void assertRefused(String resource, String... parts) throws IOException {
        Path file = file(resource);
        assertThatThrownBy(() -> MaskFiles.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("file '" + file + "'")
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
