package org.widelimit.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Spoils what is inside of an {@code .npz} archive and packs it again with checksums that agree, so that what is wrong is found behind them: arrays
 * renamed, missing, exchanged, of another shape, type or order, of other numbers, or spoilt as bytes. One archive in three is spoilt from outside.
 */
public final class ArchiveSpoiler {

    private static final double[] NUMBERS = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        -0.0,
        1,
        -1,
        0.5,
        1e9,
        1L << 53
    };

    /** Magic, version 1.0 and two bytes of length. */
    private static final int HEADER = 10;

    private static final int ALIGNMENT = 64;
    private static final int MOST_EDITS = 3;

    private final Spoiler spoiler;

    /** @param seed decides everything that is done */
    public ArchiveSpoiler(long seed) {
        this.spoiler = new Spoiler(seed, List.of("PK\3\4", "PK\1\2", "PK\5\6", "(", ")", ",", "'", "f8", ">", "O"));
    }

    /** A spoilt copy. */
    public byte[] spoilt(byte[] good) {
        if (spoiler.below(3) == 0) {
            return spoiler.spoilt(good);
        }
        Map<String, byte[]> entries = entries(good);
        for (int edits = 1 + spoiler.below(1 + spoiler.below(MOST_EDITS)); edits > 0 && !entries.isEmpty(); edits--) {
            edit(entries);
        }
        return zip(entries);
    }

    private void edit(Map<String, byte[]> entries) {
        List<String> names = new ArrayList<>(entries.keySet());
        String name = spoiler.oneOf(names);
        byte[] array = array(entries, name);
        switch (spoiler.below(12)) {
            case 0 -> entries.remove(name);
            case 1 -> {
                entries.remove(name);
                entries.put(text(spoiler.spoilt(latin(name))), array);
            }
            case 2 -> entries.put("x" + name, array);
            case 3 -> {
                String other = spoiler.oneOf(names);
                entries.put(name, array(entries, other));
                entries.put(other, array);
            }
            case 4 -> entries.put(name, spoiler.spoilt(array));
            case 5, 6 -> entries.put(name, withHeader(array, this::reshaped));
            case 7 -> entries.put(name, withHeader(array, this::retyped));
            default -> entries.put(name, renumbered(array));
        }
    }

    private static byte[] array(Map<String, byte[]> entries, String name) {
        return Objects.requireNonNull(entries.get(name));
    }

    /** The same number of values in another shape, or a shape that does not fit. */
    private String reshaped(String header) {
        int from = header.indexOf('(');
        int to = header.indexOf(')', from);
        if (from < 0 || to < 0) {
            return header;
        }
        List<Long> extents = new ArrayList<>();
        for (String extent : header.substring(from + 1, to).split("\\D+")) {
            if (!extent.isEmpty() && extent.length() < 10) {
                extents.add(Long.parseLong(extent));
            }
        }
        long count = extents.stream().reduce(1L, (a, b) -> a * b);
        String shape = spoiler.oneOf(List.of(
                "(" + count + ",)",
                "(" + count + ", 1)",
                "(1, " + count + ")",
                "(1, " + count + ", 1)",
                "(1, 1, " + count + ")",
                "()",
                "(0, " + count + ")",
                "(" + count + ", 0)",
                "(" + count + ", 2147483647)",
                "(4294967296, 4294967296)",
                "(" + (count + 1) + ",)"));
        return header.substring(0, from) + shape + header.substring(to + 1);
    }

    private String retyped(String header) {
        String type = spoiler.oneOf(List.of("<f8", ">f8", "<i8", "<u8", "|b1", "<f4", "<c16", "|O", "|S8", "<f2"));
        String typed = header.replaceFirst("'[<>|=]\\w+'", "'" + type + "'");
        return spoiler.below(2) == 0 ? typed : header.replace("False", "True ");
    }

    /** With its header changed, and its length told right. */
    private static byte[] withHeader(byte[] array, UnaryOperator<String> change) {
        int end = end(array);
        if (end < 0) {
            return array;
        }
        String header =
                change.apply(text(Arrays.copyOfRange(array, HEADER, end))).stripTrailing();
        int length = (HEADER + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        ByteBuffer out = ByteBuffer.allocate(length + array.length - end).order(ByteOrder.LITTLE_ENDIAN);
        out.put(array, 0, HEADER - 2).putShort((short) (length - HEADER)).put(latin(header));
        while (out.position() < length - 1) {
            out.put((byte) ' ');
        }
        return out.put((byte) '\n').put(array, end, array.length - end).array();
    }

    private byte[] renumbered(byte[] array) {
        int end = end(array);
        if (end < 0 || array.length - end < Double.BYTES) {
            return array;
        }
        byte[] copy = array.clone();
        int at = end + Double.BYTES * spoiler.below((array.length - end) / Double.BYTES);
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putDouble(at, NUMBERS[spoiler.below(NUMBERS.length)]);
        return copy;
    }

    /** The offset after the header of an array of version 1.0, or -1. */
    private static int end(byte[] array) {
        if (array.length < HEADER || array[0] != (byte) 0x93 || array[6] != 1) {
            return -1;
        }
        int end = HEADER + Byte.toUnsignedInt(array[8]) + 256 * Byte.toUnsignedInt(array[9]);
        return end <= array.length ? end : -1;
    }

    private static Map<String, byte[]> entries(byte[] archive) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
