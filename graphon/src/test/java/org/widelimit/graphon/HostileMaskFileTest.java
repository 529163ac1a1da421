package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.Spoiler;

/**
 * Whatever is done to the files of the real tools: they are read, or refused in one line. {@code
 * -Dwidelimit.fuzz.files=100000} spoils so many of each format.
 */
class HostileMaskFileTest {

    private static final int FILES = Integer.getInteger("widelimit.fuzz.files", 600);

    /** What means something to one of the formats. */
    private static final List<String> PIECES = List.of(
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
        Spoiler spoiler = new Spoiler(endings.hashCode(), PIECES);
        Path file = folder.resolve("file");
        int refused = 0;
        for (int n = 0; n < FILES; n++) {
            Files.write(file, spoiler.spoilt(spoiler.oneOf(good)));
            MaskReading reading = new MaskReading(
                    spoiler.oneOf(List.of(MaskSource.values())), spoiler.oneOf(List.of(Flattening.values())));
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
}
