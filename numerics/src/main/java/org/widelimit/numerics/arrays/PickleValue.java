package org.widelimit.numerics.arrays;

import java.util.ArrayList;
import java.util.List;

/**
 * What a pickle can say here: plain data. Containers may hold themselves (a pickle can build cycles), so these values are
 * compared by identity only, and whoever walks them counts its steps.
 */
sealed interface PickleValue {

    /** An integer of at most 64 bits. */
    record Whole(long value) implements PickleValue {}

    /** A text. */
    record Text(String value) implements PickleValue {}

    /** A list, tuple or set. */
    record Items(List<PickleValue> values) implements PickleValue {

        static Items empty() {
            return new Items(new ArrayList<>());
        }
    }

    /** A dict: keys and values by turns, in order. */
    record Dict(List<PickleValue> keysAndValues) implements PickleValue {

        static Dict empty() {
            return new Dict(new ArrayList<>());
        }
    }

    /** A class or function that is known by this full name. It is a name only: there is nothing behind it. */
    record Name(String full) implements PickleValue {}

    /**
     * A block of numbers outside the pickle.
     *
     * @param type its class, which says the type of the numbers
     * @param key the last part of its name in the archive
     * @param elements how many numbers the pickle says it has
     */
    record Storage(String type, String key, long elements) implements PickleValue {}

    /**
     * A view of a storage: element (i_1, ..., i_r) is number offset + i_1 s_1 + ... + i_r s_r. Nothing in it has been
     * checked.
     *
     * @param storage the numbers
     * @param type name of the class or dtype that says how to read them
     * @param offset of the first element
     * @param size extents; should be whole numbers
     * @param stride strides s; should be whole numbers
     */
    record Tensor(Storage storage, String type, long offset, Items size, Items stride) implements PickleValue {}

    /** What carries no array and is passed over. */
    enum Other implements PickleValue {
        /** None. */
        NONE,
        /** True or False. */
        FLAG,
        /** A float, a complex number, an integer beyond 64 bits. */
        NUMBER,
        /** Bytes. */
        BYTES,
        /** A device, a layout. */
        OBJECT
    }
}
