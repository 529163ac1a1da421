package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/** The formats of array files, told apart by what a file holds; the ending of its name helps where that says nothing. */
public enum ArrayFormat {
    /** One NumPy array: {@link Npy}. */
    NPY("NumPy .npy", List.of(".npy")),
    /** NumPy arrays in an archive: {@link Npz}. */
    NPZ("NumPy .npz", List.of(".npz")),
    /** What {@code torch.save} wrote: {@link TorchFiles}. */
    TORCH("PyTorch", List.of(".pt", ".pth", ".pth.tar", ".bin", ".ckpt", ".t7")),
    /** Hugging Face's arrays: {@link Safetensors}. */
    SAFETENSORS("safetensors", List.of(".safetensors")),
    /** One matrix, often sparse: {@link MatrixMarket}. */
    MATRIX_MARKET("Matrix Market", List.of(".mtx", ".mm")),
    /** One matrix as lines of numbers: {@link Csv}. */
    CSV("CSV", List.of(".csv", ".tsv", ".txt", ".dat"));

    private static final int START = 1 << 10;
    private static final int PICKLE = 0x80;

    private final String title;
    private final List<String> endings;

    ArrayFormat(String title, List<String> endings) {
        this.title = title;
        this.endings = endings;
    }

    /** What messages call it. */
    public String title() {
        return title;
    }

    /**
     * The format of a file. What the file begins with decides; a text without a mark, or a damaged file, has the format
     * that its name says.
     *
     * @throws InputException when neither content nor name is that of a format, or a text is called a binary file
     */
    public static ArrayFormat of(Path file) {
        long size = InputFiles.size(file);
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START);
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
        ArrayFormat named = named(file);
        if (start[0] == 'P' && start.length > 1 && start[1] == 'K') {
            return ofZip(file, named);
        }
        ArrayFormat marked = marked(start, size);
        if (marked != null) {
            return marked;
        }
        if (named == null && !isText(start)) {
            throw new InputException(InputFiles.name(file)
                    + ": expected a PyTorch, .npz, .npy, safetensors, Matrix Market or CSV file, found " + kind(start));
        }
        if (named != null && named != CSV && named != MATRIX_MARKET || named == CSV && !isText(start)) {
            throw new InputException(InputFiles.name(file) + ": expected a " + named.title
                    + " file, as its name says, found " + (isText(start) ? "text" : kind(start)));
        }
        return named == null ? CSV : named;
    }

    /** The format that the name of a file says, or null when it says none. */
    public static @Nullable ArrayFormat named(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (ArrayFormat format : values()) {
            if (format.endings.stream().anyMatch(name::endsWith)) {
                return format;
            }
        }
        return null;
    }

    /** The name of a file without its folder and without an ending of this format; never empty. */
    public String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        for (String ending : endings) {
            if (name.length() > ending.length() && name.toLowerCase(Locale.ROOT).endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    private static @Nullable ArrayFormat marked(byte[] start, long size) {
        if (begins(start, Npy.MAGIC)) {
            return NPY;
        }
        if (begins(start, MatrixMarket.BANNER.getBytes(StandardCharsets.US_ASCII))) {
            return MATRIX_MARKET;
        }
        // torch.save wrote bare pickles before version 1.6.
        if ((start[0] & 0xff) == PICKLE) {
            return TORCH;
        }
        if (start.length > 8 && start[8] == '{') {
            long header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
            return header > 0 && header <= size - 8 ? SAFETENSORS : null;
        }
        return null;
    }

    private static ArrayFormat ofZip(Path file, @Nullable ArrayFormat named) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            boolean torch = Collections.list(zip.entries()).stream()
                    .anyMatch(entry -> entry.getName().endsWith("/data.pkl")
                            || entry.getName().equals("data.pkl"));
            return torch ? TORCH : NPZ;
        } catch (IOException | IllegalArgumentException e) {
            // The reader says what is wrong with it.
            return named == TORCH ? TORCH : NPZ;
        }
    }

    private static boolean begins(byte[] start, byte[] mark) {
        return start.length >= mark.length && Arrays.equals(start, 0, mark.length, mark, 0, mark.length);
    }

    private static boolean isText(byte[] start) {
        for (byte b : start) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static String kind(byte[] start) {
        if (begins(start, new byte[] {0x1f, (byte) 0x8b})) {
            return "a gzip file (unpack it first)";
        }
        if (begins(start, new byte[] {(byte) 0x89, 'H', 'D', 'F'})) {
            return "an HDF5 file";
        }
        return "other bytes";
    }
}
