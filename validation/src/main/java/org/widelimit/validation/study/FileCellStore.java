package org.widelimit.validation.study;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.CellResult;

/**
 * The store in a file: one line for each record, appended and handed to the system at once, flushed to the disk every
 * second.
 */
final class FileCellStore implements CellStore {

    private static final long FLUSH_NANOS = 1_000_000_000L;

    private final Path file;
    private final FileChannel channel;
    private final CellLines lines = new CellLines();
    private List<CellResult> earlier = List.of();
    private long flushed = System.nanoTime();

    private FileCellStore(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FileCellStore open(Path file, StudyKey key) {
        return open(file, key, false);
    }

    static FileCellStore replace(Path file, StudyKey key) {
        return open(file, key, true);
    }

    private static FileCellStore open(Path file, StudyKey key, boolean afresh) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException("expected an existing folder for " + file + ", found none");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(file, channel, false);
            if (afresh) {
                // Not deleted before: another run would go on in a file without a name, beside this one.
                channel.truncate(0);
            }
            FileCellStore store = new FileCellStore(file, channel);
            store.read(key);
            return store;
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw cannotOpen(file, e);
        } catch (RuntimeException e) {
            closeQuietly(channel, e);
            throw e;
        }
    }

    static void requireFree(Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            lock(file, channel, true);
        } catch (IOException e) {
            throw cannotOpen(file, e);
        }
    }

    /** Locks the file until the channel is closed. A shared lock, which asks for no right to write, is for a look. */
    private static void lock(Path file, FileChannel channel, boolean shared) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new InputException("expected one run at a time in " + file + ", found that another run has it open");
        }
    }

    private static InputException cannotOpen(Path file, IOException e) {
        return new InputException("cannot open " + file + ": " + e.getMessage(), e);
    }

    private static void closeQuietly(@Nullable FileChannel channel, Exception cause) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void read(StudyKey key) throws IOException {
        CellScan found = CellScan.of(Channels.newInputStream(channel));
        byte[] header = lines.line(key);
        if (found.key() == null) {
            requireTorn(header);
        } else {
            requireSame(key.parts(), found.key());
        }
        if (found.wholeAfterDamage()) {
            throw new InputException("expected a whole record in line " + found.damagedLine() + " of " + file
                    + ", found a damaged one before others that are whole");
        }
        earlier = List.copyOf(found.cells());
        // What was torn when a run was killed is cut off, so that the next record starts on a line of its own.
        channel.truncate(found.end());
        channel.position(found.end());
        if (found.end() == 0) {
            write(header);
            channel.force(true);
        }
    }

    /** Refuses a file that is neither empty nor the beginning of a header: whatever it is, it is not ours to overwrite. */
    private void requireTorn(byte[] header) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Math.toIntExact(Math.min(channel.size(), header.length + 1L)));
        channel.position(0);
        while (start.hasRemaining() && channel.read(start) >= 0) {
            // read on
        }
        if (Arrays.mismatch(start.array(), header) != start.capacity()) {
            throw CellScan.noStore(file);
        }
    }

    private void requireSame(Map<String, String> expected, Map<String, String> found) {
        Set<String> names = new LinkedHashSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            String first = found.getOrDefault(name, "none");
            String now = expected.getOrDefault(name, "none");
            if (!first.equals(now)) {
                throw new InputException(
                        "expected " + name + " " + first + " as in the run that began " + file + ", found " + now);
            }
        }
    }

    @Override
    public Collection<CellResult> earlier() {
        return earlier;
    }

    @Override
    public void append(CellResult result) {
        try {
            byte[] line = lines.line(result);
            if (line.length - 1 > CellScan.LONGEST_LINE) {
                throw new IllegalStateException("expected a record of at most " + CellScan.LONGEST_LINE + " bytes of "
                        + result.cell() + ", found " + line.length);
            }
            write(line);
            long now = System.nanoTime();
            if (now - flushed > FLUSH_NANOS) {
                channel.force(false);
                flushed = now;
            }
        } catch (IOException e) {
            throw new InputException("cannot write to " + file + ": " + e.getMessage(), e);
        }
    }

    private void write(byte[] line) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() {
        try (channel) {
            if (channel.isOpen()) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new InputException("cannot finish " + file + ": " + e.getMessage(), e);
        }
    }
}
