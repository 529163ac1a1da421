package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.widelimit.numerics.arrays.ArrayFixtures.header;
import static org.widelimit.numerics.arrays.ArrayFixtures.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.Trial;

class NpzMalformedTest {

    private static final int CRC_AT = 16;
    private static final int COMPRESSED_AT = 20;
    private static final int SIZE_AT = 24;

    private static final byte[] ARRAY = npy(1, header("'<f8'", "False", "(2,)"), new byte[16]);

    @TempDir
    Path folder;

    private String refusal(byte[] bytes) {
        Path file = ArrayFixtures.write(folder.resolve("a.npz"), bytes);
        InputException e = catchThrowableOfType(InputException.class, () -> Npz.read(file));
        assertThat(e).as("refused").isNotNull();
        assertThat(e.getMessage()).startsWith("file '" + file + "'").hasLineCount(1);
        return e.getMessage().substring(("file '" + file + "'").length());
    }

    /** An archive of one entry: local header, these bytes, central directory with these claims, end. */
    private static byte[] zip(String name, int method, byte[] data, long crc, long size) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer zip =
                ByteBuffer.allocate(98 + 2 * nameBytes.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) method)
                .putInt(0);
        zip.putInt((int) crc).putInt(data.length).putInt((int) size);
        zip.putShort((short) nameBytes.length)
                .putShort((short) 0)
                .put(nameBytes)
                .put(data);
        int central = zip.position();
        zip.putInt(0x02014b50)
                .putShort((short) 20)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) method);
        zip.putInt(0).putInt((int) crc).putInt(data.length).putInt((int) size).putShort((short) nameBytes.length);
        zip.putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0);
        zip.put(nameBytes);
        int end = zip.position();
        zip.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
        return zip.putInt(end - central).putInt(central).putShort((short) 0).array();
    }

    private static byte[] deflated(byte[]... parts) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        for (byte[] part : parts) {
            deflater.setInput(part);
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static long crc(byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(data);
        return crc.getValue();
    }

    private static int centralAt(byte[] zip) {
        ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        return buffer.getInt(zip.length - 6);
    }

    private static byte[] withCentral(byte[] zip, int field, int value) {
        byte[] copy = zip.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(centralAt(zip) + field, value);
        return copy;
    }

    @Test
    void theArchivesOfThisTestAreGoodUnlessSpoilt() {
        NdArray expected = NdArray.of(new double[2]);
        for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
            byte[] data = method == ZipEntry.STORED ? ARRAY : deflated(ARRAY);
            byte[] zip = zip("x.npy", method, data, crc(ARRAY), ARRAY.length);
            assertThat(Npz.read(ArrayFixtures.write(folder.resolve("a.npz"), zip)))
                    .isEqualTo(Map.of("x", expected));
        }
    }

    @Test
    void missingFolderEmptyAndForeignFiles() {
        Path none = folder.resolve("none.npz");
        assertThatThrownBy(() -> Npz.read(none))
                .isInstanceOf(InputException.class)
                .hasMessage("file '" + none + "': file does not exist");
        assertThatThrownBy(() -> Npz.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessage("file '" + folder + "': expected a file, found a folder");
        assertThat(refusal(new byte[0])).isEqualTo(": file is empty");
        assertThat(refusal(ARRAY)).isEqualTo(": expected an .npz archive, found a single array (.npy)");
        assertThat(refusal(new byte[] {1})).endsWith("found other bytes");
        assertThat(refusal("PK".getBytes(StandardCharsets.US_ASCII))).startsWith(": expected an .npz archive");
    }

    @Test
    void archiveWithoutArrays() {
        byte[] end = new byte[22];
        end[0] = 'P';
        end[1] = 'K';
        end[2] = 5;
        end[3] = 6;
        assertThat(refusal(end)).isEqualTo(": expected at least one array, found an empty archive");
    }

    @Test
    void nameTwice() {
        assertThat(refusal(ArrayFixtures.bytes("npz-duplicate.npz")))
                .isEqualTo(", array 'matrix': expected each name once, found it twice");
    }

    @Test
    void otherCompression() {
        assertThat(refusal(ArrayFixtures.bytes("npz-bzip2.npz"))).contains("compression method");
    }

    @Test
    void entriesThatAreNoArrays() throws IOException {
        for (String name : new String[] {"notes.txt", "folder/", "archive/data.pkl", ".npy", "x.NPY"}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.closeEntry();
            }
            assertThat(refusal(out.toByteArray())).isEqualTo(": expected entries named NAME.npy, found '" + name + "'");
        }
        byte[] pickle = {(byte) 0x80, 4, 'N', '.', 0, 0, 0, 0};
        assertThat(refusal(zip("x.npy", ZipEntry.STORED, pickle, crc(pickle), pickle.length)))
                .startsWith(", array 'x': expected an .npy array")
                .endsWith("found a Python pickle, which is never executed here");
    }

    @Test
    void nameThatWouldBreakTheLineOfTheMessage() {
        byte[] bad = {1, 2, 3};
        assertThat(refusal(zip("a\n\u001b[31m.npy", ZipEntry.STORED, bad, crc(bad), 3)))
                .startsWith(", array 'a\\u000a\\u001b[31m': ");
    }

    @Test
    void checksumThatDiffers() {
        byte[] stored = zip("x.npy", ZipEntry.STORED, ARRAY, crc(ARRAY) ^ 1, ARRAY.length);
        assertThat(refusal(stored)).matches(", array 'x': damaged: expected checksum [0-9a-f]{8}, found [0-9a-f]{8}");
        byte[] deflated = zip("x.npy", ZipEntry.DEFLATED, deflated(ARRAY), crc(ARRAY), ARRAY.length);
        assertThat(refusal(withCentral(deflated, CRC_AT, 0x1234))).contains("expected checksum 00001234, found");
        byte[] flipped = zip("x.npy", ZipEntry.STORED, ARRAY, crc(ARRAY), ARRAY.length);
        flipped[centralAt(flipped) - 1] ^= 1;
        assertThat(refusal(flipped)).contains("damaged: expected checksum");
    }

    @Test
    void everyTruncation() {
        byte[] zip = zip("x.npy", ZipEntry.DEFLATED, deflated(ARRAY), crc(ARRAY), ARRAY.length);
        for (int length = 1; length < zip.length; length++) {
            assertThat(refusal(Arrays.copyOf(zip, length))).startsWith(": expected an .npz archive");
        }
    }

    @Test
    void deflatedDataThatIsNone() {
        byte[] garbage = new byte[200];
        Arrays.fill(garbage, (byte) 0xff);
        assertThat(refusal(zip("x.npy", ZipEntry.DEFLATED, garbage, 0, 144))).startsWith(", array 'x': damaged: ");
    }

    @Test
    void sizeThatTheCompressedBytesCannotHold() {
        byte[] data = deflated(ARRAY);
        long most = 1032L * data.length;
        assertThat(refusal(zip("x.npy", ZipEntry.DEFLATED, data, crc(ARRAY), most + 1032)))
                .isEqualTo(", array 'x': claims " + (most + 1032) + " bytes, which " + data.length
                        + " deflated bytes cannot hold");
        assertThat(refusal(zip("x.npy", ZipEntry.STORED, ARRAY, crc(ARRAY), ARRAY.length + 1)))
                .isEqualTo(", array 'x': claims 145 bytes, which 144 stored bytes cannot hold");
        assertThat(refusal(withCentral(
                        zip("x.npy", ZipEntry.DEFLATED, data, crc(ARRAY), ARRAY.length), COMPRESSED_AT, 1 << 20)))
                .contains("expected");
    }

    @Test
    void moreOrLessThanClaimed() {
        byte[] claim = npy(1, header("'<f8'", "False", "(4,)"), new byte[0]);
        byte[] less = deflated(claim, new byte[31]);
        assertThat(refusal(zip("x.npy", ZipEntry.DEFLATED, less, 0, claim.length + 32)))
                .isEqualTo(", array 'x': truncated: expected 32 bytes of data, found 31");
        byte[] more = deflated(claim, new byte[33]);
        assertThat(refusal(zip("x.npy", ZipEntry.DEFLATED, more, 0, claim.length + 32)))
                .isEqualTo(", array 'x': expected 160 bytes, found more");
        assertThat(refusal(zip("x.npy", ZipEntry.DEFLATED, more, 0, claim.length + 33)))
                .isEqualTo(", array 'x': expected 160 bytes for shape (4,) of FLOAT64, found 161");
    }

    /** A claim that compressed bytes could hold, but do not: memory grows with what arrives. */
    @Test
    void memoryGrowsWithWhatIsInflated() {
        int count = 200_000_000;
        byte[] claim = npy(1, header("'|b1'", "False", "(" + count + ",)"), new byte[0]);
        byte[] noise = new byte[200_000];
        long state = 1;
        for (int i = 0; i < noise.length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            noise[i] = (byte) (state >>> 63);
        }
        byte[] padding = new byte[300_000 - 1];
        byte[] data = Arrays.copyOf(deflated(claim, noise), padding.length);
        Path file = ArrayFixtures.write(
                folder.resolve("a.npz"), zip("x.npy", ZipEntry.DEFLATED, data, 0, claim.length + (long) count));
        long before = Trial.allocated();
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("truncated: expected 200000000 bytes of data, found 200000");
        assertThat(Trial.allocated() - before).isLessThan(16 << 20);
    }

    @Test
    void moreThanTheHeapHasIsRefusedBeforeItIsInflated() {
        long count = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 8 + 1);
        byte[] claim = npy(1, header("'|b1'", "False", "(" + count + ",)"), new byte[0]);
        byte[] data = Arrays.copyOf(deflated(claim, new byte[1000]), (int) (count / 1032) + 1000);
        assertThat(refusal(zip("x.npy", ZipEntry.DEFLATED, data, 0, claim.length + count)))
                .startsWith(", array 'x': " + count + " values need ");
    }

    /** Two entries of the directory that share the bytes of one: the other way to blow up. */
    @Test
    void entriesThatOverlap() {
        byte[] data = new byte[4096];
        byte[] array = npy(1, header("'<f8'", "False", "(512,)"), data);
        byte[] zip = zip("x.npy", ZipEntry.STORED, array, crc(array), array.length);
        int central = centralAt(zip);
        int length = zip.length - 22 - central;
        byte[] twice = new byte[zip.length + length];
        System.arraycopy(zip, 0, twice, 0, zip.length - 22);
        System.arraycopy(zip, central, twice, zip.length - 22, zip.length - central);
        twice[zip.length - 22 + length - 5] = 'y';
        ByteBuffer end = ByteBuffer.wrap(twice).order(ByteOrder.LITTLE_ENDIAN);
        end.putShort(twice.length - 14, (short) 2).putShort(twice.length - 12, (short) 2);
        end.putInt(twice.length - 10, 2 * length);
        assertThat(refusal(twice))
                .isEqualTo(
                        ": expected entries of at most " + twice.length + " bytes together, found " + 2 * array.length);
    }

    @Test
    void zip64EndThatCountsMoreEntriesThanThereAre() {
        byte[] zip = ArrayFixtures.bytes("npz-zip64.npz");
        int at = zip.length - 22 - 20 - 56;
        ByteBuffer end = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(end.getInt(at)).as("ZIP64 end record").isEqualTo(0x06064b50);
        for (long count : new long[] {3, 1 << 20, Integer.MAX_VALUE, 1L << 40, -1}) {
            end.putLong(at + 24, count).putLong(at + 32, count);
            assertThat(refusal(zip)).startsWith(": expected an .npz archive");
        }
    }

    @Test
    void sizesAreNotTakenFromTheLocalHeader() {
        byte[] zip = zip("x.npy", ZipEntry.DEFLATED, deflated(ARRAY), crc(ARRAY), ARRAY.length);
        Arrays.fill(zip, 14, 26, (byte) 0xff);
        assertThat(Npz.read(ArrayFixtures.write(folder.resolve("a.npz"), zip))).containsOnlyKeys("x");
        assertThat(refusal(withCentral(zip, SIZE_AT, ARRAY.length + 8))).contains("expected 144 bytes for shape");
    }
}
