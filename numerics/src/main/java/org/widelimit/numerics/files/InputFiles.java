package org.widelimit.numerics.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.widelimit.numerics.InputException;

/** Checks on a file that is about to be read, with the same wording everywhere. */
public final class InputFiles {

    private InputFiles() {}

    /**
     * The size in bytes of a file that can be read.
     *
     * @param file the file
     * @return its size, at least 1
     * @throws InputException when it does not exist, is a folder or another thing without contents of its own (a pipe, a
     *     device), cannot be read, or is empty
     */
    public static long size(Path file) {
        if (!Files.exists(file)) {
            throw new InputException(name(file) + ": file does not exist");
        }
        if (Files.isDirectory(file)) {
            throw new InputException(name(file) + ": expected a file, found a folder");
        }
        if (!Files.isRegularFile(file)) {
            throw new InputException(name(file) + ": expected a regular file, found a pipe or device");
        }
        if (!Files.isReadable(file)) {
            throw new InputException(name(file) + ": cannot be read: permission denied");
        }
        try {
            long size = Files.size(file);
            if (size == 0) {
                throw new InputException(name(file) + ": file is empty");
            }
            return size;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** How messages name a file. */
    public static String name(Path file) {
        return "file '" + file + "'";
    }

    /** The exception for a file that failed while it was read. */
    public static InputException unreadable(Path file, IOException cause) {
        return new InputException(name(file) + ": cannot be read: " + reason(cause), cause);
    }

    /** The exception for a file that failed while it was written. */
    public static InputException unwritable(Path file, IOException cause) {
        return new InputException(name(file) + ": cannot be written: " + reason(cause), cause);
    }

    /** The cause in words: a {@link FileSystemException} often has nothing but the file's name as its message. */
    static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (cause instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
