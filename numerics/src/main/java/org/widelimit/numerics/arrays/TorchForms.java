package org.widelimit.numerics.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;

/** Tells what a file is that is not a zip of tensors as PyTorch writes it, and what to do about it. */
final class TorchForms {

    private static final String EXPECTED =
            ": expected a PyTorch file (a zip, as torch.save writes since version 1.6), found ";
    private static final String SAVE_AGAIN =
            "; save it again in Python: torch.save(torch.load(\"old.pt\", map_location=\"cpu\"), \"new.pt\")";

    /** The number 0x1950a86a20f9469cfc6c as a pickle holds it: with it begins the form before version 1.6. */
    private static final String LEGACY_MAGIC = "8a0a6cfc9c46f9206aa85019";

    private static final String TAR_MAGIC = "ustar";
    private static final int TAR_MAGIC_AT = 257;
    private static final int START_BYTES = 512;

    private TorchForms() {}

    /**
     * Requires a file that begins as a zip does.
     *
     * @throws InputException when it does not; says what it is instead
     * @throws IOException when it cannot be read
     */
    static void requireZip(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START_BYTES);
        }
        if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
            throw new InputException(InputFiles.name(file) + EXPECTED + form(start));
        }
    }

    private static String form(byte[] start) {
        if (start[0] == (byte) 0x80) {
            boolean legacy = HexFormat.of()
                    .formatHex(start, 0, Math.min(start.length, 64))
                    .contains(LEGACY_MAGIC);
            return legacy
                    ? "the stream of pickles of older versions" + SAVE_AGAIN
                    : "a Python pickle that torch.save did not write (nothing was executed)";
        }
        if (startsWith(start, TAR_MAGIC_AT, TAR_MAGIC.getBytes(StandardCharsets.US_ASCII))) {
            return "a tar archive, which the first versions wrote" + SAVE_AGAIN;
        }
        if (startsWith(start, 0, Npy.MAGIC)) {
            return "a NumPy array (.npy)";
        }
        if (isSafetensors(start)) {
            return "a safetensors file";
        }
        return "other bytes";
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] magic) {
        return bytes.length >= at + magic.length && Arrays.equals(bytes, at, at + magic.length, magic, 0, magic.length);
    }

    /** A length of eight bytes, at most 100 MB as its authors set it, and JSON. */
    private static boolean isSafetensors(byte[] start) {
        if (start.length <= Long.BYTES || start[Long.BYTES] != '{') {
            return false;
        }
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return length > 0 && length <= 100_000_000;
    }

    /**
     * Requires the entries of a file of tensors.
     *
     * @param file the file
     * @param entries their names
     * @param folder what stands before {@code data.pkl}
     * @param pickles how many entries are called that
     * @throws InputException when they are those of something else
     */
    static void requireTensors(Path file, Set<String> entries, String folder, int pickles) {
        if (entries.contains(folder + "constants.pkl")) {
            throw new InputException(InputFiles.name(file) + ": expected tensors, found a program (TorchScript);"
                    + " save its tensors in Python: torch.save(torch.jit.load(\"old.pt\").state_dict(), \"new.pt\")");
        }
        if (pickles == 1) {
            return;
        }
        boolean numpy = !entries.isEmpty() && entries.stream().allMatch(name -> name.endsWith(Npz.SUFFIX));
        throw new InputException(InputFiles.name(file)
                + EXPECTED
                + (numpy
                        ? "a NumPy archive (.npz)"
                        : "a zip with " + pickles + " entries named FOLDER/data.pkl instead of one"));
    }
}
