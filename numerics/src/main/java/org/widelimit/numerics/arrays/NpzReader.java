package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/** Reads the arrays of an {@code .npz} archive. */
final class NpzReader {

    private final Path file;
    private final ZipArchive zip;
    private long heap = Runtime.getRuntime().maxMemory();

    private NpzReader(Path file, ZipArchive zip) {
        this.file = file;
        this.zip = zip;
    }

    static Map<String, NdArray> read(Path file) {
        InputFiles.size(file); // asked for its checks
        try {
            requireZip(file);
            try (ZipArchive zip =
                    ZipArchive.open(file, "an .npz archive", name -> where(file, arrayName(file, name)))) {
                return new NpzReader(file, zip).readAll();
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    /** For a better message: a zip without entries begins with its end, PK 5 6, any other with PK 3 4. */
    private static void requireZip(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(Npy.MAGIC.length);
        }
        if (Arrays.equals(start, Npy.MAGIC)) {
            throw new InputException(InputFiles.name(file) + ": expected an .npz archive, found a single array (.npy)");
        }
        if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
            throw new InputException(InputFiles.name(file)
                    + ": expected an .npz archive (a zip, which begins with PK), found other bytes");
        }
    }

    private Map<String, NdArray> readAll() {
        if (zip.entries().isEmpty()) {
            throw new InputException(InputFiles.name(file) + ": expected at least one array, found an empty archive");
        }
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        zip.entries().forEach((name, entry) -> {
            String array = arrayName(file, name);
            arrays.put(array, array(where(file, array), entry));
        });
        return Collections.unmodifiableMap(arrays);
    }

    private static String arrayName(Path file, String entry) {
        if (!entry.endsWith(Npz.SUFFIX) || entry.length() == Npz.SUFFIX.length()) {
            throw new InputException(
                    InputFiles.name(file) + ": expected entries named NAME.npy, found '" + entry + "'");
        }
        return entry.substring(0, entry.length() - Npz.SUFFIX.length());
    }

    private NdArray array(String where, ZipEntry entry) {
        NpySource source = new NpySource(where, entry.getSize(), entry.getCompressedSize(), heap);
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.stream(entry), crc)) {
            NdArray array = NpyDecoder.read(in, source);
            if (crc.getValue() != entry.getCrc()) {
                throw new InputException(String.format(
                        "%s: damaged: expected checksum %08x, found %08x", where, entry.getCrc(), crc.getValue()));
            }
            heap -= (long) Double.BYTES * array.size();
            return array;
        } catch (IOException e) {
            throw new InputException(where + ": damaged: " + e.getMessage(), e);
        }
    }

    private static String where(Path file, String name) {
        return InputFiles.name(file) + ", array '" + name + "'";
    }
}
