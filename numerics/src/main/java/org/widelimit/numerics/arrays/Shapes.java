package org.widelimit.numerics.arrays;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.widelimit.numerics.InputException;

/** Arithmetic and wording of shapes. */
final class Shapes {

    /** NumPy's own limit since version 2 (32 before). */
    static final int MAX_RANK = 64;

    /** The longest array that the virtual machine allocates. */
    private static final int MAX_COUNT = ArrayLength.LARGEST;

    private Shapes() {}

    /**
     * The extents of an array that can be held in memory.
     *
     * @param where names file and array in messages
     * @throws InputException when there are too many, one is negative, or their product is too large
     */
    static int[] checked(List<Long> shape, String where) {
        if (shape.size() > MAX_RANK) {
            throw new InputException(where + ": expected at most " + MAX_RANK + " dimensions, found " + shape.size());
        }
        for (long extent : shape) {
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw new InputException(
                        where + ": expected extents from 0 to " + Integer.MAX_VALUE + ", found shape " + text(shape));
            }
        }
        long count = count(shape);
        if (count < 0 || count > MAX_COUNT) {
            throw new InputException(
                    where + ": expected at most " + MAX_COUNT + " values in one array, found shape " + text(shape));
        }
        return shape.stream().mapToInt(Long::intValue).toArray();
    }

    /** The product of the extents; -1 when it exceeds a long. Extents are not negative. */
    static long count(List<Long> shape) {
        if (shape.contains(0L)) {
            return 0; // whatever the others are
        }
        long count = 1;
        for (long extent : shape) {
            if (Math.multiplyHigh(count, extent) != 0 || count * extent < 0) {
                return -1;
            }
            count *= extent;
        }
        return count;
    }

    static List<Long> toList(int[] shape) {
        return Arrays.stream(shape).asLongStream().boxed().collect(Collectors.toUnmodifiableList());
    }

    /** As Python prints it: {@code ()}, {@code (3,)}, {@code (3, 4)}. */
    static String text(List<Long> shape) {
        String inner = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "(" + inner + (shape.size() == 1 ? ",)" : ")");
    }
}
