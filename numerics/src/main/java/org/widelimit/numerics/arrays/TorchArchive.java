package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/**
 * The zip form of PyTorch's files: {@code NAME/data.pkl} describes the tensors, {@code NAME/data/KEY} are their storages,
 * {@code NAME/byteorder} says {@code little} (also when it is missing) or {@code big}. Keys are looked up among the
 * entries' names and nowhere else.
 */
final class TorchArchive implements TorchStorages {

    private static final String PICKLE = "data.pkl";
    private static final int MAX_PICKLE_BYTES = 1 << 25;
    private static final int MAX_STORAGE_BYTES = ArrayLength.LARGEST;

    private final Path file;
    private final ZipArchive zip;
    private final String folder;
    private final ByteOrder order;

    private TorchArchive(Path file, ZipArchive zip) {
        this.file = file;
        this.zip = zip;
        this.folder = folder(file, zip.entries());
        this.order = order();
    }

    static Map<String, NdArray> read(Path file) {
        InputFiles.size(file); // asked for its checks
        try {
            TorchForms.requireZip(file);
            try (ZipArchive zip = ZipArchive.open(file, "a PyTorch file", name -> where(file, name))) {
                TorchArchive archive = new TorchArchive(file, zip);
                byte[] pickle = archive.bytes(archive.entry(PICKLE, MAX_PICKLE_BYTES));
                return TorchTensors.read(pickle, archive, InputFiles.name(file));
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private static String where(Path file, String entry) {
        return InputFiles.name(file) + ", entry '" + entry + "'";
    }

    private static String folder(Path file, Map<String, ZipEntry> entries) {
        List<String> pickles = entries.keySet().stream()
                .filter(name -> name.endsWith("/" + PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
                .toList();
        String folder =
                pickles.size() == 1 ? pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length()) : "";
        TorchForms.requireTensors(file, entries.keySet(), folder, pickles.size());
        return folder;
    }

    private ByteOrder order() {
        if (!zip.entries().containsKey(folder + "byteorder")) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String text = new String(bytes(entry("byteorder", 16)), StandardCharsets.UTF_8);
        return switch (text) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default ->
                throw new InputException(
                        where(file, folder + "byteorder") + ": expected little or big, found '" + text + "'");
        };
    }

    @Override
    public long length(String key) {
        @Nullable ZipEntry entry = zip.entries().get(folder + "data/" + key);
        return entry == null ? -1 : entry.getSize();
    }

    @Override
    public ByteBuffer bytes(String key) {
        return ByteBuffer.wrap(bytes(entry("data/" + key, MAX_STORAGE_BYTES))).order(order);
    }

    private ZipEntry entry(String name, int most) {
        @Nullable ZipEntry entry = zip.entries().get(folder + name);
        if (entry == null) {
            throw new InputException(where(file, folder + name) + ": expected this entry, found none");
        }
        if (entry.getSize() > most) {
            throw new InputException(
                    where(file, entry.getName()) + ": expected at most " + most + " bytes, found " + entry.getSize());
        }
        return entry;
    }

    private byte[] bytes(ZipEntry entry) {
        int size = (int) entry.getSize();
        try (InputStream in = zip.stream(entry)) {
            byte[] bytes = entry.getMethod() == ZipEntry.STORED ? stored(in, size) : in.readNBytes(size);
            if (bytes.length < size || in.read() >= 0) {
                throw new InputException(where(file, entry.getName()) + ": damaged: expected " + size + " bytes, found "
                        + (bytes.length < size ? bytes.length : "more"));
            }
            requireChecksum(entry, bytes);
            return bytes;
        } catch (IOException e) {
            throw new InputException(where(file, entry.getName()) + ": damaged: " + e.getMessage(), e);
        }
    }

    /** A stored entry's bytes are all there: no need to let the array grow with them. */
    private static byte[] stored(InputStream in, int size) throws IOException {
        byte[] bytes = new byte[size];
        int read = in.readNBytes(bytes, 0, size);
        return read == size ? bytes : Arrays.copyOf(bytes, read);
    }

    /** PyTorch writes 0 where it was told to save the time for checksums (set_crc32_options). */
    private void requireChecksum(ZipEntry entry, byte[] bytes) {
        if (entry.getCrc() == 0) {
            return;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (crc.getValue() != entry.getCrc()) {
            throw new InputException(String.format(
                    "%s: damaged: expected checksum %08x, found %08x",
                    where(file, entry.getName()), entry.getCrc(), crc.getValue()));
        }
    }
}
