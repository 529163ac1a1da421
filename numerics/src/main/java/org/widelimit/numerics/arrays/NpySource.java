package org.widelimit.numerics.arrays;

/**
 * What is known of a stream of {@code .npy} bytes before the first is read.
 *
 * @param where names file and entry in messages
 * @param length bytes that the stream says it has
 * @param backed bytes that are really there: {@code length} itself, or the compressed size; so many may be trusted
 * @param heap bytes of memory that the values may take
 */
record NpySource(String where, long length, long backed, long heap) {}
