package org.widelimit.numerics.arrays;

/** How long an array of Java may be. */
public final class ArrayLength {

    /** 2^31 - 9: virtual machines keep a few words of an array for themselves. */
    public static final int LARGEST = Integer.MAX_VALUE - 8;

    private ArrayLength() {}
}
