package org.widelimit.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.widelimit.numerics.InputException;

/** The driver's temporary files, Spark's among them, in one folder that is removed even where Spark has no time to. */
record ScratchFolder(Path path) implements AutoCloseable {

    static ScratchFolder create() {
        try {
            Path path = Files.createTempDirectory("widelimit-spark");
            // Spark keeps to the first one it has seen in a process, and makes it again for a second context.
            path.toFile().deleteOnExit();
            return new ScratchFolder(path);
        } catch (IOException e) {
            throw new InputException("--engine spark: no temporary folder can be made: " + e.getMessage(), e);
        }
    }

    /** Removes what is there; Spark may be doing the same at this moment. */
    @Override
    public void close() {
        try (Stream<Path> walk = Files.walk(path)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Temporary files are no reason to fail.
            return;
        }
    }
}
