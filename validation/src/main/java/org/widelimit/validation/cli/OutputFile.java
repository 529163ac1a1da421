package org.widelimit.validation.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.widelimit.numerics.InputException;

/** Checks an output path before long work begins, so that nobody waits an hour to learn of a misspelt folder. */
final class OutputFile {

    private OutputFile() {}

    /** The path, once its folder is known to exist and it is known not to be a folder itself. */
    static Path check(String option, Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException(option + " " + path + ": expected an existing folder, found none at " + folder);
        }
        if (Files.isDirectory(path)) {
            throw new InputException(option + " " + path + ": expected a file, found a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new InputException(option + " " + path + ": the folder " + folder + " cannot be written to");
        }
        return path;
    }
}
