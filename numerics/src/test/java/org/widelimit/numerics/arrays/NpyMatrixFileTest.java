package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStreams;

class NpyMatrixFileTest {

    @TempDir
    Path folder;

    private Path target() {
        return folder.resolve("k.npy");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Byte by byte what {@link Npy#write} gives, whatever the order of the pieces and the number of threads. */
    @Test
    void equalsTheFileOfTheWholeArray() throws IOException {
        int rows = 37;
        int columns = 2500; // more than one buffer
        double[] values = RandomStreams.of(3).stream().gaussianMatrix(rows, columns).data;
        try (NpyMatrixFile file = NpyMatrixFile.create(target(), rows, columns)) {
            IntStream.range(0, rows).parallel().forEach(r -> {
                int row = rows - 1 - r;
                file.put(row, 1200, values, row * columns + 1200, columns - 1200);
                file.put(row, 0, values, row * columns, 1200);
            });
            assertThat(target()).doesNotExist();
            file.commit();
        }
        Path whole = folder.resolve("whole.npy");
        Npy.write(whole, NdArray.of(ElementType.FLOAT64, new int[] {rows, columns}, values));
        assertThat(Files.mismatch(target(), whole)).isEqualTo(-1);
    }

    @Test
    void whatIsNeverPutIsZero() {
        try (NpyMatrixFile file = NpyMatrixFile.create(target(), 3, 4)) {
            file.put(1, 2, new double[] {7}, 0, 1);
            file.commit();
        }
        assertThat(Npy.read(target()).toMatrix().data).containsExactly(0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0);
    }

    @Test
    void withoutCommitNothingIsLeftAndAnOlderFileStays() throws IOException {
        Files.writeString(target(), "older");
        try (NpyMatrixFile file = NpyMatrixFile.create(target(), 3, 4)) {
            file.put(0, 0, new double[] {7}, 0, 1);
        }
        assertThat(target()).hasContent("older");
        assertThat(files()).containsExactly(target());
    }

    @Test
    void aMatrixLargerThanTheDiskIsRefusedAtOnce() throws IOException {
        assertThatThrownBy(() -> NpyMatrixFile.create(target(), Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("k.npy")
                .hasMessageContaining("free on the disk");
        assertThat(files()).isEmpty();
    }

    @Test
    void entriesOutsideAreRefused() {
        try (NpyMatrixFile file = NpyMatrixFile.create(target(), 3, 4)) {
            double[] values = new double[5];
            assertThatThrownBy(() -> file.put(3, 0, values, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> file.put(0, 1, values, 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> file.put(0, -1, values, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void anInterruptCancels() {
        try (NpyMatrixFile file = NpyMatrixFile.create(target(), 3, 4)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> file.put(0, 0, new double[1], 0, 1)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(target()).doesNotExist();
    }
}
