package org.widelimit.numerics.arrays;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.widelimit.numerics.InputException;

/**
 * The header of an {@code .npy} file: a Python dict literal with the keys {@code descr} (type string), {@code
 * fortran_order} and {@code shape}.
 *
 * @param type element type
 * @param order byte order of the data
 * @param layout order of the values
 * @param shape extents, each a non-negative int, at most 64 of them
 * @param count product of the extents, an int
 */
record NpyHeader(ElementType type, ByteOrder order, Layout layout, List<Long> shape, int count) {

    /** Order of the values in a file. */
    enum Layout {
        /** Last index fastest. */
        C,
        /** First index fastest. */
        FORTRAN
    }

    private static final int ALIGNMENT = 64;
    private static final int PREFIX_BYTES = 10;

    /**
     * The header that this text says.
     *
     * @param text the dict
     * @param where names file and entry in messages
     * @throws InputException when it is not the header of an array that can be read
     */
    static NpyHeader parse(String text, String where) {
        Map<String, Object> dict = new NpyHeaderParser(text, where).dict();
        Object descr = dict.get("descr");
        Object fortran = dict.get("fortran_order");
        Object shape = dict.get("shape");
        if (descr == null || fortran == null || shape == null || dict.size() != 3) {
            throw new InputException(
                    where + ": expected a header with the keys descr, fortran_order and shape, found " + dict.keySet());
        }
        if (!(descr instanceof String typeText)) {
            throw new InputException(where + ": expected a string for descr, found " + shown(descr));
        }
        if (!(fortran instanceof Boolean isFortran)) {
            throw new InputException(where + ": expected True or False for fortran_order, found " + shown(fortran));
        }
        if (!(shape instanceof NpyHeaderParser.Tuple extents)) {
            throw new InputException(where + ": expected a tuple for shape, found " + shown(shape));
        }
        NpyType type = NpyType.parse(typeText, where);
        return new NpyHeader(type.element(), type.order(), isFortran ? Layout.FORTRAN : Layout.C, extents.items(), (int)
                Shapes.count(Shapes.toList(Shapes.checked(extents.items(), where))));
    }

    private static String shown(Object value) {
        return value instanceof NpyHeaderParser.Tuple tuple ? Shapes.text(tuple.items()) : "'" + value + "'";
    }

    /** Bytes of the data that follow the header. */
    long dataBytes() {
        return (long) count * type.bytes();
    }

    /** The extents as ints. */
    int[] intShape() {
        return shape.stream().mapToInt(Long::intValue).toArray();
    }

    /**
     * Magic, version 1.0, length and text of the header that Widelimit writes: little endian, C order, padded with spaces
     * so that the data begin at a multiple of 64 bytes. 64 extents of ten digits fit the two bytes of version 1's length.
     */
    static byte[] bytes(ElementType type, int[] shape) {
        String dict = "{'descr': '" + NpyType.written(type) + "', 'fortran_order': False, 'shape': "
                + Shapes.text(Shapes.toList(shape)) + ", }";
        int unpadded = PREFIX_BYTES + dict.length() + 1;
        int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String text = dict + " ".repeat(length - unpadded) + "\n";
        byte[] bytes = new byte[length];
        System.arraycopy(Npy.MAGIC, 0, bytes, 0, Npy.MAGIC.length);
        bytes[Npy.MAGIC.length] = 1;
        bytes[PREFIX_BYTES - 2] = (byte) text.length();
        bytes[PREFIX_BYTES - 1] = (byte) (text.length() >> 8);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, PREFIX_BYTES, text.length());
        return bytes;
    }
}
