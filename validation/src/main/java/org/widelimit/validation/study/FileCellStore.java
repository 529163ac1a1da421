package org.widelimit.validation.study;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final List<CellResult> earlier = new ArrayList<>();
    private long flushed = System.nanoTime();

    private FileCellStore(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FileCellStore open(Path file, StudyKey key) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException("expected an existing folder for " + file + ", found none");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(file, channel);
            FileCellStore store = new FileCellStore(file, channel);
            store.read(key);
            return store;
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new InputException("cannot open " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(channel, e);
            throw e;
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new InputException("expected one run at a time in " + file + ", found that another run has it open");
        }
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
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // read on
        }
        byte[] bytes = buffer.array();
        byte[] header = lines.line(key);
        int valid = endOfLine(bytes, 0);
        if (valid > 0) {
            Map<String, String> found = lines.key(text(bytes, 0, valid)).orElseThrow(this::noStore);
            requireSame(key.parts(), found);
            valid = readCells(bytes, valid);
        } else if (bytes.length > header.length || Arrays.mismatch(bytes, header) != bytes.length) {
            // Neither empty nor the beginning of a header: whatever it is, it is not ours to overwrite.
            throw noStore();
        }
        // What was torn when a run was killed is cut off, so that the next record starts on a line of its own.
        channel.truncate(valid);
        channel.position(valid);
        if (valid == 0) {
            write(header);
            channel.force(true);
        }
    }

    /** Reads whole records from an offset and answers with the end of the last one. */
    private int readCells(byte[] bytes, int from) {
        int valid = from;
        int damaged = 0;
        int lineNumber = 1;
        int next;
        for (int at = from; at < bytes.length; at = next) {
            lineNumber++;
            int end = endOfLine(bytes, at);
            next = end > 0 ? end : bytes.length;
            Optional<CellResult> cell = end > 0 ? lines.cell(text(bytes, at, end)) : Optional.empty();
            if (cell.isEmpty()) {
                damaged = damaged == 0 ? lineNumber : damaged;
            } else if (damaged > 0) {
                throw new InputException("expected a whole record in line " + damaged + " of " + file
                        + ", found a damaged one before others that are whole");
            } else {
                earlier.add(cell.get());
                valid = end;
            }
        }
        return valid;
    }

    /** The offset after the next newline, or 0 if there is none. */
    private static int endOfLine(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    /** A line without its newline. */
    private static String text(byte[] bytes, int from, int end) {
        return new String(bytes, from, end - 1 - from, StandardCharsets.UTF_8);
    }

    private InputException noStore() {
        return new InputException("expected the cells of a study in " + file + ", found another kind of file");
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
        return List.copyOf(earlier);
    }

    @Override
    public void append(CellResult result) {
        try {
            write(lines.line(result));
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
