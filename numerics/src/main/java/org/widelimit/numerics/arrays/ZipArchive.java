package org.widelimit.numerics.arrays;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/**
 * A zip archive read through its central directory. None of its sizes is trusted: each entry's fits its compressed bytes,
 * and all of these together fit the file.
 */
final class ZipArchive implements Closeable {

    /**
     * Deflate's shortest code for its longest copy: 258 bytes from two bits, hence 1032 bytes from one. No honest entry
     * claims more.
     */
    private static final long MAX_DEFLATE_RATIO = 1032;

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private ZipArchive(ZipFile zip, Map<String, ZipEntry> entries) {
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens an archive whose first bytes are those of a zip.
     *
     * @param file the file
     * @param expected what it should be, for messages: {@code an .npz archive}
     * @param where says, for messages, file and entry by the entry's name; may refuse the name
     * @throws InputException when it is no whole zip, has a name twice, or sizes that cannot be
     * @throws IOException when the file cannot be read
     */
    static ZipArchive open(Path file, String expected, UnaryOperator<String> where) throws IOException {
        ZipFile zip = null;
        try {
            zip = new ZipFile(file.toFile());
            Map<String, ZipEntry> entries = checked(file, Collections.list(zip.entries()), where);
            ZipArchive archive = new ZipArchive(zip, entries);
            zip = null;
            return archive;
        } catch (ZipException | IllegalArgumentException e) {
            // The JDK reports some malformed names as an illegal argument.
            throw new InputException(
                    InputFiles.name(file) + ": expected " + expected + ", found a damaged zip: " + e.getMessage(), e);
        } finally {
            if (zip != null) {
                zip.close();
            }
        }
    }

    private static Map<String, ZipEntry> checked(
            Path file, List<? extends ZipEntry> entries, UnaryOperator<String> where) throws IOException {
        long fileBytes = InputFiles.size(file);
        Map<String, ZipEntry> byName = new LinkedHashMap<>();
        long compressed = 0;
        for (ZipEntry entry : entries) {
            String place = where.apply(entry.getName());
            if (byName.put(entry.getName(), entry) != null) {
                throw new InputException(place + ": expected each name once, found it twice");
            }
            checkSizes(place, entry, fileBytes);
            compressed += entry.getCompressedSize();
        }
        // Entries may not overlap: the same bytes inflated many times over are the other kind of zip bomb.
        if (compressed > fileBytes) {
            throw new InputException(InputFiles.name(file) + ": expected entries of at most " + fileBytes
                    + " bytes together, found " + compressed);
        }
        return Collections.unmodifiableMap(byName);
    }

    private static void checkSizes(String where, ZipEntry entry, long fileBytes) {
        long compressed = entry.getCompressedSize();
        long size = entry.getSize();
        if (compressed < 0 || compressed > fileBytes || size < 0) {
            throw new InputException(where + ": expected at most " + fileBytes + " compressed bytes, found "
                    + Long.toUnsignedString(compressed));
        }
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        if (stored ? size != compressed : size / MAX_DEFLATE_RATIO > compressed) {
            throw new InputException(where + ": claims " + size + " bytes, which " + compressed
                    + (stored ? " stored" : " deflated") + " bytes cannot hold");
        }
    }

    /** All entries by name, in the archive's order. */
    Map<String, ZipEntry> entries() {
        return entries;
    }

    /** The bytes of an entry of this archive, inflated. */
    InputStream stream(ZipEntry entry) throws IOException {
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
