package org.widelimit.numerics.arrays;

import java.nio.file.Path;
import java.util.Map;
import org.widelimit.numerics.InputException;

/**
 * Safetensors files: 8 bytes with the length N of a header (little endian), N bytes of JSON that give each array its
 * type, its shape and its place, then the values, little endian and in C order. The format is described in the
 * documentation of Hugging Face's safetensors.
 *
 * <p>Read: BOOL, I8 to I64, U8 to U64, F16, BF16 (as {@link ElementType#FLOAT32}, which holds each of its values), F32
 * and F64; headers of any alignment. The values have to fill the file without a gap and without an overlap, as the
 * format demands.
 */
public final class Safetensors {

    private Safetensors() {}

    /**
     * Reads all arrays of a file. Memory is taken only after the places of the arrays were found to be what the file's
     * size says: 8 bytes for each element.
     *
     * @param file a {@code .safetensors} file
     * @return the arrays by name, in the order of the header; at least one; cannot be changed
     * @throws InputException when the file does not exist, cannot be read, is not such a file, is truncated or longer
     *     than its arrays, gives a name twice, or has an array of another type (8-bit floats, complex numbers)
     */
    public static Map<String, NdArray> read(Path file) {
        return SafetensorsReader.read(file);
    }
}
