package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.Trial;

/** Files that no tool writes, put together by hand. */
class TorchMalformedTest {

    @TempDir
    Path folder;

    private Path file(byte[] bytes) {
        return ArrayFixtures.write(folder.resolve("a.pt"), bytes);
    }

    private String refusal(byte[] bytes) {
        Path file = file(bytes);
        InputException e = catchThrowableOfType(InputException.class, () -> TorchFiles.read(file));
        assertThat(e).as("refused").isNotNull();
        assertThat(e.getMessage()).startsWith("file '" + file + "'").hasLineCount(1);
        return e.getMessage().substring(("file '" + file + "'").length());
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An archive with this pickle and a storage 0 of 24 bytes: 0, 1, ..., 23. */
    private static byte[] archive(byte[] pickle) {
        byte[] storage = new byte[24];
        for (int i = 0; i < storage.length; i++) {
            storage[i] = (byte) i;
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("m/data.pkl", pickle);
        entries.put("m/data/0", storage);
        return zip(entries);
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A pickle of one tensor of bytes; the whole numbers are of up to eight bytes. */
    private static byte[] tensor(String key, long elements, long offset, long[] size, long[] stride) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(latin("\u0080\2ctorch._utils\n_rebuild_tensor_v2\n((U\7storagectorch\nByteStorage\n"));
        out.writeBytes(latin("U" + (char) key.length() + key + "U\3cpu"));
        put(out, elements);
        out.writeBytes(latin("tQ"));
        put(out, offset);
        out.writeBytes(latin("("));
        put(out, size);
        out.writeBytes(latin("t("));
        put(out, stride);
        out.writeBytes(latin("t\u0089}tR."));
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, long... values) {
        for (long value : values) {
            out.writeBytes(latin("\u008a\10"));
            for (int i = 0; i < Long.BYTES; i++) {
                out.write((int) (value >> (8 * i)));
            }
        }
    }

    private static long[] longs(String text) {
        return Arrays.stream(text.split(" "))
                .filter(s -> !s.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @Test
    void theArchivesOfThisTestAreGoodUnlessSpoilt() {
        byte[] pickle = tensor("0", 24, 3, new long[] {2, 3}, new long[] {4, 7});
        assertThat(TorchFiles.read(file(archive(pickle))))
                .isEqualTo(Map.of(
                        "tensor",
                        NdArray.of(ElementType.UINT8, new int[] {2, 3}, new double[] {3, 10, 17, 7, 14, 21})));
    }

    @ParameterizedTest
    @CsvSource({
        "24, 0, 25, 1, within a storage of 24",
        "24, 22, 3, 1, within a storage of 24",
        "24, -1, 3, 1, within a storage of 24",
        "24, 0, 3, 12, within a storage of 24",
        "24, 0, 3, -1, extents and strides >= 0",
        "24, 0, -3, 1, extents and strides >= 0",
        "24, 0, 2 2, 1, a stride for each of 2 extents",
        "24, 0, 2, 9223372036854775807, within a storage of 24",
        "24, 9223372036854775807, 2, 1, within a storage of 24",
        "24, 9223372036854775807, 2 2, 9223372036854775807 9223372036854775807, within a storage of 24",
        "24, 0, 9223372036854775807, 0, expected extents from 0 to 2147483647",
        "24, 0, 0 9223372036854775807, 0 0, expected extents from 0 to 2147483647",
        "24, 0, 65536 65536, 0 0, values in one array",
        "24, 0, 16384 16384, 0 0, at most 134217728 elements",
        "24, 0, 4096 4096, 0 0, at most 4 values for each byte they share",
        "23, 0, 2, 1, expected a storage of 23 x 1 bytes",
        "-1, 0, 2, 1, expected a storage of -1 x 1 bytes",
    })
    void tensorsThatReachBeyondTheirStorage(long elements, long offset, String size, String stride, String text) {
        assertThat(refusal(archive(tensor("0", elements, offset, longs(size), longs(stride)))))
                .contains(text);
    }

    @Test
    void keysAreNamesOfEntriesAndNothingElse() {
        for (String key : new String[] {"1", "../data.pkl", "/etc/passwd", "../../m/data/0", ""}) {
            assertThat(refusal(archive(tensor(key, 24, 0, new long[] {1}, new long[] {1}))))
                    .isEqualTo(", tensor 'tensor': expected a storage '" + key + "', found none in the archive");
        }
    }

    @Test
    void picklesWithoutEnd() {
        byte[] lists = new byte[3 << 20];
        Arrays.fill(lists, (byte) ']');
        assertThat(refusal(archive(lists))).contains("expected at most 2097152 operations");
        long before = Trial.allocated();
        for (String loop :
                new String[] {"}\u0094", ")\u0085\u0094", "2", "(", "K\1", "]\u0094h\0a", "ctorch\nint8\n"}) {
            String many = "]" + "\u0094" + loop.repeat((1 << 21) / loop.length()) + ".";
            refusal(archive(latin(many)));
        }
        assertThat(Trial.allocated() - before).isLessThan(7 * (256L << 20));
        assertThat(refusal(archive(new byte[(1 << 25) + 1]))).contains("entry 'm/data.pkl': expected at most 33554432");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'expected 1 more bytes, found 0'",
        "'0', expected 1 more values on the stack",
        "'K\u0001K\u0001.', 'expected one value, found more'",
        "'N.N', 'expected one value, found more'",
        "'h\u0007.', 'expected a memo index in use, found 7'",
        "'Nr\u00ff\u00ff\u00ff\u00ff.', 'expected a memo index below 2097152, found 4294967295'",
        "'t', expected a mark on the stack",
        "'NNs', expected 1 more values",
        "'NNa', expected a list to append to",
        "'](Nu', expected a dict",
        "'}(Nu', expected a value for each key",
        "'NNR', expected a class with its arguments",
        "'NQ', expected the id of a storage",
        "'X\u00ff\u00ff\u00ff\u00ff', 'expected 4294967295 more bytes, found 0'",
        "'\u008b\u00ff\u00ff\u00ff\u00ff', expected 18446744073709551615 more bytes",
        "'\u0080\u0006', 'expected pickle protocol 2 to 5, found 6'",
        "'P1', 'expected an operation of pickle protocols 2 to 5, found 0x50'",
        "'\u0082\u0001', found 0x82",
        "'\u0097', found 0x97",
        "'ctorch', expected 1 more bytes",
        "'(ios\nsystem\n', '\"os.system\", which is not read'",
        "'NN\u0093', expected the name of a class",
        "'N.', 'expected at least one tensor, found none'",
    })
    void malformedPicklesSayWhatIsWrong(String pickle, String text) {
        assertThat(refusal(archive(latin(pickle)))).contains(text);
    }

    @Test
    void longNamesAreShortened() {
        String name = "x".repeat(100_000);
        assertThat(refusal(archive(latin("c" + name + "\n" + name + "\n")))).hasSizeLessThan(400);
        String key = "X\u00a0\u0086\1\0" + name;
        byte[] tensor = tensor("0", 24, 0, new long[] {1}, new long[] {1});
        String inner = new String(tensor, 2, tensor.length - 3, StandardCharsets.ISO_8859_1);
        assertThat(refusal(archive(latin("}" + key + inner + "s.")))).contains("a name of at most 512 characters");
    }

    @Test
    void otherFormsAreToldApart() {
        byte[] tar = new byte[1024];
        System.arraycopy(latin("ustar"), 0, tar, 257, 5);
        assertThat(refusal(tar)).contains("a tar archive").contains("torch.save(torch.load(");
        assertThat(refusal(latin("\u0093NUMPY\1\0"))).contains("a NumPy array (.npy)");
        assertThat(refusal(latin("\2\0\0\0\0\0\0\0{}"))).contains("a safetensors file");
        assertThat(refusal(ArrayFixtures.bytes("npz-savez.npz"))).contains("a NumPy archive (.npz)");
        assertThat(refusal(latin("hello"))).contains("found other bytes");
        assertThat(refusal(zip(Map.of("a.txt", new byte[1])))).contains("0 entries named FOLDER/data.pkl");
        assertThat(refusal(zip(Map.of("a/data.pkl", new byte[1], "b/data.pkl", new byte[1]))))
                .contains("2 entries");
        assertThat(refusal(zip(Map.of("a/data.pkl", latin("N."), "a/byteorder", latin("middle")))))
                .isEqualTo(", entry 'a/byteorder': expected little or big, found 'middle'");
    }

    @Test
    void everyTruncationAndADamagedStorage() {
        byte[] good = ArrayFixtures.bytes("torch/pruned.pt");
        for (int length = 1; length < good.length; length += 7) {
            assertThat(refusal(Arrays.copyOf(good, length))).contains("expected a PyTorch file");
        }
        byte[] flipped = good.clone();
        int name = new String(good, StandardCharsets.ISO_8859_1).indexOf("pruned/data/1");
        int padding = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getShort(name - 2);
        flipped[name + "pruned/data/1".length() + padding] ^= 1;
        assertThat(refusal(flipped)).contains("damaged: expected checksum");
    }
}
