package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/** Reads a safetensors file from front to back, trusting none of the sizes in it. */
final class SafetensorsReader {

    private static final int LENGTH_BYTES = 8;

    /** Some 100,000 arrays; the header of a network of 10^11 weights has 1,000. What is made of it is 10 times as large. */
    private static final long MAX_HEADER_BYTES = 8 << 20;

    private static final int CHUNK_BYTES = 1 << 16;

    private final String file;
    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private SafetensorsReader(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    static Map<String, NdArray> read(Path file) {
        long size = InputFiles.size(file);
        try (InputStream in = Files.newInputStream(file)) {
            return new SafetensorsReader(InputFiles.name(file), in).readAll(size);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private Map<String, NdArray> readAll(long size) throws IOException {
        byte[] headerBytes = headerBytes(size);
        List<SafetensorsEntry> header = SafetensorsHeader.parse(text(headerBytes), file);
        if (header.isEmpty()) {
            throw failure("expected at least one array, found none");
        }
        List<SafetensorsEntry> byPlace = new ArrayList<>(header);
        byPlace.sort(Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
        long at = 0;
        long values = 0;
        for (SafetensorsEntry entry : byPlace) {
            checkPlace(entry, at);
            at = entry.end();
            values += (at - entry.begin()) / entry.elementBytes(where(entry));
        }
        checkSize(size - LENGTH_BYTES - headerBytes.length, at, values);
        Map<String, NdArray> arrays = new HashMap<>();
        for (SafetensorsEntry entry : byPlace) {
            arrays.put(entry.name(), array(entry));
        }
        Map<String, NdArray> inOrder = new LinkedHashMap<>();
        header.forEach(entry -> inOrder.put(entry.name(), Objects.requireNonNull(arrays.get(entry.name()))));
        return Collections.unmodifiableMap(inOrder);
    }

    private byte[] headerBytes(long size) throws IOException {
        byte[] lengthBytes = exactly(LENGTH_BYTES);
        long length =
                ByteBuffer.wrap(lengthBytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > size - LENGTH_BYTES) {
            throw failure("expected a safetensors file, whose first 8 bytes are the length of a header in a file of "
                    + size + " bytes, found " + Long.toUnsignedString(length));
        }
        if (length > MAX_HEADER_BYTES) {
            throw failure("expected a header of at most " + MAX_HEADER_BYTES + " bytes, found " + length);
        }
        byte[] header = exactly((int) length);
        if (header[0] != '{') {
            throw failure("expected a safetensors header, which begins with {, found other bytes");
        }
        return header;
    }

    private String text(byte[] header) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": malformed header: expected UTF-8 text", e);
        }
    }

    private void checkPlace(SafetensorsEntry entry, long at) {
        long count = Shapes.count(Shapes.toList(entry.shape()));
        long bytes = count * entry.elementBytes(where(entry));
        if (entry.begin() != at) {
            throw new InputException(where(entry) + ": expected its values at byte " + at + " of the data, "
                    + (entry.begin() > at ? "found a gap up to " : "found an overlap from ") + entry.begin());
        }
        if (entry.end() - entry.begin() != bytes) {
            throw new InputException(where(entry) + ": expected " + bytes + " bytes for shape "
                    + Shapes.text(Shapes.toList(entry.shape())) + " of " + entry.dtype() + ", found offsets "
                    + entry.begin() + " to " + entry.end());
        }
    }

    private void checkSize(long found, long expected, long values) {
        if (found != expected) {
            throw failure((found < expected ? "truncated: " : "") + "expected " + expected
                    + " bytes after the header, found " + found);
        }
        if (values * Double.BYTES > Runtime.getRuntime().maxMemory()) {
            throw tooLarge(values);
        }
    }

    private NdArray array(SafetensorsEntry entry) throws IOException {
        String where = where(entry);
        ElementType type = entry.type(where);
        double[] values = allocated((int) Shapes.count(Shapes.toList(entry.shape())));
        int perChunk = CHUNK_BYTES / Double.BYTES;
        for (int done = 0; done < values.length; done += perChunk) {
            int bytes = Math.min(perChunk, values.length - done) * entry.elementBytes(where);
            if (in.readNBytes(chunk, 0, bytes) < bytes) {
                throw new InputException(where + ": truncated while it was read");
            }
            ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (entry.dtype().equals(SafetensorsEntry.BFLOAT16)) {
                for (int i = done; buffer.hasRemaining(); i++) {
                    values[i] = Float.intBitsToFloat(buffer.getShort() << Short.SIZE);
                }
            } else {
                ElementCodec.decode(type, buffer, values, done, where);
            }
        }
        return NdArray.trusted(type, entry.shape(), values, where);
    }

    private double[] allocated(int count) {
        try {
            return new double[count];
        } catch (OutOfMemoryError e) {
            throw tooLarge(count);
        }
    }

    private InputException tooLarge(long count) {
        return failure(String.format(
                "%d values need %d MiB as doubles, more than the Java heap has (-Xmx sets it)",
                count, (count * Double.BYTES) >> 20));
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw failure("truncated: expected " + count + " bytes of header, found " + bytes.length);
        }
        return bytes;
    }

    private String where(SafetensorsEntry entry) {
        return file + ", array '" + entry.name() + "'";
    }

    private InputException failure(String what) {
        return new InputException(file + ": " + what);
    }
}
