package org.widelimit.numerics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;

class AtomicFilesTest {

    @TempDir
    Path folder;

    private List<String> names() {
        return List.of(Objects.requireNonNull(folder.toFile().list()));
    }

    @Test
    void aFileIsWrittenAndNothingElseIsLeft() {
        Path file = folder.resolve("a.txt");
        AtomicFiles.writeString(file, "gr\u00fc\u00dfe\n");
        assertThat(file).hasContent("gr\u00fc\u00dfe\n");
        AtomicFiles.writeString(file, "");
        assertThat(file).isEmptyFile();
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void manyBytesArrive() {
        Path file = folder.resolve("a.bin");
        byte[] bytes = new byte[300_001];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i % 251));
        AtomicFiles.write(file, out -> {
            out.write(bytes, 0, 7);
            out.write(bytes, 7, bytes.length - 7);
        });
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void theNameAppearsWhenTheContentsAreComplete() {
        Path file = folder.resolve("a.txt");
        AtomicFiles.writeString(file, "old");
        AtomicFiles.write(file, out -> {
            out.write("new".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(file).hasContent("old");
            assertThat(names()).hasSize(2);
        });
        assertThat(file).hasContent("new");
    }

    @Test
    void whenTheWriterThrowsTheOldContentsStayAndNothingElseIsLeft() {
        Path file = folder.resolve("a.txt");
        AtomicFiles.writeString(file, "old");
        IllegalStateException failure = new IllegalStateException("writer");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(new byte[200_000]);
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    throw new OutOfMemoryError("writer");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void aDiskThatRefusesIsInputThatCannotBeUsed() {
        Path file = folder.resolve("a.txt");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage("file '" + file + "': cannot be written: No space left on device");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    throw new UncheckedIOException(new IOException());
                }))
                .isInstanceOf(InputException.class)
                .hasMessage("file '" + file + "': cannot be written: IOException");
        assertThat(names()).isEmpty();
    }

    @Test
    void theFolderMustExistAndBeOne() {
        Path file = folder.resolve("none").resolve("a.txt");
        assertThatThrownBy(() -> AtomicFiles.writeString(file, ""))
                .isInstanceOf(InputException.class)
                .hasMessage("file '" + file + "': folder '" + file.getParent() + "' does not exist");
        AtomicFiles.writeString(folder.resolve("plain"), "");
        assertThatThrownBy(() -> AtomicFiles.writeString(folder.resolve("plain").resolve("a"), ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected '" + folder.resolve("plain") + "' to be a folder, found a file");
    }

    @Test
    void foldersAndDevicesAreNotReplaced() {
        assertThatThrownBy(() -> AtomicFiles.writeString(folder, ""))
                .isInstanceOf(InputException.class)
                .hasMessage("file '" + folder + "': expected a name to write to, found a folder");
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            assertThatThrownBy(() -> AtomicFiles.writeString(device, ""))
                    .isInstanceOf(InputException.class)
                    .hasMessage("file '/dev/null': expected a regular file, found a pipe or device");
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path real = other.resolve("real.txt");
        AtomicFiles.writeString(real, "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), real);
        AtomicFiles.writeString(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
        assertThat(other.toFile().list()).containsExactly("real.txt");
    }

    @Test
    void aNameInTheWorkingFolderIsEnough() throws IOException {
        Path file = Path.of("atomic-files-test.txt");
        try {
            AtomicFiles.writeString(file, "here");
            assertThat(file).hasContent("here");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void theLongestNameThatTheFileSystemAllows() {
        Path file = folder.resolve("x".repeat(255));
        AtomicFiles.writeString(file, "long");
        assertThat(file).hasContent("long");
        Path longer = folder.resolve("x".repeat(256));
        assertThatThrownBy(() -> AtomicFiles.writeString(longer, ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be written: ");
        assertThat(names()).hasSize(1);
    }

    @Test
    void othersMayReadWhatAnyNewFileLetsThemRead() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFiles.writeString(file, "");
        Path plain = Files.writeString(folder.resolve("b.txt"), "");
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
        }
    }

    @Test
    void writersOfOneFolderDoNotMeet() throws InterruptedException {
        int count = 8;
        CountDownLatch allOpen = new CountDownLatch(count);
        List<Thread> threads = IntStream.range(0, count)
                .mapToObj(i -> new Thread(() -> AtomicFiles.write(folder.resolve("f" + i), out -> {
                    allOpen.countDown();
                    await(allOpen);
                    out.write(i);
                })))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(names()).hasSize(count);
        IntStream.range(0, count)
                .forEach(i -> assertThat(folder.resolve("f" + i)).hasBinaryContent(new byte[] {(byte) i}));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A program that is told to end in the middle of a write. */
    static final class EndsWhileWriting {
        public static void main(String[] args) {
            AtomicFiles.write(Path.of(args[0]), out -> {
                out.write(new byte[200_000]);
                out.flush();
                System.exit(3);
            });
        }
    }

    @Test
    void aProgramThatEndsMeanwhileLeavesNothing() throws Exception {
        Path file = folder.resolve("a.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndsWhileWriting.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(names()).isEmpty();
    }
}
