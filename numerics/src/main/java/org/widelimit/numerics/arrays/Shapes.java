package org.widelimit.numerics.arrays;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Arithmetic and wording of shapes. */
final class Shapes {

    /** NumPy's own limit since version 2 (32 before). */
    static final int MAX_RANK = 64;

    private Shapes() {}

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
