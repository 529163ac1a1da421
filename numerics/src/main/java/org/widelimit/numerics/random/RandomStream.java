package org.widelimit.numerics.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;

/**
 * One sequence of random numbers, made by {@link RandomStreams#stream()}: the generator xoshiro256++ (Blackman and
 * Vigna, Scrambled linear pseudorandom number generators, 2021), normal deviates by the modified ziggurat (McFarland,
 * 2016). A stream has a position and belongs to one thread.
 *
 * <p>The bits are part of the contract: tests hold golden values of every method, so that neither a JDK nor a library
 * changes a published number unnoticed.
 */
public final class RandomStream {

    private static final double TWO_POW_MINUS_53 = 0x1.0p-53;
    private static final long LOW_32_BITS = 0xFFFF_FFFFL;

    private final UniformRandomProvider generator;
    private final ContinuousSampler gaussian;

    RandomStream(long[] state) {
        generator = RandomSource.XO_SHI_RO_256_PP.create(state);
        gaussian = ZigguratSampler.NormalizedGaussian.of(generator);
    }

    /** Uniform over all 2^64 longs. */
    public long nextLong() {
        return generator.nextLong();
    }

    /** Uniform over the multiples of 2^-53 in [0, 1). */
    public double nextDouble() {
        return (generator.nextLong() >>> 11) * TWO_POW_MINUS_53;
    }

    /** Normal with mean 0 and variance 1. */
    public double nextGaussian() {
        return gaussian.sample();
    }

    /**
     * Uniform over 0, ..., bound - 1, without bias: the high half of a 32 x 32 bit product, redrawn where the low half
     * falls into the uneven rest (Lemire, Fast random integer generation in an interval, 2019).
     *
     * @throws IllegalArgumentException unless bound is positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("expected a positive bound, found " + bound);
        }
        long product = high32() * bound;
        if ((product & LOW_32_BITS) < bound) {
            long rest = (1L << 32) % bound;
            while ((product & LOW_32_BITS) < rest) {
                product = high32() * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /**
     * True with probability p; p = 0 is never and p = 1 is always. Draws one number whatever p is.
     *
     * @throws IllegalArgumentException unless {@code 0 <= p <= 1}
     */
    public boolean nextBoolean(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("expected a probability in [0, 1], found " + p);
        }
        return nextDouble() < p;
    }

    /** Fills the array with independent standard normal deviates, in order of index. */
    public void fillGaussian(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = gaussian.sample();
        }
    }

    /** n independent standard normal deviates. */
    public double[] gaussians(int n) {
        double[] values = new double[n];
        fillGaussian(values);
        return values;
    }

    /** A rows x columns matrix of independent standard normal deviates, drawn row by row. */
    public DMatrixRMaj gaussianMatrix(int rows, int columns) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        fillGaussian(matrix.data);
        return matrix;
    }

    /** A permutation of 0, ..., n - 1, each of the n! with the same probability: {@link #shuffle} of the identity. */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    /**
     * Puts the values into a random order (Fisher and Yates, from the end): for i = n-1, ..., 1 swap entry i with entry
     * {@code nextInt(i + 1)}. Written out here, because the library's own order may change between its versions.
     */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    private long high32() {
        return generator.nextLong() >>> 32;
    }
}
