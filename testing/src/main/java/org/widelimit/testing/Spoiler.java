package org.widelimit.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Spoils the bytes of good files: bits and bytes changed, an end cut off, pieces taken out, doubled, written over and put in, numbers in text
 * replaced by larger ones than any file has, digits exchanged. The same seed spoils in the same way.
 */
public final class Spoiler {

    /** Sizes that overflow or that no file has, and numbers that are none. */
    private static final List<String> NUMBERS = List.of(
            "2147483647",
            "4294967296",
            "9223372036854775807",
            "18446744073709551616",
            "-1",
            "0",
            "1",
            "65536",
            "100000000",
            "1e400",
            "-1e308",
            "0.5",
            "nan",
            "NaN",
            "-Infinity");

    private static final byte[] EXTREMES = {0, -1, 127, -128, '9', '\n', '"', '\''};

    private static final int MOST_EDITS = 4;

    private final SplittableRandom random;
    private final List<byte[]> pieces;

    /**
     * @param seed decides everything that is done
     * @param pieces what means something in the format, put in beside the numbers; each character is one byte (ISO 8859-1)
     */
    public Spoiler(long seed, List<String> pieces) {
        this.random = new SplittableRandom(seed);
        this.pieces = Stream.concat(NUMBERS.stream(), pieces.stream())
                .map(Spoiler::latin)
                .toList();
    }

    /** A number in 0..bound-1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** One of them. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** One edit of a copy, or up to four; what comes out may be empty. */
    public byte[] spoilt(byte[] good) {
        byte[] bytes = good.clone();
        for (int edits = 1 + below(1 + below(MOST_EDITS)); edits > 0 && bytes.length > 0; edits--) {
            bytes = edited(bytes);
        }
        return bytes;
    }

    private byte[] edited(byte[] bytes) {
        int from = below(bytes.length);
        int longest = random.nextBoolean() ? 12 : bytes.length;
        int to = Math.min(bytes.length, from + 1 + below(longest));
        return switch (below(11)) {
            case 0 -> Arrays.copyOf(bytes, from);
            case 1 -> replaced(bytes, from, to, new byte[0]);
            case 2 -> replaced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
            case 3 -> replaced(bytes, from, from, oneOf(pieces));
            case 4 -> written(bytes, from, oneOf(pieces));
            case 5 -> withNumber(bytes, from, oneOf(pieces));
            case 6 -> withDigitsExchanged(bytes, from, to);
            case 7 -> written(bytes, from, new byte[] {EXTREMES[below(EXTREMES.length)]});
            case 8 -> written(bytes, from, new byte[] {(byte) below(256)});
            default -> written(bytes, from, new byte[] {(byte) (bytes[from] ^ 1 << below(8))});
        };
    }

    /** The run of digits at or after {@code from} becomes something else; without one, it comes last. */
    private static byte[] withNumber(byte[] bytes, int from, byte[] number) {
        int start = digit(bytes, from);
        int end = start;
        while (end < bytes.length && Character.isDigit(bytes[end])) {
            end++;
        }
        return replaced(bytes, start, end, number);
    }

    /** The digits at or after two places change them. */
    private static byte[] withDigitsExchanged(byte[] bytes, int from, int to) {
        int a = digit(bytes, from);
        int b = digit(bytes, Math.max(to, a + 1));
        if (b >= bytes.length) {
            return bytes;
        }
        byte[] copy = bytes.clone();
        copy[a] = bytes[b];
        copy[b] = bytes[a];
        return copy;
    }

    private static int digit(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && !Character.isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    /** A piece over what was there, so that nothing behind it moves. */
    private static byte[] written(byte[] bytes, int at, byte[] piece) {
        return replaced(bytes, at, Math.min(bytes.length, at + piece.length), piece);
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(middle);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
