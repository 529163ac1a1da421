package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.AtomicFiles;

/**
 * NumPy's {@code .npz} files: a zip archive with one {@code NAME.npy} for each array.
 *
 * <p>Read: stored and deflated entries, with ZIP64 and data descriptors. Nothing is unpacked to disk, so names that look
 * like paths are names and nothing else.
 */
public final class Npz {

    static final String SUFFIX = ".npy";

    /**
     * The same moment in every file, so that equal arrays are equal bytes. Not the first day that zip knows, which Java
     * takes for "unknown" and replaces with a field that depends on the time zone.
     */
    private static final LocalDateTime TIMESTAMP = LocalDateTime.of(1980, 2, 1, 0, 0);

    /** What two bytes of length leave for a name, in UTF-8. */
    private static final int MAX_NAME_BYTES = 0xffff - SUFFIX.length();

    private Npz() {}

    /**
     * Reads all arrays of an archive.
     *
     * @param file an {@code .npz} file
     * @return the arrays by name (without {@code .npy}), in the archive's order; at least one; cannot be changed
     * @throws InputException when the file does not exist, is not such an archive, is empty, has two entries of one name,
     *     entries that are not arrays, or whose bytes do not match their checksum; or an array is refused as by
     *     {@link Npy#read}
     */
    public static Map<String, NdArray> read(Path file) {
        return NpzReader.read(file);
    }

    /**
     * Writes arrays in their element types, stored without compression. The file appears complete or not at all; equal
     * arrays in equal order give equal bytes.
     *
     * @param file the file; its folder must exist, an older file is replaced
     * @param arrays the arrays by name, at least one, written in the map's order
     * @throws InputException when the file cannot be written
     * @throws IllegalArgumentException when there is no array, or a name is empty, longer than 65531 bytes in UTF-8, or
     *     not Unicode
     */
    public static void write(Path file, Map<String, NdArray> arrays) {
        if (arrays.isEmpty()) {
            throw new IllegalArgumentException("expected at least one array to write");
        }
        arrays.keySet().forEach(Npz::checkName);
        AtomicFiles.write(file, out -> write(out, arrays));
    }

    private static void checkName(String name) {
        if (name.isEmpty() || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("expected a name of Unicode characters, found '" + name + "'");
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "expected a name of at most " + MAX_NAME_BYTES + " bytes, found " + length);
        }
    }

    private static void write(OutputStream out, Map<String, NdArray> arrays) throws IOException {
        // Finished, not closed: the stream below belongs to the caller. No compression means no native memory either.
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
            zip.putNextEntry(entry(array.getKey(), array.getValue()));
            NpyEncoder.write(array.getValue(), zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /** A stored entry has its size and checksum in front: the array is encoded once only for these. */
    private static ZipEntry entry(String name, NdArray array) throws IOException {
        CRC32 crc = new CRC32();
        try (OutputStream sink = new CheckedOutputStream(OutputStream.nullOutputStream(), crc)) {
            NpyEncoder.write(array, sink);
        }
        ZipEntry entry = new ZipEntry(name + SUFFIX);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(NpyEncoder.length(array));
        entry.setCompressedSize(NpyEncoder.length(array));
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(TIMESTAMP);
        return entry;
    }
}
