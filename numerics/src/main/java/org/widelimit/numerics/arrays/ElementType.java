package org.widelimit.numerics.arrays;

/**
 * What one element of an array file is. In memory every element is a {@code double}; the type says which doubles an array
 * may hold, so that a write is always exact.
 */
public enum ElementType {
    /** 0 or 1. */
    BOOL(1, Kind.BOOL),
    /** Signed integer of 8 bits. */
    INT8(1, Kind.SIGNED),
    /** Unsigned integer of 8 bits. */
    UINT8(1, Kind.UNSIGNED),
    /** Signed integer of 16 bits. */
    INT16(2, Kind.SIGNED),
    /** Unsigned integer of 16 bits. */
    UINT16(2, Kind.UNSIGNED),
    /** Signed integer of 32 bits. */
    INT32(4, Kind.SIGNED),
    /** Unsigned integer of 32 bits. */
    UINT32(4, Kind.UNSIGNED),
    /** Signed integer of 64 bits; only those that a double holds exactly. */
    INT64(8, Kind.SIGNED),
    /** Unsigned integer of 64 bits; only those that a double holds exactly. */
    UINT64(8, Kind.UNSIGNED),
    /** IEEE 754 binary16. */
    FLOAT16(2, Kind.FLOAT),
    /** IEEE 754 binary32. */
    FLOAT32(4, Kind.FLOAT),
    /** IEEE 754 binary64. */
    FLOAT64(8, Kind.FLOAT);

    /** The letters are those of NumPy's type strings. */
    enum Kind {
        BOOL('b'),
        SIGNED('i'),
        UNSIGNED('u'),
        FLOAT('f');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    private final int bytes;
    private final Kind kind;

    ElementType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** Bytes per element in a file. */
    public int bytes() {
        return bytes;
    }

    /** True for the types that hold whole numbers only, BOOL among them. */
    public boolean isInteger() {
        return kind != Kind.FLOAT;
    }

    /**
     * True when this type holds {@code value} exactly. The float types hold infinities, zeros of both signs and NaN (which
     * one is not kept); the integer types take -0.0 as 0.
     */
    public boolean holds(double value) {
        if (kind == Kind.FLOAT) {
            return Double.isNaN(value) || rounded(value) == value;
        }
        // 2^63 and 2^64 are doubles but not elements: the upper limits are exclusive.
        return value == Math.rint(value) && value >= lowest() && value < limit();
    }

    /** The type's name in NumPy's type strings, without the byte order: {@code f8}, {@code u1}. */
    String code() {
        return kind.letter + Integer.toString(bytes);
    }

    private double rounded(double value) {
        return switch (this) {
            case FLOAT16 -> HalfFloat.isExact(value) ? value : Double.NaN;
            case FLOAT32 -> (float) value;
            default -> value;
        };
    }

    private double lowest() {
        return kind == Kind.SIGNED ? -Math.scalb(1.0, 8 * bytes - 1) : 0;
    }

    private double limit() {
        return switch (kind) {
            case BOOL -> 2;
            case SIGNED -> Math.scalb(1.0, 8 * bytes - 1);
            default -> Math.scalb(1.0, 8 * bytes);
        };
    }
}
