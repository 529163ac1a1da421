package org.widelimit.numerics.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.widelimit.numerics.InputException;

/**
 * A file that does not have its name yet: what is written goes to a temporary file in the folder of the target, and {@link #commit} gives it the name, as a whole. Closed without
 * that, or when the program is told to end meanwhile, the temporary file is deleted and an older file stays as it is.
 *
 * <p>{@link AtomicFiles} is the way for what is written from beginning to end; this is for contents that come in pieces, in any order.
 */
public final class PendingFile implements AutoCloseable {

    /** Of the temporary files: the process, and a count. */
    private static final Pattern NAME = Pattern.compile("\\.widelimit-(\\d{1,18})-\\d+\\.tmp");

    /** By how much the beginning of a process may seem later than it was: the system counts from a time in whole seconds. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private final Path target;
    private final Path destination;
    private final Path temporary;
    private final FileChannel channel;
    private final Thread cleanUp;
    private boolean committed;

    private PendingFile(Path target, Path destination, Path temporary, FileChannel channel) {
        this.target = target;
        this.destination = destination;
        this.temporary = temporary;
        this.channel = channel;
        this.cleanUp = deleteOnShutdown(temporary);
    }

    /**
     * An empty file that is to be {@code target}. A symbolic link stays, and the file it points to is replaced.
     *
     * @param target the file; its folder must exist
     * @throws InputException when the folder does not exist, the target is a folder, pipe or device, or the disk refuses
     */
    public static PendingFile create(Path target) {
        Path folder = checkedFolder(target);
        try {
            // The name is replaced, not the contents: without this a link would turn into a file.
            Path destination = Files.exists(target) ? target.toRealPath() : target;
            Path real = destination.toAbsolutePath().getParent();
            return open(target, destination, real == null ? folder : real);
        } catch (IOException e) {
            throw InputFiles.unwritable(target, e);
        }
    }

    /**
     * Deletes the temporary files in a folder that a killed process left. Those of a living process stay, unless it began after the file was last written: then it only has the number of
     * a dead one. What cannot be deleted stays, too. Processes of other machines are not seen: a file that one of them is writing is deleted, and its {@link #commit} fails.
     *
     * @param folder may be absent
     */
    public static void deleteAbandoned(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".widelimit-*.tmp")) {
            files.forEach(PendingFile::deleteIfAbandoned);
        } catch (IOException | DirectoryIteratorException e) {
            // They are in nobody's way.
        }
    }

    private static void deleteIfAbandoned(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            if (!isAlive(Long.parseLong(name.group(1)), written)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It has its name by now, or may not be deleted.
        }
    }

    /** Whether a process of this number lives and, as far as the system tells, lived at that time. */
    private static boolean isAlive(long pid, Instant time) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isPresent()
                && process.get()
                        .info()
                        .startInstant()
                        .map(began -> !time.isBefore(began.minus(CLOCKS)))
                        .orElse(true);
    }

    /** Where the contents go. */
    public FileChannel channel() {
        return channel;
    }

    /**
     * Gives the contents the name, once they have reached the disk. To be called once, as the last thing.
     *
     * @throws InputException when the disk refuses
     */
    public void commit() {
        try {
            channel.force(true);
            channel.close();
            Files.move(temporary, destination, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw InputFiles.unwritable(target, e);
        }
        committed = true;
    }

    /** Deletes what was not committed. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
            if (!committed) {
                Files.deleteIfExists(temporary);
            }
        } finally {
            keepOnShutdown(cleanUp);
        }
    }

    private static PendingFile open(Path target, Path destination, Path folder) throws IOException {
        for (int attempt = 0; ; attempt++) {
            // Not the target's name with an ending, which could exceed what the file system allows. Not createTempFile,
            // whose files only their owner may read.
            Path temporary =
                    folder.resolve(".widelimit-" + ProcessHandle.current().pid() + "-" + attempt + ".tmp");
            try {
                FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                return new PendingFile(target, destination, temporary, channel);
            } catch (FileAlreadyExistsException e) {
                continue; // of another thread, or of a process that was killed
            }
        }
    }

    private static Path checkedFolder(Path target) {
        if (Files.isDirectory(target)) {
            throw new InputException(InputFiles.name(target) + ": expected a name to write to, found a folder");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new InputException(InputFiles.name(target) + ": expected a regular file, found a pipe or device");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.exists(folder)) {
            throw new InputException(InputFiles.name(target) + ": folder '" + folder + "' does not exist");
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    InputFiles.name(target) + ": expected '" + folder + "' to be a folder, found a file");
        }
        return folder;
    }

    private static Thread deleteOnShutdown(Path temporary) {
        Thread hook = new Thread(() -> {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // The program ends: there is nobody left to tell.
            }
        });
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program ends already; a write in a shutdown hook is on its own.
        }
        return hook;
    }

    private static void keepOnShutdown(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program ends: the hook runs, and finds its file moved or deletes it.
        }
    }
}
