package org.widelimit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.statistics.StatisticsReport;

/** A trial that cannot fail would find nothing: each way in which a reader can be wrong is noticed. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class TrialTest {

    private static final byte[] BYTES = "good".getBytes(StandardCharsets.US_ASCII);
    private static final long MOST_BYTES = 16 << 20;

    private static <T> Optional<T> of(Function<Path, T> reader) {
        return Trial.on("a.txt", BYTES).beside("b.txt", BYTES).of(IllegalStateException.class, MOST_BYTES, reader);
    }

    private static void fails(Function<Path, Object> reader) {
        assertThatThrownBy(() -> of(reader)).isInstanceOf(AssertionError.class);
    }

    private static Object refuse(String message) {
        throw new IllegalStateException(message);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Example
    void aReaderThatAnswersOrRefusesPasses() {
        Path[] found = new Path[1];
        assertThat(of(file -> found[0] = file)).isPresent();
        assertThat(found[0]).doesNotExist();
        assertThat(found[0].getParent()).doesNotExist();
        assertThat(of(file -> refuse("a bad one: " + file))).isEmpty();
        assertThat(of(file -> refuse("a bad one: " + file.resolveSibling("b.txt"))))
                .isEmpty();
    }

    @Example
    void anotherExceptionIsNoticed() {
        fails(file -> {
            throw new IllegalArgumentException(file.toString());
        });
        fails(file -> {
            throw new OutOfMemoryError(file.toString());
        });
        fails(file -> null);
    }

    @Example
    void aMessageOfTwoLinesOrWithoutTheFileIsNoticed() {
        fails(file -> refuse(file + ":\nbad"));
        fails(file -> refuse("bad"));
        fails(file -> refuse(null));
    }

    @Example
    void whatIsWrittenIsNoticed() {
        fails(file -> {
            write(file, "gone");
            return file;
        });
        fails(file -> {
            write(file.resolveSibling("c.txt"), "");
            return refuse(file.toString());
        });
    }

    @Example
    void memoryBeyondTheBoundIsNoticed() {
        assertThat(of(file -> new byte[(int) MOST_BYTES / 2])).isPresent();
        assertThat(of(file -> refuse(file.toString()))).isEmpty();
        fails(file -> new byte[(int) MOST_BYTES]);
    }
}
