package org.widelimit.numerics.stats;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The k-th smallest of many doubles by radix selection.
 *
 * <p>The bits of a double, with all bits flipped for negative numbers and the sign bit alone for others, are ordered as
 * unsigned integers exactly as the numbers are. Sixteen bits at a time: count, find the bin that holds rank k, and go on with
 * its members. Two passes over the data, no comparison that depends on them, and ties cost nothing. Where few are left they are sorted.
 */
public final class KthSmallest {
    private static final int DIGIT_BITS = 16;
    private static final int BINS = 1 << DIGIT_BITS;

    /** So few are sorted: clearing the counters of all bins would take longer. */
    private static final int FEW = 4096;

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
        int shift = Long.SIZE - DIGIT_BITS;
        if (size <= FEW) {
            long[] keys = parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(part.data, 0, part.getNumElements()))
                    .mapToLong(KthSmallest::key)
                    .toArray();
            return value(select(keys, k, shift));
        }
        int[] counts = new int[BINS];
        for (DMatrixRMaj part : parts) {
            count(part, counts, shift);
        }
        Bin bin = Bin.holding(counts, k);
        long[] keys = new long[bin.size()];
        int filled = 0;
        for (DMatrixRMaj part : parts) {
            for (int i = 0; i < part.getNumElements(); i++) {
                long key = key(part.data[i]);
                if (digit(key, shift) == bin.digit()) {
                    keys[filled++] = key;
                }
            }
        }
        return value(select(keys, bin.rank(), shift - DIGIT_BITS));
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
                counts[digit(key(x), shift)]++;
            }
        }
        counts[digit(key(0), shift)] += zeros;
    }

    private static long select(long[] keys, long k, int shift) {
        if (shift < 0) {
            return keys[0];
        }
        if (keys.length <= FEW) {
            return sorted(keys)[(int) k - 1];
        }
        int[] counts = new int[BINS];
        for (long key : keys) {
            counts[digit(key, shift)]++;
        }
        Bin bin = Bin.holding(counts, k);
        long[] members = Arrays.stream(keys)
                .filter(key -> digit(key, shift) == bin.digit())
                .toArray();
        return select(members, bin.rank(), shift - DIGIT_BITS);
    }

    /** In the order of unsigned integers. */
    private static long[] sorted(long[] keys) {
        return Arrays.stream(keys)
                .map(key -> key ^ Long.MIN_VALUE)
                .sorted()
                .map(key -> key ^ Long.MIN_VALUE)
                .toArray();
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (BINS - 1);
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
