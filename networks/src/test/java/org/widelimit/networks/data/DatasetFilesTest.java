package org.widelimit.networks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;

class DatasetFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2,7\n3,4,-1\n",
                "a,b,label\n1,2,7\n3,4,-1\n",
                "0,1,class\r\n1,2,7\r\n3,4,-1",
                "\ufeffx y,\"b\",c\n\n 1 , 2.0 ,7.0\n3e0,\"4\",-1\n"
            })
    void readsCsvWithAndWithoutHeader(String text) {
        for (String name : new String[] {"d.csv", "d.csv.gz"}) {
            Dataset data = Dataset.read(written(name, text));
            assertThat(data.inputs().data).containsExactly(1, 2, 3, 4);
            assertThat(data.features()).isEqualTo(2);
            assertThat(data.labels()).containsExactly(1, 0);
            assertThat(data.classes()).containsExactly("-1", "7");
            assertThat(data.sha256()).hasSize(64);
        }
    }

    static Stream<Arguments> badCsv() {
        return Stream.of(
                Arguments.of("1,2,0\n1,x,0\n", "found \"x\" in line 2, column 2"),
                Arguments.of("x,2,0\n1,2,0\n", "found \"x\" in line 1, column 1"),
                Arguments.of("a,b,c\n1,,0\n", "found \"\" in line 2, column 2"),
                Arguments.of("1,NaN,0\n", "found \"NaN\" in line 1, column 2"),
                Arguments.of("1,1e999,0\n", "found \"1e999\" in line 1, column 2"),
                Arguments.of("1,2,0\n1,2\n", "expected 3 cells, found 2 in line 2"),
                Arguments.of("1,2,0\n\n1,2,3,0\n", "expected 3 cells, found 4 in line 3"),
                Arguments.of("1,2,0\n1,2,0.5\n", "expected an integer class, found 0.5 in line 2, column 3"),
                Arguments.of("1,2,1e300\n", "expected an integer class"),
                Arguments.of("a,b,c\n", "expected at least one example"),
                Arguments.of("1\n2\n", "found 1 column in line 1"),
                Arguments.of("\n\n", "expected at least one example"));
    }

    @ParameterizedTest
    @MethodSource("badCsv")
    void refusesBadCsvWithLineAndColumn(String text, String part) {
        assertRefused(written("bad.csv", text), part);
    }

    @Test
    void refusesWhatIsNotThereOrOfNoKnownKind() {
        assertRefused(folder.resolve("none.csv"), "does not exist");
        assertRefused(folder.resolve("data.txt"), "expected data as .csv");
        assertRefused(written("empty.csv", ""), "empty");
        assertRefused(writtenBytes("plain.csv.gz", "1,2\n".getBytes(StandardCharsets.UTF_8)), "plain.csv.gz");
        byte[] packed = gzip("1,2\n3,4\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        assertRefused(writtenBytes("cut.csv.gz", Arrays.copyOf(packed, packed.length - 12)), "cut.csv.gz");
    }

    @Test
    void readsNpzAndFlattensImages() {
        NdArray x = NdArray.of(ElementType.UINT8, new int[] {2, 2, 2}, new double[] {1, 2, 3, 4, 5, 6, 7, 8});
        NdArray y = NdArray.of(ElementType.INT64, new int[] {2}, new double[] {9, 3});
        Path file = folder.resolve("d.npz");
        Npz.write(file, Map.of("X", x, "y", y));
        Dataset data = Dataset.read(file);
        assertThat(data.features()).isEqualTo(4);
        assertThat(data.inputs().data).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(data.labels()).containsExactly(1, 0);
        assertThat(data.classes()).containsExactly("3", "9");
    }

    @Test
    void refusesNpzThatIsNoDataSet() {
        NdArray x = NdArray.of(new DMatrixRMaj(2, 2));
        assertNpzRefused(Map.of("X", x), "expected an array \"y\"");
        assertNpzRefused(Map.of("X", x, "y", NdArray.of(new double[3])), "expected 2 classes");
        assertNpzRefused(Map.of("X", x, "y", x), "expected 2 classes");
        assertNpzRefused(Map.of("X", x, "y", NdArray.of(new double[] {0, 0.5})), "found 0.5 in class 1");
        assertNpzRefused(Map.of("X", NdArray.of(new double[2]), "y", NdArray.of(new double[2])), "shape (n, d)");
        DMatrixRMaj holed = new DMatrixRMaj(2, 2, true, 0, 0, 0, Double.NaN);
        assertNpzRefused(
                Map.of("X", NdArray.of(holed), "y", NdArray.of(new double[2])), "found NaN in example 1, coordinate 1");
    }

    @ParameterizedTest
    @CsvSource({
        "train-images-idx3-ubyte, train-labels-idx1-ubyte",
        "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz",
        "t.images.idx3.gz, t.labels.idx1",
        "t.images.idx3, t.labels.idx1.gz"
    })
    void readsIdxAndFindsTheLabelsBesideTheImages(String images, String labels) {
        writtenBytes(images, idx(0x08, new int[] {2, 1, 2}, new byte[] {0, (byte) 255, 7, 8}));
        writtenBytes(labels, idx(0x08, new int[] {2}, new byte[] {5, 4}));
        Dataset data = Dataset.read(folder.resolve(images));
        assertThat(data.inputs().data).containsExactly(0, 255, 7, 8);
        assertThat(data.labels()).containsExactly(1, 0);
        assertThat(data.classes()).containsExactly("4", "5");
    }

    @Test
    void readsEveryIdxType() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(-300);
        assertThat(element(0x0B, bytes.toByteArray())).isEqualTo(-300);
        bytes.reset();
        out.writeInt(-70000);
        assertThat(element(0x0C, bytes.toByteArray())).isEqualTo(-70000);
        bytes.reset();
        out.writeFloat(0.25f);
        assertThat(element(0x0D, bytes.toByteArray())).isEqualTo(0.25);
        bytes.reset();
        out.writeDouble(0.1);
        assertThat(element(0x0E, bytes.toByteArray())).isEqualTo(0.1);
        assertThat(element(0x09, new byte[] {-3})).isEqualTo(-3);
    }

    private double element(int type, byte[] payload) {
        return IdxDataset.array(writtenBytes("one-idx1", idx(type, new int[] {1}, payload)))
                .value(0);
    }

    static Stream<Arguments> badIdx() {
        byte[] good = idx(0x08, new int[] {2, 2}, new byte[4]);
        return Stream.of(
                Arguments.of("a-idx2", Arrays.copyOf(good, good.length - 1), "expected 4 bytes of elements"),
                Arguments.of("a-idx2", Arrays.copyOf(good, good.length + 1), "expected 4 bytes of elements"),
                Arguments.of("a-idx2", Arrays.copyOf(good, 6), "found the end of the file"),
                Arguments.of("a-idx2", idx(0x0A, new int[] {1}, new byte[1]), "found 10"),
                Arguments.of("a-idx2", idx(0x08, new int[] {-1}, new byte[1]), "found 4294967295 in axis 0"),
                Arguments.of("a-idx2", idx(0x08, new int[] {0}, new byte[0]), "found 0 in axis 0"),
                Arguments.of("a-idx2", new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, "two zero bytes"),
                // Extents whose product wraps round a long must not pass for a small file.
                Arguments.of(
                        "a-idx2",
                        idx(0x08, new int[] {1 << 30, 1 << 30, 1 << 30}, new byte[4]),
                        "found a file of 20 bytes"),
                Arguments.of("a-idx2.gz", idx(0x08, new int[] {1 << 30}, new byte[4]), "bytes of elements"),
                Arguments.of(
                        "a-idx2.gz", idx(0x08, new int[] {9}, new byte[4]), "expected 9 bytes of elements, found 4"),
                Arguments.of("a-idx2.gz", idx(0x08, new int[] {3}, new byte[4]), "found more bytes"));
    }

    @ParameterizedTest
    @MethodSource("badIdx")
    void refusesBadIdx(String name, byte[] bytes, String part) {
        Path file = writtenBytes(name, bytes);
        assertThatThrownBy(() -> IdxDataset.array(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(part);
    }

    /** A header that promises more doubles than the heap has, in a file that is long enough to unpack to as many bytes. */
    @Test
    void refusesIdxThatTheHeapDoesNotHold() throws IOException {
        int count = (int) Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 8 + 1);
        byte[] packed = gzip(idx(0x08, new int[] {count}, new byte[0]));
        Path file = folder.resolve("large-idx1.gz");
        Files.write(file, Arrays.copyOf(packed, packed.length + count / 1032));
        assertThatThrownBy(() -> IdxDataset.array(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        count + " values need " + (count >> 17) + " MiB as doubles, more than the Java heap");
    }

    @Test
    void refusesRowsThatTheHeapDoesNotHold() throws IOException {
        byte[] rows = "1,2,0\n".repeat(12).getBytes(StandardCharsets.UTF_8);
        // A row of three doubles takes 88 bytes.
        assertThat(CsvDataset.parse(new ByteArrayInputStream(rows), "d.csv", "", 12 * 88)
                        .size())
                .isEqualTo(12);
        assertThatThrownBy(() -> CsvDataset.parse(new ByteArrayInputStream(rows), "d.csv", "", 12 * 88 - 1))
                .isInstanceOf(InputException.class)
                .hasMessage("d.csv: the numbers up to row 12 need 0 MiB, more than the Java heap has (-Xmx sets it)");
    }

    @Test
    void saysWhichLabelsItLooksFor() {
        Path images = writtenBytes("train-images-idx3-ubyte", idx(0x08, new int[] {1, 1}, new byte[1]));
        assertRefused(images, "train-labels-idx1-ubyte");
        assertRefused(
                writtenBytes("idx.bin", idx(0x08, new int[] {1, 1}, new byte[1])), "from which that of the labels");
        writtenBytes("train-labels-idx1-ubyte", idx(0x08, new int[] {2}, new byte[2]));
        assertRefused(images, "expected 1 classes");
    }

    private void assertNpzRefused(Map<String, NdArray> arrays, String part) {
        Path file = folder.resolve("bad.npz");
        Npz.write(file, arrays);
        assertRefused(file, part);
    }

    private static void assertRefused(Path file, String part) {
        assertThatThrownBy(() -> Dataset.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(part);
    }

    private Path written(String name, String text) {
        return writtenBytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Compresses where the name says so, unless the contents are to be refused as not compressed. */
    private Path writtenBytes(String name, byte[] bytes) {
        try {
            boolean compress = name.endsWith(".gz") && !name.startsWith("plain") && !name.startsWith("cut");
            return Files.write(folder.resolve(name), compress ? gzip(bytes) : bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] idx(int type, int[] shape, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(0);
            out.writeByte(type);
            out.writeByte(shape.length);
            for (int extent : shape) {
                out.writeInt(extent);
            }
            out.write(payload);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
