package org.widelimit.graphon.estimate;

import org.widelimit.graphon.Mask;

/**
 * Rows of counts below 2^16, four to a word, so that one addition of words is four of counts.
 *
 * @param rows number of rows
 * @param length counts in a row
 * @param words the rows one after another, each in ceil(length / 4) words, the first count lowest
 */
record Lanes(int rows, int length, long[] words) {

    static final int WIDTH = 4;
    static final int LIMIT = 0xFFFF;
    private static final int BITS = 16;
    private static final int TILE = 64;
    private static final long[] SPREAD = new long[1 << WIDTH];

    static {
        for (int s = 0; s < SPREAD.length; s++) {
            for (int lane = 0; lane < WIDTH; lane++) {
                SPREAD[s] |= (long) (s >>> lane & 1) << lane * BITS;
            }
        }
    }

    static Lanes zeros(int rows, int length) {
        return new Lanes(rows, length, new long[Math.multiplyExact(rows, stride(length))]);
    }

    /** The entries of a mask. */
    static Lanes of(Mask mask) {
        Lanes entries = zeros(mask.rows(), mask.columns());
        int stride = entries.stride();
        for (int i = 0; i < mask.rows(); i++) {
            long[] bits = mask.rowBits(i);
            for (int w = 0; w < stride; w++) {
                // A word of 64 entries fills 16 words of lanes.
                entries.words[i * stride + w] =
                        SPREAD[(int) (bits[w / BITS] >>> WIDTH * (w % BITS)) & SPREAD.length - 1];
            }
        }
        return entries;
    }

    int stride() {
        return stride(length);
    }

    private static int stride(int length) {
        return (length + WIDTH - 1) / WIDTH;
    }

    static int count(long word, int lane) {
        return (int) (word >>> lane * BITS) & LIMIT;
    }

    int largest() {
        int largest = 0;
        for (long word : words) {
            for (int lane = 0; lane < WIDTH; lane++) {
                largest = Math.max(largest, count(word, lane));
            }
        }
        return largest;
    }

    Lanes transposed() {
        Lanes transposed = zeros(length, rows);
        int to = transposed.stride();
        int from = stride();
        for (int tile = 0; tile < from; tile += TILE) {
            int end = Math.min(tile + TILE, from);
            for (int i = 0; i < rows; i++) {
                int shift = i % WIDTH * BITS;
                for (int w = tile; w < end; w++) {
                    long word = words[i * from + w];
                    for (int lane = 0; lane < WIDTH && w * WIDTH + lane < length; lane++) {
                        transposed.words[(w * WIDTH + lane) * to + i / WIDTH] |= (long) count(word, lane) << shift;
                    }
                }
            }
        }
        return transposed;
    }

    /**
     * Adds rows [from, to) of a list, their first so many words, to an array. No sum may pass 2^16 - 1.
     *
     * @param sums at least so many words
     */
    void add(int[] list, int from, int to, int count, long[] sums) {
        int stride = stride();
        int next = from;
        // Four rows at a time: each sum is read and written once for four additions.
        for (; next + WIDTH <= to; next += WIDTH) {
            int a = list[next] * stride;
            int b = list[next + 1] * stride;
            int c = list[next + 2] * stride;
            int d = list[next + 3] * stride;
            for (int w = 0; w < count; w++) {
                sums[w] += words[a + w] + words[b + w] + (words[c + w] + words[d + w]);
            }
        }
        for (; next < to; next++) {
            int a = list[next] * stride;
            for (int w = 0; w < count; w++) {
                sums[w] += words[a + w];
            }
        }
    }
}
