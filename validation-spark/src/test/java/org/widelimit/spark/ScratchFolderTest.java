package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScratchFolderTest {

    @Test
    void whatIsInItGoesWithIt() throws IOException {
        ScratchFolder folder = ScratchFolder.create();
        Path inside = Files.createDirectories(folder.path().resolve("a/b"));
        Files.writeString(inside.resolve("c"), "c");
        folder.close();
        assertThat(folder.path()).doesNotExist();
        // Spark may have removed it before.
        folder.close();
        assertThat(folder.path()).doesNotExist();
    }
}
