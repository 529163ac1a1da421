package org.widelimit.numerics.arrays;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arrays of every type and shape, with every value that the type holds. */
final class ArrayArbitraries {

    private ArrayArbitraries() {}

    static Arbitrary<NdArray> arrays() {
        return Combinators.combine(Arbitraries.of(ElementType.class), shapes())
                .flatAs((type, shape) -> values(type)
                        .array(double[].class)
                        .ofSize(Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                        .map(values -> NdArray.of(type, shape, values)));
    }

    static Arbitrary<int[]> shapes() {
        return Arbitraries.integers()
                .between(0, 5)
                .array(int[].class)
                .ofMinSize(0)
                .ofMaxSize(4);
    }

    /** For the floats every bit pattern, so that NaN, infinities, both zeros and subnormals come up. */
    static Arbitrary<Double> values(ElementType type) {
        return switch (type) {
            case FLOAT64 ->
                Arbitraries.oneOf(
                        Arbitraries.longs().map(Double::longBitsToDouble),
                        Arbitraries.of(-0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE));
            case FLOAT32 -> Arbitraries.integers().map(bits -> (double) Float.intBitsToFloat(bits));
            case FLOAT16 -> Arbitraries.shorts().map(HalfFloat::toDouble);
            default ->
                Arbitraries.longs()
                        .map(n -> type == ElementType.UINT64 ? (n >>> 1) * 2.0 : n)
                        .map(n -> reduced(n, type))
                        .filter(type::holds);
        };
    }

    /** Into the range of a narrow type, most of which would be filtered away otherwise. */
    private static double reduced(double n, ElementType type) {
        return type.bytes() == 8 || type.holds(n) ? n : Math.rint(n % Math.scalb(1.0, 8 * type.bytes() - 1));
    }
}
