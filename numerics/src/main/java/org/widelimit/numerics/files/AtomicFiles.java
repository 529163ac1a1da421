package org.widelimit.numerics.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.widelimit.numerics.InputException;

/**
 * Writes a file completely or not at all: the bytes go to a temporary file in the same folder, reach the disk, and only
 * then take the name. Whoever reads the name sees the old contents or the new, never a part. When the writing fails, or
 * the program is told to end meanwhile, the temporary file is deleted and the old contents stay.
 */
public final class AtomicFiles {

    private static final int BUFFER_BYTES = 1 << 16;

    private AtomicFiles() {}

    /**
     * Writes {@code target} with what {@code writer} puts out. An existing file is replaced; a symbolic link stays and
     * the file it points to is replaced.
     *
     * @param target the file; its folder must exist
     * @param writer writes the contents; it need not close or flush
     * @throws InputException when the folder does not exist, the target is a folder, pipe or device, or the disk refuses;
     *     other unchecked exceptions of {@code writer} come through unchanged
     */
    public static void write(Path target, IoConsumer<OutputStream> writer) {
        Path folder = checkedFolder(target);
        try {
            // The name is replaced, not the contents: without this a link would turn into a file.
            Path destination = Files.exists(target) ? target.toRealPath() : target;
            Path real = destination.toAbsolutePath().getParent();
            writeVia(real == null ? folder : real, destination, writer);
        } catch (UncheckedIOException e) {
            throw InputFiles.unwritable(target, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw InputFiles.unwritable(target, e);
        }
    }

    /**
     * Writes {@code target} with this text in UTF-8.
     *
     * @param target the file; its folder must exist
     * @param text the contents
     * @throws InputException as {@link #write}
     */
    public static void writeString(Path target, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(target, out -> out.write(bytes));
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

    private static void writeVia(Path folder, Path target, IoConsumer<OutputStream> writer) throws IOException {
        for (int attempt = 0; ; attempt++) {
            // Not the target's name with an ending, which could exceed what the file system allows. Not createTempFile,
            // whose files only their owner may read.
            Path temporary =
                    folder.resolve(".widelimit-" + ProcessHandle.current().pid() + "-" + attempt + ".tmp");
            FileChannel channel;
            try {
                channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                continue; // of another thread, or of a process that was killed
            }
            writeAndMove(channel, temporary, target, writer);
            return;
        }
    }

    private static void writeAndMove(FileChannel channel, Path temporary, Path target, IoConsumer<OutputStream> writer)
            throws IOException {
        Thread cleanUp = deleteOnShutdown(temporary);
        try (channel) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            writer.accept(out);
            out.flush();
            channel.force(true);
            channel.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (Throwable failure) {
            delete(channel, temporary, failure);
            throw failure;
        } finally {
            keepOnShutdown(cleanUp);
        }
    }

    private static void delete(FileChannel channel, Path temporary, Throwable failure) {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
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
