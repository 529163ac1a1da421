package org.widelimit.numerics.stats;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The k-th smallest of many doubles by radix selection.
 *
 * <p>The bits of a double, with all bits flipped for negative numbers and the sign bit alone for others, are ordered as
 * unsigned integers exactly as the numbers are. Sixteen bits at a time, fewer where the counters would outnumber the numbers: count, find the
 * bin that holds rank k, and go on with its members. Two passes over the data, no comparison that depends on them, and ties cost nothing. A
 * handful is sorted.
 */
public final class KthSmallest {
    private static final int DIGIT_BITS = 16;

    /** Of so few, fewer bits at a time: clearing the counters of all bins would take longer than counting. */
    private static final int FEW = 4096;

    private static final int FEWER_DIGIT_BITS = 11;
    private static final int HANDFUL = 32;

    private KthSmallest() {}

    /**
     * The number of rank k among the entries of all parts together.
     *
     * @param parts finite numbers
     * @param k 1-based rank
     */
    public static double of(List<DMatrixRMaj> parts, long k) {
        long size = parts.stream().mapToLong(DMatrixRMaj::getNumElements).sum();
        if (k < 1 || k > size) {
            throw new IllegalArgumentException("expected a rank in 1.." + size + ", found " + k);
        }
        if (size <= FEW) {
            return value(select(keys(parts, (int) size), k, Long.SIZE));
        }
        int shift = Long.SIZE - DIGIT_BITS;
        int[] counts = new int[1 << DIGIT_BITS];
        for (DMatrixRMaj part : parts) {
            count(part, counts, shift);
        }
        Bin bin = Bin.holding(counts, k);
        long[] keys = new long[bin.size()];
        int filled = 0;
        for (DMatrixRMaj part : parts) {
            for (int i = 0; i < part.getNumElements(); i++) {
                long key = key(part.data[i]);
                if (digit(key, shift, DIGIT_BITS) == bin.digit()) {
                    keys[filled++] = key;
                }
            }
        }
        return value(select(keys, bin.rank(), shift));
    }

    private static long[] keys(List<DMatrixRMaj> parts, int size) {
        long[] keys = new long[size];
        int filled = 0;
        for (DMatrixRMaj part : parts) {
            for (int i = 0; i < part.getNumElements(); i++) {
                keys[filled++] = key(part.data[i]);
            }
        }
        return keys;
    }

    /**
     * Zeros have a counter of their own: pruned weights score zero, and in late rounds they are most of all scores. Increments of one
     * array element wait for each other, those of a local variable do not.
     */
    private static void count(DMatrixRMaj part, int[] counts, int shift) {
        int zeros = 0;
        for (int i = 0; i < part.getNumElements(); i++) {
            double x = part.data[i];
            if (x == 0) {
                zeros++;
            } else {
                counts[digit(key(x), shift, DIGIT_BITS)]++;
            }
        }
        counts[digit(key(0), shift, DIGIT_BITS)] += zeros;
    }

    /** The key of rank k, of keys that differ in so many low bits at most. */
    private static long select(long[] keys, long k, int lowBits) {
        if (lowBits == 0) {
            return keys[0];
        }
        if (keys.length <= HANDFUL) {
            return sorted(keys)[(int) k - 1];
        }
        int digitBits = keys.length > FEW ? DIGIT_BITS : FEWER_DIGIT_BITS;
        int shift = Math.max(lowBits - digitBits, 0);
        int[] counts = new int[1 << digitBits];
        for (long key : keys) {
            counts[digit(key, shift, digitBits)]++;
        }
        Bin bin = Bin.holding(counts, k);
        long[] members = new long[bin.size()];
        int filled = 0;
        for (long key : keys) {
            if (digit(key, shift, digitBits) == bin.digit()) {
                members[filled++] = key;
            }
        }
        return select(members, bin.rank(), shift);
    }

    /** In the order of unsigned integers. */
    private static long[] sorted(long[] keys) {
        long[] sorted = new long[keys.length];
        Arrays.setAll(sorted, i -> keys[i] ^ Long.MIN_VALUE);
        Arrays.sort(sorted);
        Arrays.setAll(sorted, i -> sorted[i] ^ Long.MIN_VALUE);
        return sorted;
    }

    private static int digit(long key, int shift, int bits) {
        return (int) (key >>> shift) & ((1 << bits) - 1);
    }

    private static long key(double x) {
        // Adding zero turns -0.0 into 0.0: they compare as equal, so they must have one key.
        long bits = Double.doubleToRawLongBits(x + 0.0);
        return bits ^ (bits >> (Long.SIZE - 1) | Long.MIN_VALUE);
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key ^ (~key >> (Long.SIZE - 1) | Long.MIN_VALUE));
    }

    /** The bin with rank k, its size, and the rank within it. */
    private record Bin(int digit, int size, long rank) {
        static Bin holding(int[] counts, long k) {
            long before = 0;
            int digit = 0;
            while (before + counts[digit] < k) {
                before += counts[digit++];
            }
            return new Bin(digit, counts[digit], k - before);
        }
    }
}
