package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.AtomicFiles;
import org.widelimit.numerics.files.InputFiles;

/**
 * NumPy's {@code .npy} files: one array each. The format is described in NumPy Enhancement Proposal 1 and the
 * documentation of {@code numpy.lib.format}.
 *
 * <p>Read: versions 1.0 to 3.0, C and Fortran order, both byte orders, every {@link ElementType}. Python objects
 * (pickles), structured types, complex numbers, text and dates are refused.
 */
public final class Npy {

    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private Npy() {}

    /**
     * Reads the array in {@code file}. Memory is taken only after the file's size was found to be what its header says:
     * 8 bytes for each element, twice for a moment where Fortran order is turned into C order.
     *
     * @param file an {@code .npy} file
     * @return the array in C order, whatever the order in the file
     * @throws InputException when the file does not exist, cannot be read, is not such an array, is truncated or longer
     *     than its array, holds an integer beyond 2^53 that no double equals, or a bool other than 0 and 1
     */
    public static NdArray read(Path file) {
        long size = InputFiles.size(file);
        NpySource source = new NpySource(
                InputFiles.name(file), size, size, Runtime.getRuntime().maxMemory());
        try (InputStream in = Files.newInputStream(file)) {
            return NpyDecoder.read(in, source);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    /**
     * Writes {@code array} in its element type: version 1.0, little endian, C order, data aligned to 64 bytes. The file
     * appears complete or not at all; equal arrays give equal bytes.
     *
     * @param file the file; its folder must exist, an older file is replaced
     * @param array the array
     * @throws InputException when the file cannot be written
     */
    public static void write(Path file, NdArray array) {
        AtomicFiles.write(file, out -> NpyEncoder.write(array, out));
    }
}
