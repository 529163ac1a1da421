package org.widelimit.numerics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.widelimit.numerics.InputException;

/** A folder that files are about to be written to, with the same wording everywhere. It is made where its parent is there; parents are never made. */
public final class OutputFolder {

    private OutputFolder() {}

    /**
     * Refuses a folder that cannot be used, without making anything: for before long work.
     *
     * @param option how messages name where the folder was given, such as {@code --out}
     * @throws InputException when it is a file or cannot be written to, or neither it nor its parent folder exists
     */
    public static void require(String option, Path folder) {
        if (Files.isDirectory(folder)) {
            if (!Files.isWritable(folder)) {
                throw refused(option, folder, "expected a folder that can be written to, found one that cannot be");
            }
        } else if (Files.exists(folder)) {
            throw refused(option, folder, "expected a folder, found a file");
        } else {
            Path parent = folder.toAbsolutePath().normalize().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw refused(option, folder, "expected an existing parent folder, found none at " + parent);
            }
        }
    }

    /**
     * Makes the folder if it is absent. One that another process makes meanwhile is as good.
     *
     * @param option as in {@link #require}
     * @throws InputException as {@link #require} throws it, and when the system refuses
     */
    public static void make(String option, Path folder) {
        require(option, folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(option + " " + folder + ": cannot be made: " + InputFiles.reason(e), e);
        }
    }

    private static InputException refused(String option, Path folder, String why) {
        return new InputException(option + " " + folder + ": " + why);
    }
}
