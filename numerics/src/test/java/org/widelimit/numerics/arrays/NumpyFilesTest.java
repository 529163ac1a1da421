package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.InputException;

/** Reading what NumPy wrote, and writing what NumPy would. */
class NumpyFilesTest {

    @TempDir
    Path folder;

    static Map<String, NdArray> expected() {
        return ArrayFixtures.rows("npy-variants.csv").stream()
                .collect(Collectors.toMap(
                        row -> row[0],
                        row -> NdArray.of(
                                ElementType.valueOf(row[1]),
                                ArrayFixtures.ints(row[2]),
                                ArrayFixtures.doubles(row[3]))));
    }

    @Test
    void everyTypeOrderEndianAndVersionIsReadFromAFile() {
        Map<String, NdArray> expected = expected();
        Map<String, byte[]> files = ArrayFixtures.entries("npy-variants.npz");
        assertThat(files).hasSize(12 * 2 * 2 * 3 + 6 * 2 + 2);
        files.forEach((name, bytes) -> {
            Path file = ArrayFixtures.write(folder.resolve(name + ".npy"), bytes);
            assertThat(Npy.read(file)).as(name).isEqualTo(expected.get(name.replaceFirst("_.*", "")));
        });
    }

    @Test
    void everyTypeOrderEndianAndVersionIsReadFromAnArchive() {
        Map<String, NdArray> expected = expected();
        Map<String, NdArray> read = Npz.read(ArrayFixtures.copy("npy-variants.npz", folder));
        assertThat(read.keySet())
                .containsExactlyElementsOf(
                        ArrayFixtures.entries("npy-variants.npz").keySet());
        read.forEach((name, array) -> assertThat(array).as(name).isEqualTo(expected.get(name.replaceFirst("_.*", ""))));
    }

    @Test
    void whatIsWrittenIsByteForByteWhatNumpyWrites() {
        Map<String, NdArray> expected = expected();
        Map<String, byte[]> files = ArrayFixtures.entries("npy-variants.npz");
        for (ElementType type : ElementType.values()) {
            assertThat(ArrayFixtures.encoded(expected.get(type.name())))
                    .as(type.name())
                    .isEqualTo(files.get(type + "_C_little_v1"));
        }
        for (int rank = 0; rank <= 5; rank++) {
            assertThat(ArrayFixtures.encoded(expected.get("rank" + rank)))
                    .as("rank %d", rank)
                    .isEqualTo(files.get("rank" + rank + "_C"));
        }
    }

    static Stream<String[]> refused() {
        return ArrayFixtures.rows("npy-refused.csv").stream();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatADoubleCannotHoldIsRefusedByItsName(String name, String word) {
        Path file = ArrayFixtures.write(
                folder.resolve(name + ".npy"),
                ArrayFixtures.entries("npy-refused.npz").get(name));
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("expected")
                .hasMessageContaining(word);
    }

    @Test
    void arrayThatIsRefusedInAnArchiveIsNamed() {
        Path file = ArrayFixtures.copy("npy-refused.npz", folder);
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("file '" + file + "', array 'objects': expected")
                .hasMessageEndingWith("found '|O' (Python objects: a pickle, which is never executed here)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"savez", "savez-compressed", "streamed-stored", "streamed-deflated", "zip64"})
    void archivesOfEveryMakeAreRead(String make) {
        Map<String, NdArray> expected = new LinkedHashMap<>();
        double[] sevenths = {0, 1 / 7.0, 2 / 7.0, 3 / 7.0, 4 / 7.0, 5 / 7.0};
        expected.put("matrix", NdArray.of(ElementType.FLOAT64, new int[] {2, 3}, sevenths));
        expected.put("mask", NdArray.of(ElementType.BOOL, new int[] {3}, new double[] {1, 0, 1}));
        assertThat(Npz.read(ArrayFixtures.copy("npz-" + make + ".npz", folder))).containsExactlyEntriesOf(expected);
    }

    @Test
    void namesLikePathsAreOnlyNames() {
        Path inner = folder.resolve("inner");
        assertThat(inner.toFile().mkdir()).isTrue();
        Map<String, NdArray> read = Npz.read(ArrayFixtures.copy("npz-paths.npz", inner));
        assertThat(read.keySet()).containsExactly("../../outside", "/absolute", "C:\\drive", "a/b", "\u03bb", "..");
        assertThat(read.get("\u03bb").value(0)).isEqualTo(4);
        assertThat(folder.toFile().list()).containsExactly("inner");
        assertThat(inner.toFile().list()).containsExactly("npz-paths.npz");
    }

    @Test
    void allHalfFloatsAreThoseOfNumpy() throws Exception {
        ByteBuffer data = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 1 << 16; bits++) {
            data.putShort((short) bits);
        }
        double[] values = ArrayFixtures.decoded(
                        ArrayFixtures.npy(1, ArrayFixtures.header("'<f2'", "False", "(65536,)"), data.array()))
                .values();
        ByteBuffer doubles = ByteBuffer.allocate(8 << 16);
        for (double value : values) {
            doubles.putLong(Double.doubleToLongBits(value));
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(doubles.array());
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo(ArrayFixtures.rows("float16.csv").get(0)[0]);
    }
}
