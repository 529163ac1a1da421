package org.widelimit.numerics.arrays;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.widelimit.numerics.InputException;

/** The bytes of a pickle from the first to the last; lengths in it are little endian. */
final class PickleInput {

    private final ByteBuffer bytes;
    private final String where;

    PickleInput(byte[] pickle, String where) {
        this.bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        this.where = where;
    }

    int unsignedByte() {
        return Byte.toUnsignedInt(need(1).get());
    }

    int unsignedShort() {
        return Short.toUnsignedInt(need(Short.BYTES).getShort());
    }

    int signedInt() {
        return need(Integer.BYTES).getInt();
    }

    long unsignedInt() {
        return Integer.toUnsignedLong(signedInt());
    }

    /** Eight bytes; a length that does not fit a long comes out negative, and is refused where it is used. */
    long signedLong() {
        return need(Long.BYTES).getLong();
    }

    /** An integer in two's complement of {@code length} bytes. */
    PickleValue whole(long length) {
        need(length);
        if (length > Long.BYTES) {
            skip(length);
            return PickleValue.Other.NUMBER;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (long) unsignedByte() << (Byte.SIZE * i);
        }
        int unused = length == 0 ? 0 : Long.SIZE - Byte.SIZE * (int) length;
        return new PickleValue.Whole(value << unused >> unused);
    }

    /** A text of {@code length} bytes in UTF-8; what is malformed becomes the replacement character. */
    String text(long length) {
        int count = (int) Math.min(length, Integer.MAX_VALUE);
        need(length);
        String text = new String(bytes.array(), bytes.position(), count, StandardCharsets.UTF_8);
        skip(length);
        return text;
    }

    /** A text up to the end of the line. */
    String line() {
        int end = bytes.position();
        while (end < bytes.limit() && bytes.get(end) != '\n') {
            end++;
        }
        String line = text(end - bytes.position());
        need(1).get();
        return line;
    }

    void skip(long length) {
        need(length);
        bytes.position(bytes.position() + (int) length);
    }

    boolean atEnd() {
        return !bytes.hasRemaining();
    }

    /** The exception for a pickle that is not well-formed at the byte before the position. */
    InputException malformed(String what) {
        return new InputException(where + ": damaged pickle before byte " + bytes.position() + ": " + what);
    }

    private ByteBuffer need(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw malformed("expected " + Long.toUnsignedString(length) + " more bytes, found " + bytes.remaining());
        }
        return bytes;
    }
}
