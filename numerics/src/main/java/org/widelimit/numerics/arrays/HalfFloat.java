package org.widelimit.numerics.arrays;

/**
 * IEEE 754 binary16: sign s (1 bit), exponent e (5 bits), fraction m (10 bits), with value
 *
 * <pre>
 *   (-1)^s 2^(e-25) (1024 + m)   for 0 &lt; e &lt; 31
 *   (-1)^s 2^(-24) m             for e = 0 (zeros and subnormals)
 *   (-1)^s infinity, or NaN      for e = 31 with m = 0, or m &gt; 0
 * </pre>
 */
final class HalfFloat {

    private static final int FRACTION_BITS = 10;
    private static final int FRACTION_MASK = 0x3ff;
    private static final int EXPONENT_MASK = 0x1f;
    private static final short NAN = 0x7e00;
    private static final short INFINITY = 0x7c00;
    private static final int MAX_EXPONENT = 15;
    private static final int MIN_EXPONENT = -14;

    private HalfFloat() {}

    /** The value of a bit pattern; every binary16 is a double. */
    static double toDouble(short bits) {
        int exponent = (bits >> FRACTION_BITS) & EXPONENT_MASK;
        int fraction = bits & FRACTION_MASK;
        double magnitude;
        if (exponent == 0) {
            magnitude = Math.scalb((double) fraction, MIN_EXPONENT - FRACTION_BITS);
        } else if (exponent < EXPONENT_MASK) {
            magnitude = Math.scalb((double) (fraction | 1 << FRACTION_BITS), exponent - MAX_EXPONENT - FRACTION_BITS);
        } else {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    /** True when {@code value} is zero, infinite, NaN or one of the finite binary16 numbers. */
    static boolean isExact(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return true;
        }
        int exponent = Math.getExponent(value);
        if (exponent > MAX_EXPONENT) {
            return false;
        }
        double units = inUnitsOfLastPlace(value, exponent);
        return units == Math.rint(units);
    }

    /** The bit pattern of a value for which {@link #isExact} holds; every NaN becomes the same one. */
    static short toBits(double value) {
        if (Double.isNaN(value)) {
            return NAN;
        }
        short sign = (short) (Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0);
        if (value == 0 || Double.isInfinite(value)) {
            return (short) (sign | (value == 0 ? 0 : INFINITY));
        }
        int exponent = Math.getExponent(value);
        int units = (int) Math.abs(inUnitsOfLastPlace(value, exponent));
        // For a normal number the leading bit of the units adds the one that turns e - 1 into e.
        int biased = Math.max(exponent, MIN_EXPONENT) + MAX_EXPONENT - 1;
        return (short) (sign | ((biased << FRACTION_BITS) + units));
    }

    /** Scaling by a power of two is exact here: a value so small that it is not is no binary16 and stays fractional. */
    private static double inUnitsOfLastPlace(double value, int exponent) {
        return Math.scalb(value, FRACTION_BITS - Math.max(exponent, MIN_EXPONENT));
    }
}
