package org.widelimit.numerics.arrays;

import java.nio.ByteBuffer;

/** The blocks of numbers that the tensors of a file are views of. */
interface TorchStorages {

    /** The length in bytes of the storage with this key; -1 when there is none. */
    long length(String key);

    /** The bytes of the storage with this key, which exists, in their byte order. */
    ByteBuffer bytes(String key);
}
