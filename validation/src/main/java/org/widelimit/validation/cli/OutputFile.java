package org.widelimit.validation.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.widelimit.numerics.InputException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Checks an output path before long work begins, so that nobody waits an hour to learn of a misspelt folder, and nothing that is read, or also written, is lost. */
final class OutputFile {

    private OutputFile() {}

    /**
     * Returns when the folder is there, the path is no folder itself, and no other argument of the command names the same file.
     *
     * @param command with all of its arguments parsed
     * @throws InputException otherwise
     */
    static void check(String option, Path path, CommandSpec command) {
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
        requireItsOwn(option, path, command);
    }

    private static void requireItsOwn(String option, Path path, CommandSpec command) {
        Stream<ArgSpec> others = Stream.concat(
                command.options().stream().filter(other -> !other.longestName().equals(option)),
                command.positionalParameters().stream());
        others.filter(other -> files(other).anyMatch(file -> isSame(path, file)))
                .findFirst()
                .ifPresent(other -> {
                    throw new InputException(
                            option + " " + path + ": expected a file of its own, found that of " + label(other));
                });
    }

    private static Stream<Path> files(ArgSpec argument) {
        Object value = argument.getValue();
        Stream<?> values = value instanceof Collection<?> several ? several.stream() : Stream.ofNullable(value);
        return values.filter(Path.class::isInstance).map(Path.class::cast);
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** Whether they name one file, if need be by way of links; one that is not there yet has its name alone. */
    private static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(a) && Files.exists(b)
                    ? Files.isSameFile(a, b)
                    : a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new InputException(a + ": cannot be looked at: " + e.getMessage(), e);
        }
    }
}
