package org.widelimit.numerics.arrays;

/** From first index fastest to last index fastest. */
final class FortranOrder {

    private FortranOrder() {}

    /**
     * The same array in C order; {@code values} itself where both orders agree.
     *
     * @param values first index fastest
     * @param shape extents, whose product is the number of values
     */
    static double[] toC(double[] values, int[] shape) {
        if (shape.length < 2 || values.length == 0) {
            return values;
        }
        int last = shape.length - 1;
        int lastStride = values.length / shape[last];
        double[] out = new double[values.length];
        int[] index = new int[last];
        int start = 0;
        for (int to = 0; to < out.length; to += shape[last]) {
            for (int j = 0; j < shape[last]; j++) {
                out[to + j] = values[start + j * lastStride];
            }
            start = next(index, shape, start);
        }
        return out;
    }

    /** Moves to the next index of all dimensions but the last, in C order; returns its position in Fortran order. */
    private static int next(int[] index, int[] shape, int position) {
        int stride = 1;
        for (int d = 0; d < index.length - 1; d++) {
            stride *= shape[d];
        }
        int at = position;
        for (int d = index.length - 1; d >= 0; d--) {
            at += stride;
            if (++index[d] < shape[d]) {
                return at;
            }
            at -= index[d] * stride;
            index[d] = 0;
            if (d > 0) {
                stride /= shape[d - 1];
            }
        }
        return 0;
    }
}
