package org.widelimit.numerics.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        try (PendingFile file = PendingFile.create(target)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file.channel()), BUFFER_BYTES);
            writer.accept(out);
            out.flush();
            file.commit();
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
}
