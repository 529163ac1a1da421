package org.widelimit.numerics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;

class OutputFolderTest {

    @TempDir
    private Path parent;

    @Test
    void anAbsentFolderIsMadeInAParentThatIsThereAndNotByAskingForIt() {
        Path folder = parent.resolve("new");
        OutputFolder.require("--out", folder);
        assertThat(folder).doesNotExist();
        OutputFolder.make("--out", folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsThereStaysAsItIs() throws IOException {
        Path kept = Files.writeString(parent.resolve("kept"), "text");
        OutputFolder.require("--out", parent);
        OutputFolder.make("--out", parent);
        assertThat(kept).hasContent("text");
    }

    @Test
    void parentsAreNotMade() {
        Path folder = parent.resolve("absent/new");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> OutputFolder.make("--out", folder))
                .withMessage("--out " + folder + ": expected an existing parent folder, found none at "
                        + parent.resolve("absent"));
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> OutputFolder.require("--out", file))
                .withMessage("--out " + file + ": expected a folder, found a file");
    }

    @Test
    void whatTheSystemRefusesIsSaidInOneLine() throws IOException {
        Path dangling = Files.createSymbolicLink(parent.resolve("link"), parent.resolve("absent/target"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> OutputFolder.make("report", dangling))
                .withMessageStartingWith("report " + dangling + ": cannot be made: ");
    }
}
