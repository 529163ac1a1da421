package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;
import org.widelimit.numerics.files.PendingFile;

/**
 * A float64 matrix that is written to an {@code .npy} file piece by piece, in any order, and is never in memory as a whole: for kernels larger than the heap, and than the 2^31
 * entries of a Java array.
 *
 * <p>The file appears when {@link #commit} is called, or not at all. Pieces may be put by many threads at the same time; what is never put is 0. Writes are positional and
 * go through the operating system's page cache: a mapping would save one copy of each piece, but has to be cut at 2 GiB and cannot be released before the garbage collector comes by.
 */
public final class NpyMatrixFile implements AutoCloseable {

    private static final double GIGABYTE = 1 << 30;

    private static final ThreadLocal<ByteBuffer> BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN));

    private final Path target;
    private final int rows;
    private final int columns;
    private final PendingFile file;
    private final long start;

    private NpyMatrixFile(Path target, int rows, int columns, PendingFile file, long start) {
        this.target = target;
        this.rows = rows;
        this.columns = columns;
        this.file = file;
        this.start = start;
    }

    /**
     * A matrix of zeros that is to be {@code target}.
     *
     * @param target the file; its folder must exist, an older file is replaced at {@link #commit}
     * @throws InputException when the file cannot be written, for instance because the disk is too small
     */
    public static NpyMatrixFile create(Path target, int rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("expected a shape >= 0, found (" + rows + ", " + columns + ")");
        }
        PendingFile file = PendingFile.create(target);
        try {
            byte[] header = NpyHeader.bytes(ElementType.FLOAT64, new int[] {rows, columns});
            // As a double, because it may be more than a long holds.
            double bytes = header.length + (double) rows * columns * Double.BYTES;
            long size = header.length + (long) rows * columns * Double.BYTES;
            long room = Files.getFileStore(
                            Objects.requireNonNull(target.toAbsolutePath().getParent()))
                    .getUsableSpace();
            if (bytes > room) {
                throw new InputException(InputFiles.name(target)
                        + String.format(
                                Locale.ROOT,
                                ": expected room for a matrix of %.1f GB, found %.1f GB free on the disk",
                                bytes / GIGABYTE,
                                room / GIGABYTE));
            }
            writeFully(file.channel(), ByteBuffer.wrap(header), 0);
            if (size > header.length) {
                writeFully(file.channel(), ByteBuffer.allocate(1), size - 1);
            }
            return new NpyMatrixFile(target, rows, columns, file, header.length);
        } catch (IOException e) {
            abandon(file, e);
            throw InputFiles.unwritable(target, e);
        } catch (InputException e) {
            abandon(file, e);
            throw e;
        }
    }

    /**
     * {@code matrix[row, column + k] <- values[offset + k]} for {@code 0 <= k < count}.
     *
     * @throws InputException when the disk refuses
     * @throws CancellationException when the calling thread is interrupted: the file then cannot be committed any more
     */
    public void put(int row, int column, double[] values, int offset, int count) {
        if (row < 0 || row >= rows || column < 0 || count < 0 || column > columns - count) {
            throw new IndexOutOfBoundsException("expected entries within (" + rows + ", " + columns + "), found row "
                    + row + ", columns " + column + " to " + ((long) column + count));
        }
        ByteBuffer buffer = BUFFER.get();
        long position = start + ((long) row * columns + column) * Double.BYTES;
        int chunk = buffer.capacity() / Double.BYTES;
        try {
            for (int done = 0; done < count; done += chunk) {
                int items = Math.min(chunk, count - done);
                buffer.clear().limit(items * Double.BYTES);
                buffer.asDoubleBuffer().put(values, offset + done, items);
                writeFully(file.channel(), buffer, position + (long) done * Double.BYTES);
            }
        } catch (ClosedByInterruptException e) {
            CancellationException cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } catch (IOException e) {
            throw InputFiles.unwritable(target, e);
        }
    }

    /**
     * The file takes its name.
     *
     * @throws InputException when the disk refuses
     */
    public void commit() {
        file.commit();
    }

    /** Deletes what was not committed. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw InputFiles.unwritable(target, e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private static void abandon(PendingFile file, Exception failure) {
        try {
            file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
