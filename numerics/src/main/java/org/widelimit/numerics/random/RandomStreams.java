package org.widelimit.numerics.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * A node in the tree of random streams, named by its seed and its path.
 *
 * <p>The stream at a node starts from the 256-bit state
 *
 * <pre>  SHA-256( version | seed | step 1 | step 2 | ... )</pre>
 *
 * with the seed as eight bytes, and each step as a tag that says whether it has an index, the length of its name, the
 * name as UTF-16 code units, and the index if there is one (all big-endian). Names carry their length, so no name can
 * be mistaken for a longer path: {@code child("a/b")} and {@code child("a").child("b")} are different nodes, and so are
 * {@code child("a", 1)} and {@code child("a1")}.
 *
 * <p>A node is immutable and may be shared between threads. Which nodes exist beside it, in which order they were made
 * and what was drawn from them does not matter. Two nodes are equal when they have the same seed and the same path.
 */
public final class RandomStreams {

    /** Changes whenever the meaning of a path changes, so that old numbers cannot come back under a new meaning. */
    private static final String VERSION = "widelimit random streams 1";

    private static final byte NAMED = 1;
    private static final byte NAMED_AND_INDEXED = 2;

    private final long seed;
    private final byte[] key;
    private final String path;

    private RandomStreams(long seed, byte[] key, String path) {
        this.seed = seed;
        this.key = key;
        this.path = path;
    }

    /** The root of all streams of this seed. Any long will do; seeds that are close have nothing in common. */
    public static RandomStreams of(long seed) {
        byte[] version = VERSION.getBytes(StandardCharsets.US_ASCII);
        byte[] key = ByteBuffer.allocate(version.length + Long.BYTES)
                .put(version)
                .putLong(seed)
                .array();
        return new RandomStreams(seed, key, "");
    }

    /**
     * The node one step below this one.
     *
     * @param name not empty; any characters
     */
    public RandomStreams child(String name) {
        return below(NAMED, name, new byte[0], "");
    }

    /**
     * The node of this name and index one step below this one: replicate 3, layer 2.
     *
     * @param name not empty; any characters
     * @param index any long
     */
    public RandomStreams child(String name, long index) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(index).array();
        return below(NAMED_AND_INDEXED, name, bytes, "[" + index + "]");
    }

    /** A new stream, at its beginning: each call returns one that gives the same numbers. */
    public RandomStream stream() {
        ByteBuffer digest = ByteBuffer.wrap(sha256(key));
        return new RandomStream(new long[] {digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong()});
    }

    /** The seed that every path starts from. */
    public long seed() {
        return seed;
    }

    /**
     * The path for people, {@code /graphon/C5/replicate[3]}; empty at the root. The characters {@code \ / [ ]} of a
     * name are escaped with a backslash, so different paths read differently.
     */
    public String path() {
        return path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RandomStreams that && seed == that.seed && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(seed, path);
    }

    @Override
    public String toString() {
        return "RandomStreams[seed " + seed + (path.isEmpty() ? "" : ", " + path) + "]";
    }

    private RandomStreams below(byte tag, String name, byte[] index, String suffix) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("expected a name for a random stream, found an empty one below " + this);
        }
        byte[] extended =
                new byte[key.length + Byte.BYTES + Integer.BYTES + name.length() * Character.BYTES + index.length];
        ByteBuffer step = ByteBuffer.wrap(extended).put(key).put(tag).putInt(name.length());
        // Code units and not UTF-8: an encoder would turn every unpaired surrogate into the same question mark.
        for (int i = 0; i < name.length(); i++) {
            step.putChar(name.charAt(i));
        }
        step.put(index);
        return new RandomStreams(seed, extended, path + "/" + escaped(name) + suffix);
    }

    private static String escaped(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' || c == '/' || c == '[' || c == ']') {
                text.append('\\');
            }
            text.append(c);
        }
        return text.toString();
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
