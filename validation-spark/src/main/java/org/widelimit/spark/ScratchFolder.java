package org.widelimit.spark;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;

/** The driver's temporary files, Spark's among them, in one folder that is removed even where Spark has no time to. */
record ScratchFolder(Path path) implements AutoCloseable {

    /** How often what is there is looked at: Spark's threads may still write, and remove, at this moment. */
    private static final int LOOKS = 15;

    private static final long BETWEEN_MILLIS = 20;

    static ScratchFolder create() {
        try {
            ScratchFolder folder = new ScratchFolder(Files.createTempDirectory("widelimit-spark"));
            folder.removeAtTheEnd();
            return folder;
        } catch (IOException e) {
            throw new InputException("--engine spark: no temporary folder can be made: " + e.getMessage(), e);
        }
    }

    /** Spark keeps to the first folder it has seen in a process: it makes it again for a second context, and while it is being stopped. */
    private void removeAtTheEnd() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "widelimit-spark-scratch"));
        } catch (IllegalStateException e) {
            // The process is ending already; who asked for the folder closes it.
            return;
        }
    }

    /** Removes what is there, within a bounded time. Temporary files are no reason to fail. */
    @Override
    public void close() {
        for (int look = 0; look < LOOKS && Files.exists(path); look++) {
            if (look > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS));
            }
            removeOnce();
        }
    }

    private void removeOnce() {
        try {
            Files.walkFileTree(path, new Removal());
        } catch (IOException e) {
            // Something came or went meanwhile: the next look sees it.
            return;
        }
    }

    /** Removes as it goes; what others have removed, or fill at the same time, does not stop it. */
    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return remove(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException error) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error) {
            return remove(folder);
        }

        private static FileVisitResult remove(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // Not empty any more: the next look sees it.
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
