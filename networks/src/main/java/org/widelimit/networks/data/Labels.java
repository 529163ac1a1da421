package org.widelimit.networks.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.widelimit.numerics.InputException;

/** Class indices for integer class values: the distinct values, ascending, are classes 0, 1, ... */
final class Labels {
    // Beyond it a double no longer holds every integer.
    private static final double LARGEST = 1L << 53;

    private final int[] indices;
    private final List<String> classes;

    private Labels(int[] indices, List<String> classes) {
        this.indices = indices;
        this.classes = classes;
    }

    /**
     * Numbers the classes of these values.
     *
     * @param where says where example e's class stands, for the message
     */
    static Labels encode(double[] values, IntFunction<String> where) {
        for (int e = 0; e < values.length; e++) {
            if (values[e] != Math.rint(values[e]) || Math.abs(values[e]) > LARGEST) {
                throw new InputException("expected an integer class, found " + values[e] + " " + where.apply(e));
            }
        }
        long[] distinct = LongStream.range(0, values.length)
                .map(e -> (long) values[(int) e])
                .sorted()
                .distinct()
                .toArray();
        int[] indices = new int[values.length];
        for (int e = 0; e < values.length; e++) {
            indices[e] = Arrays.binarySearch(distinct, (long) values[e]);
        }
        return new Labels(
                indices, Arrays.stream(distinct).mapToObj(Long::toString).toList());
    }

    /** One for each example. */
    int[] indices() {
        return indices;
    }

    /** The values as text, by index. */
    List<String> classes() {
        return classes;
    }
}
