package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.widelimit.numerics.InputException;

/** Reads one array from a stream of {@code .npy} bytes, versions 1 to 3. */
final class NpyDecoder {

    /** NumPy itself reads 10,000 bytes by default; 64 extents need less than 1,500. */
    private static final int MAX_HEADER_BYTES = 1 << 16;

    private static final int CHUNK_BYTES = 1 << 16;
    private static final int MIN_CAPACITY = 1 << 10;

    private final InputStream in;
    private final NpySource source;

    private NpyDecoder(InputStream in, NpySource source) {
        this.in = in;
        this.source = source;
    }

    /**
     * The array in {@code in}, which must end with it.
     *
     * @throws InputException when the bytes are not such an array
     * @throws IOException when the stream fails
     */
    static NdArray read(InputStream in, NpySource source) throws IOException {
        return new NpyDecoder(in, source).read();
    }

    private NdArray read() throws IOException {
        byte[] start = in.readNBytes(Npy.MAGIC.length + 2);
        requireMagic(start);
        int version = start[Npy.MAGIC.length];
        int minor = start[Npy.MAGIC.length + 1];
        if (version < 1 || version > 3 || minor != 0) {
            throw failure("expected .npy version 1.0, 2.0 or 3.0, found " + (version & 0xff) + "." + (minor & 0xff));
        }
        int lengthBytes = version == 1 ? 2 : 4;
        long headerBytes = unsigned(exactly(lengthBytes, "header length"));
        long dataAt = start.length + lengthBytes + headerBytes;
        if (headerBytes > MAX_HEADER_BYTES) {
            throw failure("expected an .npy header of at most " + MAX_HEADER_BYTES + " bytes, found " + headerBytes);
        }
        if (dataAt > source.length()) {
            throw failure("truncated: the .npy header should end at byte " + dataAt + ", found " + source.length()
                    + " bytes");
        }
        byte[] text = exactly((int) headerBytes, "header");
        NpyHeader header = NpyHeader.parse(text(text, version), source.where());
        requireLength(header, dataAt);
        double[] values = values(header);
        if (in.read() >= 0) {
            throw failure("expected " + (dataAt + header.dataBytes()) + " bytes, found more");
        }
        int[] shape = header.intShape();
        double[] cOrder = header.layout() == NpyHeader.Layout.C ? values : FortranOrder.toC(values, shape);
        return NdArray.trusted(header.type(), shape, cOrder, source.where());
    }

    private void requireMagic(byte[] start) {
        int n = Npy.MAGIC.length;
        if (start.length == n + 2 && Arrays.equals(start, 0, n, Npy.MAGIC, 0, n)) {
            return;
        }
        String found = "other bytes";
        if (start.length < n + 2) {
            found = start.length + " bytes";
        } else if (start[0] == 'P' && start[1] == 'K') {
            found = "a zip archive (.npz?)";
        } else if (start[0] == (byte) 0x80) {
            found = "a Python pickle, which is never executed here";
        }
        throw failure("expected an .npy array (it begins with \\x93NUMPY), found " + found);
    }

    private String text(byte[] bytes, int version) {
        Charset charset = version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InputException(source.where() + ": malformed .npy header: expected UTF-8 text", e);
        }
    }

    private void requireLength(NpyHeader header, long dataAt) {
        long expected = dataAt + header.dataBytes();
        if (expected != source.length()) {
            throw failure(
                    (expected > source.length() ? "truncated: " : "") + "expected " + expected + " bytes for shape "
                            + Shapes.text(header.shape()) + " of " + header.type() + ", found " + source.length());
        }
        // A layout that has to be turned needs both arrays at once.
        int copies =
                header.layout() == NpyHeader.Layout.FORTRAN && header.shape().size() > 1 ? 2 : 1;
        long needed = (long) Double.BYTES * header.count() * copies;
        if (needed > source.heap()) {
            throw tooLarge(header.count());
        }
    }

    /** Reads chunk by chunk; the array grows with what has really arrived, never ahead of it by more than a factor 2. */
    private double[] values(NpyHeader header) throws IOException {
        int itemBytes = header.type().bytes();
        long backed = Math.max(MIN_CAPACITY, source.backed() / itemBytes);
        double[] values = new double[0];
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, header.dataBytes())];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(header.order());
        int done = 0;
        while (done < header.count()) {
            int items = Math.min(chunk.length / itemBytes, header.count() - done);
            int read = in.readNBytes(chunk, 0, items * itemBytes);
            if (read < items * itemBytes) {
                throw failure("truncated: expected " + header.dataBytes() + " bytes of data, found "
                        + ((long) done * itemBytes + read));
            }
            if (done + items > values.length) {
                long capacity = Math.max(backed, Math.max(2L * values.length, done + items));
                values = grown(values, (int) Math.min(capacity, header.count()));
            }
            ElementCodec.decode(header.type(), buffer.limit(read).position(0), values, done, source.where());
            done += items;
        }
        return values;
    }

    private double[] grown(double[] values, int capacity) {
        try {
            return Arrays.copyOf(values, capacity);
        } catch (OutOfMemoryError e) {
            throw tooLarge(capacity);
        }
    }

    private InputException tooLarge(long count) {
        return failure(String.format(
                "%d values need %d MiB as doubles, more than the Java heap has (-Xmx sets it)",
                count, (count * Double.BYTES) >> 20));
    }

    private byte[] exactly(int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw failure("truncated: expected " + count + " bytes of " + what + ", found " + bytes.length);
        }
        return bytes;
    }

    private static long unsigned(byte[] littleEndian) {
        ByteBuffer buffer = ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN);
        return littleEndian.length == 2
                ? Short.toUnsignedLong(buffer.getShort())
                : Integer.toUnsignedLong(buffer.getInt());
    }

    private InputException failure(String what) {
        return new InputException(source.where() + ": " + what);
    }
}
