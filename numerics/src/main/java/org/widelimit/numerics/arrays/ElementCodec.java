package org.widelimit.numerics.arrays;

import java.nio.ByteBuffer;
import org.widelimit.numerics.InputException;

/** Elements of a file to doubles and back. */
final class ElementCodec {

    private static final int DOUBLE_BITS = 53;

    private ElementCodec() {}

    /**
     * Decodes all elements from the position of {@code from} to its limit.
     *
     * @param type their type
     * @param from whole elements, in the buffer's byte order
     * @param to receives the values from index {@code at} on
     * @param where names file and entry in messages
     * @throws InputException for a bool that is neither 0 nor 1, and a 64-bit integer that no double holds
     */
    static void decode(ElementType type, ByteBuffer from, double[] to, int at, String where) {
        int end = at + from.remaining() / type.bytes();
        switch (type) {
            case BOOL -> decodeBools(from, to, at, end, where);
            case INT64, UINT64 -> decodeLongs(type, from, to, at, end, where);
            case FLOAT64 -> from.asDoubleBuffer().get(to, at, end - at);
            case FLOAT32 -> {
                for (int i = at; i < end; i++) {
                    to[i] = from.getFloat();
                }
            }
            default -> {
                for (int i = at; i < end; i++) {
                    to[i] = small(type, from);
                }
            }
        }
    }

    private static double small(ElementType type, ByteBuffer from) {
        return switch (type) {
            case INT8 -> from.get();
            case UINT8 -> Byte.toUnsignedInt(from.get());
            case INT16 -> from.getShort();
            case UINT16 -> Short.toUnsignedInt(from.getShort());
            case INT32 -> from.getInt();
            case UINT32 -> Integer.toUnsignedLong(from.getInt());
            case FLOAT16 -> HalfFloat.toDouble(from.getShort());
            default -> throw new AssertionError(type);
        };
    }

    private static void decodeBools(ByteBuffer from, double[] to, int at, int end, String where) {
        for (int i = at; i < end; i++) {
            int value = Byte.toUnsignedInt(from.get());
            if (value > 1) {
                throw new InputException(where + ": expected 0 or 1 in a bool array, found " + value + " at position "
                        + i + " of the file");
            }
            to[i] = value;
        }
    }

    private static void decodeLongs(ElementType type, ByteBuffer from, double[] to, int at, int end, String where) {
        for (int i = at; i < end; i++) {
            long bits = from.getLong();
            boolean negative = type == ElementType.INT64 && bits < 0;
            // The magnitude of Long.MIN_VALUE is 2^63 when read unsigned: right as it stands.
            long magnitude = negative ? -bits : bits;
            int significant = Long.SIZE - Long.numberOfLeadingZeros(magnitude) - Long.numberOfTrailingZeros(magnitude);
            if (significant > DOUBLE_BITS) {
                throw new InputException(
                        where + ": expected integers that a double holds exactly (all up to 2^53), found "
                                + (negative ? Long.toString(bits) : Long.toUnsignedString(bits)) + " at position " + i
                                + " of the file");
            }
            // Two halves, each exact, and so is their sum.
            double value = (magnitude >>> 32) * 0x1p32 + (magnitude & 0xffff_ffffL);
            to[i] = negative ? -value : value;
        }
    }

    /**
     * Encodes values that {@code type} holds.
     *
     * @param from the values, of which {@code count} from index {@code at} on are encoded
     * @param to receives them, in its byte order; every NaN becomes the same one, so that equal arrays are equal bytes
     */
    static void encode(ElementType type, double[] from, int at, int count, ByteBuffer to) {
        for (int i = at; i < at + count; i++) {
            double value = from[i];
            switch (type) {
                case BOOL, INT8, UINT8 -> to.put((byte) (int) value);
                case INT16, UINT16 -> to.putShort((short) (int) value);
                case INT32, UINT32 -> to.putInt((int) (long) value);
                case INT64 -> to.putLong((long) value);
                case UINT64 -> to.putLong(unsigned(value));
                case FLOAT16 -> to.putShort(HalfFloat.toBits(value));
                case FLOAT32 -> to.putInt(Float.floatToIntBits((float) value));
                case FLOAT64 -> to.putLong(Double.doubleToLongBits(value));
            }
        }
    }

    private static long unsigned(double value) {
        return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) | Long.MIN_VALUE;
    }
}
