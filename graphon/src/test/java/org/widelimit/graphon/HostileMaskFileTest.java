package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Whatever is done to the files of the real tools: they are read, or refused in one line. {@code
 * -Dwidelimit.fuzz.files=100000} spoils so many of each format.
 */
class HostileMaskFileTest {

    private static final int FILES = Integer.getInteger("widelimit.fuzz.files", 600);

    /** Sizes that overflow, and bytes that mean something to one of the formats. */
    private static final List<String> PIECES = List.of(
            "2147483647",
            "4294967296",
            "9223372036854775807",
            "-1",
            "0",
            "1e400",
            "nan",
            "65536",
            "\n",
            "%",
            "#",
            "\"",
            "{",
            "[[[[",
            "]",
            ",",
            "\0\0\0\0",
            "\u00ff",
            "PK\3\4",
            "PK\1\2",
            "PK\5\6",
            "pattern",
            "symmetric",
            "array");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"npz", "npy", "safetensors", "mtx", "csv tsv txt", "pt pth tar"})
    @Timeout(3600)
    void isReadOrRefused(String endings) throws IOException {
        List<byte[]> good = good(List.of(endings.split(" ")));
        RandomStream random = RandomStreams.of(7).child("hostile").child(endings).stream();
        Path file = folder.resolve("file");
        int refused = 0;
        for (int n = 0; n < FILES; n++) {
            Files.write(file, spoilt(good, random));
            MaskReading reading = new MaskReading(
                    MaskSource.values()[random.nextInt(MaskSource.values().length)],
                    Flattening.values()[random.nextInt(Flattening.values().length)]);
            Throwable thrown = catchThrowable(() -> MaskFiles.inspect(file, reading));
            if (thrown != null) {
                refused++;
                String kept = "file " + n;
                assertThat(thrown).as(kept).isInstanceOf(InputException.class);
                assertThat(thrown.getMessage())
                        .as(kept)
                        .startsWith("file '" + file + "'")
                        .hasLineCount(1);
            }
        }
        assertThat(refused).isBetween(FILES / 10, FILES);
    }

    private static List<byte[]> good(List<String> endings) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : MaskFixturesTest.fixtures()
                .map(MaskFixturesTest.Fixture::file)
                .distinct()
                .toList()) {
            if (endings.contains(name.substring(name.lastIndexOf('.') + 1))) {
                files.add(MaskFixturesTest.bytes(name));
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }

    private static byte[] spoilt(List<byte[]> good, RandomStream random) {
        byte[] bytes = good.get(random.nextInt(good.size())).clone();
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 1; times--) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean(0.5) ? 12 : bytes.length));
            byte[] middle = Arrays.copyOfRange(bytes, from, to);
            bytes = switch (random.nextInt(8)) {
                case 0 -> Arrays.copyOf(bytes, from);
                case 1 -> joined(bytes, from, new byte[0], to);
                case 2 -> joined(bytes, from, joined(middle, middle.length, middle, middle.length), to);
                case 3 -> joined(bytes, from, piece(random), from);
                case 4 -> joined(bytes, from, piece(random), Math.min(to, from + 4));
                case 5 -> number(bytes, from, random);
                default -> changed(bytes, from, random);
            };
        }
        return bytes.length == 0 ? new byte[] {0} : bytes;
    }

    private static byte[] piece(RandomStream random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The next run of digits after {@code from} becomes another. */
    private static byte[] number(byte[] bytes, int from, RandomStream random) {
        int start = from;
        while (start < bytes.length && !Character.isDigit(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && Character.isDigit(bytes[end])) {
            end++;
        }
        return joined(bytes, start, piece(random), end);
    }

    private static byte[] changed(byte[] bytes, int at, RandomStream random) {
        byte[] copy = bytes.clone();
        copy[at] = random.nextBoolean(0.5) ? (byte) random.nextInt(256) : (byte) (copy[at] ^ 1 << random.nextInt(8));
        return copy;
    }

    private static byte[] joined(byte[] bytes, int from, byte[] middle, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stream.of(Arrays.copyOf(bytes, from), middle, Arrays.copyOfRange(bytes, to, bytes.length))
                .forEach(out::writeBytes);
        return out.toByteArray();
    }
}
