package org.widelimit.numerics.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingFileTest {

    @TempDir
    Path folder;

    private Path temporary(long pid) throws IOException {
        return Files.writeString(folder.resolve(".widelimit-" + pid + "-3.tmp"), "half a rep");
    }

    /** A program that waits until its input ends. */
    static final class Waits {
        public static void main(String[] args) throws IOException {
            int end = System.in.read();
            System.exit(end == -1 ? 0 : 1);
        }
    }

    @Test
    void whatAnotherProcessIsWritingIsAbandonedWhenItHasEnded() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waits.class.getName())
                .start();
        Path file = temporary(process.pid());
        try {
            PendingFile.deleteAbandoned(folder);
            assertThat(file).hasContent("half a rep");
        } finally {
            process.getOutputStream().close();
        }
        assertThat(process.waitFor()).isZero();
        PendingFile.deleteAbandoned(folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatThisProcessIsWritingStays() throws IOException {
        Path target = folder.resolve("a.txt");
        try (PendingFile file = PendingFile.create(target)) {
            PendingFile.deleteAbandoned(folder);
            file.commit();
        }
        assertThat(target).isEmptyFile();
    }

    @Test
    void aProcessThatBeganLaterOnlyHasTheNumber() throws IOException {
        // In a container every run may have the same one.
        ProcessHandle own = ProcessHandle.current();
        Path file = temporary(own.pid());
        Instant began = own.info().startInstant().orElseThrow();
        Files.setLastModifiedTime(file, FileTime.from(began.minus(Duration.ofMinutes(1))));
        PendingFile.deleteAbandoned(folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void otherFilesStay() throws IOException {
        long none = Long.parseLong("9".repeat(18));
        for (String name : new String[] {
            "a.tmp",
            ".widelimit-a-0.tmp",
            ".widelimit-" + none + ".tmp",
            ".widelimit-" + none + "-0.tmp.txt",
            ".widelimit-" + none + "-0-0.tmp",
            ".widelimit-" + none + none + "-0.tmp",
            "x.widelimit-" + none + "-0.tmp"
        }) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve(".widelimit-" + none + "-1.tmp"));
        Files.createFile(folder.resolve(".widelimit-" + none + "-0.tmp"));
        PendingFile.deleteAbandoned(folder);
        assertThat(folder.toFile().list()).hasSize(8).doesNotContain(".widelimit-" + none + "-0.tmp");
    }

    @Test
    void anAbsentFolderHasNone() {
        Path absent = folder.resolve("absent");
        PendingFile.deleteAbandoned(absent);
        assertThat(absent).doesNotExist();
    }
}
