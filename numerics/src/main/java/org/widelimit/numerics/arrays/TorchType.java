package org.widelimit.numerics.arrays;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.widelimit.numerics.InputException;

/** PyTorch's element types that are read, with the classes of storage that stand for them in files. */
enum TorchType {
    BOOL("bool", "BoolStorage", ElementType.BOOL),
    UINT8("uint8", "ByteStorage", ElementType.UINT8),
    INT8("int8", "CharStorage", ElementType.INT8),
    INT16("int16", "ShortStorage", ElementType.INT16),
    INT32("int32", "IntStorage", ElementType.INT32),
    INT64("int64", "LongStorage", ElementType.INT64),
    /** Younger than the classes of storage: files give this type itself, as the next two. */
    UINT16("uint16", "", ElementType.UINT16),
    UINT32("uint32", "", ElementType.UINT32),
    UINT64("uint64", "", ElementType.UINT64),
    FLOAT16("float16", "HalfStorage", ElementType.FLOAT16),
    /** The upper half of a binary32, which therefore holds it. */
    BFLOAT16("bfloat16", "BFloat16Storage", ElementType.FLOAT32),
    FLOAT32("float32", "FloatStorage", ElementType.FLOAT32),
    FLOAT64("float64", "DoubleStorage", ElementType.FLOAT64);

    private final String dtype;
    private final String storage;
    private final ElementType element;

    TorchType(String dtype, String storage, ElementType element) {
        this.dtype = dtype;
        this.storage = storage;
        this.element = element;
    }

    /** The type that a class of storage or a dtype stands for, by its full name; empty for those that are not read. */
    static Optional<TorchType> named(String full) {
        return Arrays.stream(values())
                .filter(type -> full.equals("torch." + type.dtype)
                        || full.equals("torch." + type.storage)
                        || full.equals("torch.cuda." + type.storage))
                .findFirst();
    }

    /** What holds such numbers once they are read. */
    ElementType element() {
        return element;
    }

    /** Bytes per number in a file. */
    int bytes() {
        return this == BFLOAT16 ? Short.BYTES : element.bytes();
    }

    /**
     * Decodes what remains of {@code from}.
     *
     * @param from as many numbers as {@code to} holds, in the buffer's byte order
     * @param to receives the values
     * @param where names file and tensor in messages
     * @throws InputException as {@link ElementCodec#decode}
     */
    void decode(ByteBuffer from, double[] to, String where) {
        if (this != BFLOAT16) {
            ElementCodec.decode(element, from, to, 0, where);
            return;
        }
        for (int i = 0; i < to.length; i++) {
            to[i] = Float.intBitsToFloat(from.getShort() << Short.SIZE);
        }
    }
}
