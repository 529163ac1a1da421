package org.widelimit.numerics.arrays;

import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;

/**
 * What the header of a safetensors file says of one array.
 *
 * @param name its name
 * @param dtype its type, as the file calls it
 * @param shape its extents
 * @param begin first byte of its values, from the end of the header
 * @param end the byte after its values
 */
record SafetensorsEntry(String name, String dtype, int[] shape, long begin, long end) {

    static final String BFLOAT16 = "BF16";

    /** What an element becomes. Each bfloat16 is the first half of the bits of a binary32. */
    ElementType type(String where) {
        ElementType type = known(dtype);
        if (type == null) {
            throw new InputException(
                    where + ": expected one of the types BOOL, I8 to I64, U8 to U64, F16, BF16, F32 and"
                            + " F64, found \"" + dtype + "\"");
        }
        return type;
    }

    int elementBytes(String where) {
        return dtype.equals(BFLOAT16) ? 2 : type(where).bytes();
    }

    private static @Nullable ElementType known(String dtype) {
        return switch (dtype) {
            case "BOOL" -> ElementType.BOOL;
            case "I8" -> ElementType.INT8;
            case "U8" -> ElementType.UINT8;
            case "I16" -> ElementType.INT16;
            case "U16" -> ElementType.UINT16;
            case "I32" -> ElementType.INT32;
            case "U32" -> ElementType.UINT32;
            case "I64" -> ElementType.INT64;
            case "U64" -> ElementType.UINT64;
            case "F16" -> ElementType.FLOAT16;
            case BFLOAT16, "F32" -> ElementType.FLOAT32;
            case "F64" -> ElementType.FLOAT64;
            default -> null;
        };
    }
}
