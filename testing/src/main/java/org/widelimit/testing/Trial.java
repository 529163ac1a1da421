package org.widelimit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * A spoilt file in a folder of its own, on which a reader is tried. It has to answer, or to refuse the file by one exception whose message is one
 * line and names it; whatever it does, it changes nothing in the folder and allocates no more than it may. A property in which no file is
 * read, or none refused, tries nothing, and fails.
 */
public final class Trial {

    private static final int FEW_TRIES = 100;

    private final Path folder;
    private final Path file;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Trial(Path folder, String name) {
        this.folder = folder;
        this.file = folder.resolve(name);
    }

    /** On a file of this name; it is written when a reader is tried. */
    public static Trial on(String name, byte[] bytes) {
        try {
            return new Trial(Files.createTempDirectory("widelimit-trial"), name).beside(name, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With another file beside it. */
    public Trial beside(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    /** What a writer writes to a file of this name: a good file, to be spoilt. */
    public static byte[] written(String name, Consumer<Path> writer) {
        Trial trial = on(name, new byte[0]);
        try {
            writer.accept(trial.file);
            return Files.readAllBytes(trial.file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            trial.delete();
        }
    }

    /**
     * Tries a reader. The folder is gone afterwards.
     *
     * @param refusal what it may throw, and nothing else
     * @param mostBytes that it may allocate, whatever the file says
     * @param reader from the file's path
     * @return what was read, or nothing if the file was refused
     */
    public <T> Optional<T> of(Class<? extends RuntimeException> refusal, long mostBytes, Function<Path, T> reader) {
        try {
            for (Map.Entry<String, byte[]> written : files.entrySet()) {
                Files.write(folder.resolve(written.getKey()), written.getValue());
            }
            Optional<T> answer = run(refusal, mostBytes, reader);
            assertThat(contents()).as("the folder after reading").isEqualTo(text(files));
            Statistics.collect(answer.isPresent() ? "read" : "refused");
            Statistics.coverage(coverage -> {
                coverage.check("read").count(Trial::isEnough);
                coverage.check("refused").count(Trial::isEnough);
            });
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete();
        }
    }

    /** Under PIT a property has so few tries that they may all be of one kind. */
    private static boolean isEnough(int count, int all) {
        return count > 0 || all < FEW_TRIES;
    }

    private <T> Optional<T> run(Class<? extends RuntimeException> refusal, long mostBytes, Function<Path, T> reader) {
        @Nullable T answer = null;
        @Nullable Throwable thrown = null;
        long before = allocated();
        try {
            answer = reader.apply(file);
        } catch (Throwable e) {
            thrown = e;
        }
        long allocated = allocated() - before;
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(refusal);
            String message = String.valueOf(thrown.getMessage());
            assertThat(message).hasLineCount(1);
            assertThat(files.keySet())
                    .as("the files, one of which is named in: " + message)
                    .anyMatch(name -> message.contains(folder.resolve(name).toString()));
        } else {
            assertThat(answer).as("what was read").isNotNull();
        }
        assertThat(allocated).as("bytes allocated").isLessThan(mostBytes);
        return Optional.ofNullable(answer);
    }

    /** What this thread has allocated since it began: not a measurement of time, and the same on a loaded machine. */
    public static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private Map<String, String> contents() throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(p -> !p.equals(folder)).toList()) {
                byte[] bytes = Files.isDirectory(path) ? new byte[0] : Files.readAllBytes(path);
                found.put(folder.relativize(path).toString(), bytes);
            }
        }
        return text(found);
    }

    private static Map<String, String> text(Map<String, byte[]> files) {
        Map<String, String> texts = new TreeMap<>();
        files.forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.ISO_8859_1)));
        return texts;
    }

    private void delete() {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
