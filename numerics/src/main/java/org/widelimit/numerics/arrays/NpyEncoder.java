package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes one array as {@code .npy} bytes, version 1.0, little endian, C order. */
final class NpyEncoder {

    private static final int CHUNK_ITEMS = 1 << 13;

    private NpyEncoder() {}

    /** The number of bytes that {@link #write} puts out. */
    static long length(NdArray array) {
        return NpyHeader.bytes(array.type(), array.shape()).length
                + (long) array.size() * array.type().bytes();
    }

    /** Writes {@code array} to {@code out}. */
    static void write(NdArray array, OutputStream out) throws IOException {
        out.write(NpyHeader.bytes(array.type(), array.shape()));
        int itemBytes = array.type().bytes();
        byte[] chunk = new byte[Math.min(CHUNK_ITEMS, array.size()) * itemBytes];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < array.size(); done += CHUNK_ITEMS) {
            int count = Math.min(CHUNK_ITEMS, array.size() - done);
            ElementCodec.encode(array.type(), array.rawValues(), done, count, buffer.clear());
            out.write(chunk, 0, count * itemBytes);
        }
    }
}
