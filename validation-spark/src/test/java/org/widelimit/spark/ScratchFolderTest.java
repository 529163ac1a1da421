package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
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

    /** As when Ctrl-C comes: Spark's threads still write for a moment. */
    @RepeatedTest(20)
    void itGoesThoughOthersWriteIntoItMeanwhile() throws IOException, InterruptedException {
        ScratchFolder folder = ScratchFolder.create();
        Path blocks = Files.createDirectories(folder.path().resolve("blockmgr"));
        CountDownLatch begun = new CountDownLatch(1);
        Thread spark = new Thread(() -> writeUntilItIsGone(blocks, begun));
        spark.start();
        begun.await();
        folder.close();
        spark.join();
        assertThat(folder.path()).doesNotExist();
    }

    private static void writeUntilItIsGone(Path folder, CountDownLatch begun) {
        try {
            for (int i = 0; i < 100; i++) {
                Files.writeString(Files.createDirectory(folder.resolve("" + i)).resolve("block"), "block");
                begun.countDown();
            }
        } catch (IOException e) {
            // Removed, as it should be.
            return;
        }
    }
}
