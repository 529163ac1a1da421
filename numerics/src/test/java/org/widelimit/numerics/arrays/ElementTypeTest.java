package org.widelimit.numerics.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementTypeTest {

    /** Doubles at and beside the limits of all types, and any others. */
    @Provide
    Arbitrary<Double> doubles() {
        Arbitrary<Double> powers = Arbitraries.integers().between(-1074, 1023).map(e -> Math.scalb(1.0, e));
        Arbitrary<Double> near = Arbitraries.oneOf(
                powers.map(Math::nextUp), powers.map(Math::nextDown), powers.map(x -> x - 1), powers.map(x -> x + 1));
        Arbitrary<Double> small = Arbitraries.integers().between(-70000, 70000).map(n -> n / 2.0);
        Arbitrary<Double> halves = Arbitraries.shorts().map(HalfFloat::toDouble);
        return Arbitraries.oneOf(
                powers,
                near,
                near.map(x -> -x),
                small,
                halves,
                halves.map(Math::nextUp),
                Arbitraries.integers().map(bits -> (double) Float.intBitsToFloat(bits)),
                Arbitraries.longs().map(Double::longBitsToDouble));
    }

    @Property(tries = 5000)
    void integersHoldWholeNumbersOfTheirRange(@ForAll("doubles") double value, @ForAll ElementType type) {
        if (!type.isInteger()) {
            return;
        }
        boolean signed = type.name().startsWith("INT");
        int bits = type == ElementType.BOOL ? 1 : 8 * type.bytes() - (signed ? 1 : 0);
        BigDecimal limit = new BigDecimal(BigInteger.TWO.pow(bits));
        boolean expected = false;
        if (Double.isFinite(value)) {
            BigDecimal exact = new BigDecimal(value);
            expected = exact.stripTrailingZeros().scale() <= 0
                    && exact.compareTo(limit) < 0
                    && exact.compareTo(signed ? limit.negate() : BigDecimal.ZERO) >= 0;
        }
        assertThat(type.holds(value)).isEqualTo(expected);
    }

    @Property(tries = 5000)
    void halfFloatsHoldThe63490NumbersThatThereAre(@ForAll("doubles") double value) {
        assertThat(ElementType.FLOAT16.holds(value)).isEqualTo(Halves.ALL.contains(value + 0.0));
    }

    @Property(tries = 5000)
    void floatsHoldWhatSurvivesTheCast(@ForAll("doubles") double value) {
        assertThat(ElementType.FLOAT32.holds(value)).isEqualTo(Double.compare((float) value, value) == 0);
        assertThat(ElementType.FLOAT64.holds(value)).isTrue();
    }

    @Test
    void everyHalfFloatComesBackFromItsValue() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            double value = HalfFloat.toDouble((short) bits);
            short expected = Double.isNaN(value) ? 0x7e00 : (short) bits;
            assertThat(HalfFloat.toBits(value)).as("pattern %04x", bits).isEqualTo(expected);
        }
        assertThat(Halves.ALL).hasSize(63490);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 1, b1",
        "INT8, 1, i1",
        "UINT8, 1, u1",
        "INT16, 2, i2",
        "UINT16, 2, u2",
        "INT32, 4, i4",
        "UINT32, 4, u4",
        "INT64, 8, i8",
        "UINT64, 8, u8",
        "FLOAT16, 2, f2",
        "FLOAT32, 4, f4",
        "FLOAT64, 8, f8"
    })
    void sizesAndCodes(ElementType type, int bytes, String code) {
        assertThat(type.bytes()).isEqualTo(bytes);
        assertThat(type.code()).isEqualTo(code);
        assertThat(type.isInteger()).isEqualTo(!code.startsWith("f"));
    }

    /** 2 zeros (equal as numbers), 2 x 1023 subnormals, 2 x 30 x 1024 normals, 2 infinities, NaN: 63490 values. */
    private static final class Halves {
        private static final Set<Double> ALL = IntStream.range(0, 1 << 16)
                .mapToObj(bits -> HalfFloat.toDouble((short) bits) + 0.0)
                .collect(Collectors.toUnmodifiableSet());
    }
}
