package org.widelimit.numerics.arrays;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.PickleValue.Tensor;
import org.widelimit.numerics.arrays.PickleValue.Whole;

/**
 * A tensor's place in its storage: element (i_1, ..., i_r) is number {@code offset + i_1 s_1 + ... + i_r s_r}, and all of
 * them lie within the storage.
 *
 * @param type type of the numbers
 * @param offset number of the first element
 * @param shape extents n
 * @param stride strides s, not negative
 * @param count number of elements n_1 ... n_r
 * @param where names file and tensor in messages
 */
record TorchView(TorchType type, long offset, int[] shape, long[] stride, int count, String where) {

    private static final long MAX_COUNT = 1 << 27;

    /**
     * The view that {@code tensor} describes, checked.
     *
     * @param tensor as found in the pickle
     * @param storageBytes length of its storage
     * @param where names file and tensor in messages
     * @throws InputException when its type is not read, it has more than 64 dimensions or 2^27 elements, or it reaches
     *     beyond its storage
     */
    static TorchView of(Tensor tensor, long storageBytes, String where) {
        TorchType type = TorchType.named(tensor.type())
                .orElseThrow(() -> new InputException(where
                        + ": expected a bool, integer or float (2, 4 or 8 bytes) tensor, found " + tensor.type()));
        long[] size = wholes(tensor.size().values(), where);
        long[] stride = wholes(tensor.stride().values(), where);
        if (size.length != stride.length) {
            throw new InputException(
                    where + ": expected a stride for each of " + size.length + " extents, found " + stride.length);
        }
        int[] shape = Shapes.checked(Arrays.stream(size).boxed().toList(), where);
        long count = Shapes.count(Shapes.toList(shape));
        if (count > MAX_COUNT) {
            throw new InputException(where + ": expected at most " + MAX_COUNT + " elements, found shape "
                    + Shapes.text(Shapes.toList(shape)));
        }
        TorchView view = new TorchView(type, tensor.offset(), shape, stride, (int) count, where);
        view.requireWithin(storageBytes / type.bytes());
        return view;
    }

    private static long[] wholes(List<PickleValue> values, String where) {
        if (values.size() > Shapes.MAX_RANK) {
            throw new InputException(
                    where + ": expected at most " + Shapes.MAX_RANK + " dimensions, found " + values.size());
        }
        long[] wholes = new long[values.size()];
        for (int i = 0; i < wholes.length; i++) {
            if (!(values.get(i) instanceof Whole whole) || whole.value() < 0) {
                throw new InputException(where + ": expected extents and strides >= 0, found others");
            }
            wholes[i] = whole.value();
        }
        return wholes;
    }

    private void requireWithin(long elements) {
        if (offset < 0 || (count > 0 && !(last() < elements))) {
            throw new InputException(where + ": expected elements within a storage of " + elements
                    + ", found a tensor that begins at " + offset + " and goes beyond it");
        }
    }

    /** The number of the last element; infinite rather than wrong where a long would overflow. */
    private double last() {
        double last = offset;
        for (int d = 0; d < shape.length; d++) {
            last += (shape[d] - 1.0) * stride[d];
        }
        return last;
    }

    /**
     * The elements in C order.
     *
     * @param storage the whole storage, in its byte order
     * @throws InputException when a bool is neither 0 nor 1, or no double holds an integer
     */
    NdArray read(ByteBuffer storage) {
        double[] values = new double[count];
        if (count > 0) {
            int bytes = type.bytes();
            ByteBuffer elements = isContiguous()
                    ? storage.duplicate()
                            .order(storage.order())
                            .position((int) offset * bytes)
                            .limit((int) (offset + count) * bytes)
                    : gathered(storage);
            type.decode(elements, values, where);
        }
        return NdArray.trusted(type.element(), shape, values, where);
    }

    private boolean isContiguous() {
        long expected = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (shape[d] > 1 && stride[d] != expected) {
                return false;
            }
            expected *= shape[d];
        }
        return true;
    }

    /** The bytes of the elements in C order. */
    private ByteBuffer gathered(ByteBuffer storage) {
        int bytes = type.bytes();
        ByteBuffer elements = ByteBuffer.allocate(count * bytes).order(storage.order());
        int[] index = new int[shape.length];
        long at = offset;
        for (int i = 0; i < count; i++) {
            elements.put(i * bytes, storage, (int) at * bytes, bytes);
            for (int d = shape.length - 1; d >= 0; d--) {
                at += stride[d];
                if (++index[d] < shape[d]) {
                    break;
                }
                at -= index[d] * stride[d];
                index[d] = 0;
            }
        }
        return elements;
    }
}
