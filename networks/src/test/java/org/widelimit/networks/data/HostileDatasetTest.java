package org.widelimit.networks.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.testing.ArchiveSpoiler;
import org.widelimit.testing.Spoiler;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;

/** Whatever is done to a data set's files: they are read as one, or refused in one line. */
class HostileDatasetTest {

    /** Buffers of the JDK and of FastCSV; what a header of a few bytes can promise is far more. */
    private static final long FIXED_BYTES = 16 << 20;

    private static final List<byte[]> TABLES = Stream.of(
                    "1,2,7\n3,4,-1\n5,6,7\n",
                    "width,depth,class\r\n0.5,1e-3,0\r\n-2,4.25,1\r\n",
                    "\ufeffx,\"a \"\"b\"\"\",c\n\n1 , 2.0,7.0\n3e0,\"4\",-1\n")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final List<String> TEXT = List.of(",", "\"", "\n", "\r", "#", ";", "\0", "\u00ff", "0x1p3", "1d");

    private static final List<byte[]> IMAGES = List.of(
            idx(0x08, 1, 3, 2, 2),
            idx(0x09, 1, 3, 4),
            idx(0x0B, 2, 3, 2),
            idx(0x0C, 4, 3, 1, 2),
            idx(0x0D, 4, 3, 2),
            idx(0x0E, 8, 3, 2));

    private static final List<byte[]> CLASSES = List.of(idx(0x08, 1, 3), idx(0x0C, 4, 3));

    /** Types, and extents whose product overflows. */
    private static final List<String> EXTENTS =
            List.of("\177\377\377\377", "\377\377\377\377", "\0\1\0\0", "\100\0\0\0", "\0\0\0\0", "\b", "\16", "\200");

    private static final byte[] ARCHIVE = archive();

    @SpoiltFiles
    void tablesAreReadOrRefused(@ForAll long seed) {
        Spoiler spoiler = new Spoiler(seed, TEXT);
        tryOn("d.csv", spoiler.spoilt(spoiler.oneOf(TABLES)));
    }

    @SpoiltFiles
    void compressedTablesAreReadOrRefused(@ForAll long seed) {
        tryOn("d.csv.gz", compressed(new Spoiler(seed, TEXT), TABLES));
    }

    @SpoiltFiles
    void archivesAreReadOrRefused(@ForAll long seed) {
        tryOn("d.npz", new ArchiveSpoiler(seed).spoilt(ARCHIVE));
    }

    @SpoiltFiles
    void imagesAndLabelsAreReadOrRefused(@ForAll long seed) {
        Spoiler spoiler = new Spoiler(seed, EXTENTS);
        byte[] images = spoiler.oneOf(IMAGES);
        byte[] classes = spoiler.oneOf(CLASSES);
        int which = spoiler.below(3);
        check(Trial.on("t-images-idx3", which == 0 ? images : spoiler.spoilt(images))
                .beside("t-labels-idx1", which == 1 ? classes : spoiler.spoilt(classes)));
    }

    @SpoiltFiles
    void compressedImagesAreReadOrRefused(@ForAll long seed) {
        Spoiler spoiler = new Spoiler(seed, EXTENTS);
        check(Trial.on("t-images-idx3.gz", compressed(spoiler, IMAGES))
                .beside("t-labels-idx1.gz", gzip(spoiler.oneOf(CLASSES))));
    }

    private static void tryOn(String name, byte[] bytes) {
        check(Trial.on(name, bytes));
    }

    private static void check(Trial trial) {
        trial.of(InputException.class, FIXED_BYTES, Dataset::read).ifPresent(data -> {
            assertThat(data.size()).isPositive();
            assertThat(data.features()).isPositive();
            assertThat(data.inputs().getNumElements()).isEqualTo(data.size() * data.features());
            assertThat(Arrays.stream(data.inputs().data)).allMatch(Double::isFinite);
            assertThat(data.labels()).hasSize(data.size());
            assertThat(Arrays.stream(data.labels()).distinct().sorted().toArray())
                    .isEqualTo(IntStream.range(0, data.classes().size()).toArray());
            assertThat(data.sha256()).hasSize(64);
        });
    }

    /** Spoilt, then packed, or packed, then spoilt. */
    private static byte[] compressed(Spoiler spoiler, List<byte[]> good) {
        byte[] bytes = spoiler.oneOf(good);
        return spoiler.below(2) == 0 ? gzip(spoiler.spoilt(bytes)) : spoiler.spoilt(gzip(bytes));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** An array of the numbers 0, 1, 2, 0, ... */
    private static byte[] idx(int type, int bytes, int... shape) {
        int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * shape.length + count * bytes);
        out.putShort((short) 0).put((byte) type).put((byte) shape.length);
        Arrays.stream(shape).forEach(out::putInt);
        for (int k = 0; k < count; k++) {
            switch (type) {
                case 0x0B -> out.putShort((short) (k % 3));
                case 0x0C -> out.putInt(k % 3);
                case 0x0D -> out.putFloat(k % 3);
                case 0x0E -> out.putDouble(k % 3);
                default -> out.put((byte) (k % 3));
            }
        }
        return out.array();
    }

    private static byte[] archive() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("X", NdArray.of(ElementType.FLOAT64, new int[] {4, 1, 3}, new double[12]));
        arrays.put("y", NdArray.of(new double[] {0, 1, 2, 1}));
        return Trial.written("d.npz", file -> Npz.write(file, arrays));
    }
}
