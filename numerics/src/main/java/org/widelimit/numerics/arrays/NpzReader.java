package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/** Reads an {@code .npz} archive through its central directory, trusting none of the sizes in it. */
final class NpzReader {

    /**
     * Deflate's shortest code for its longest copy: 258 bytes from two bits, hence 1032 bytes from one. No honest entry
     * claims more.
     */
    private static final long MAX_DEFLATE_RATIO = 1032;

    private final Path file;
    private final ZipFile zip;
    private long heap = Runtime.getRuntime().maxMemory();

    private NpzReader(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    static Map<String, NdArray> read(Path file) {
        long size = InputFiles.size(file);
        try (ZipFile zip = open(file)) {
            return new NpzReader(file, zip).readAll(size);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private static ZipFile open(Path file) throws IOException {
        requireZip(file);
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | IllegalArgumentException e) {
            // The JDK reports some malformed names as an illegal argument.
            throw new InputException(
                    InputFiles.name(file) + ": expected an .npz archive, found a damaged zip: " + e.getMessage(), e);
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

    private Map<String, NdArray> readAll(long fileBytes) {
        List<? extends ZipEntry> entries = entries();
        if (entries.isEmpty()) {
            throw new InputException(InputFiles.name(file) + ": expected at least one array, found an empty archive");
        }
        Map<String, ZipEntry> byName = new LinkedHashMap<>();
        long compressed = 0;
        for (ZipEntry entry : entries) {
            String name = arrayName(entry);
            if (byName.put(name, entry) != null) {
                throw new InputException(where(name) + ": expected each name once, found it twice");
            }
            checkSizes(name, entry, fileBytes);
            compressed += entry.getCompressedSize();
        }
        // Entries may not overlap: the same bytes inflated many times over are the other kind of zip bomb.
        if (compressed > fileBytes) {
            throw new InputException(InputFiles.name(file) + ": expected entries of at most " + fileBytes
                    + " bytes together, found " + compressed);
        }
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, ZipEntry> entry : byName.entrySet()) {
            arrays.put(entry.getKey(), array(entry.getKey(), entry.getValue()));
        }
        return Collections.unmodifiableMap(arrays);
    }

    private List<? extends ZipEntry> entries() {
        try {
            return Collections.list(zip.entries());
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    InputFiles.name(file) + ": expected an .npz archive, found a damaged zip: " + e.getMessage(), e);
        }
    }

    private String arrayName(ZipEntry entry) {
        String name = entry.getName();
        if (!name.endsWith(Npz.SUFFIX) || name.length() == Npz.SUFFIX.length()) {
            throw new InputException(InputFiles.name(file) + ": expected entries named NAME.npy, found '" + name + "'");
        }
        return name.substring(0, name.length() - Npz.SUFFIX.length());
    }

    private void checkSizes(String name, ZipEntry entry, long fileBytes) {
        long compressed = entry.getCompressedSize();
        long size = entry.getSize();
        if (compressed < 0 || compressed > fileBytes || size < 0) {
            throw new InputException(where(name) + ": expected at most " + fileBytes + " compressed bytes, found "
                    + Long.toUnsignedString(compressed));
        }
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        if (stored ? size != compressed : size / MAX_DEFLATE_RATIO > compressed) {
            throw new InputException(where(name) + ": claims " + size + " bytes, which " + compressed
                    + (stored ? " stored" : " deflated") + " bytes cannot hold");
        }
    }

    private NdArray array(String name, ZipEntry entry) {
        NpySource source = new NpySource(where(name), entry.getSize(), entry.getCompressedSize(), heap);
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
            NdArray array = NpyDecoder.read(in, source);
            if (crc.getValue() != entry.getCrc()) {
                throw new InputException(String.format(
                        "%s: damaged: expected checksum %08x, found %08x",
                        where(name), entry.getCrc(), crc.getValue()));
            }
            heap -= (long) Double.BYTES * array.size();
            return array;
        } catch (IOException e) {
            throw new InputException(where(name) + ": damaged: " + e.getMessage(), e);
        }
    }

    private String where(String name) {
        return InputFiles.name(file) + ", array '" + name + "'";
    }
}
