package org.widelimit.numerics.arrays;

import java.nio.ByteOrder;
import org.widelimit.numerics.InputException;

/**
 * What NumPy's type strings say: byte order ({@code <}, {@code >}, {@code =}, {@code |}), a letter, bytes per element.
 *
 * @param element element type
 * @param order byte order
 */
record NpyType(ElementType element, ByteOrder order) {

    private static final String ORDERS = "<>=|";

    /**
     * The type that {@code text} says.
     *
     * @param text a type string
     * @param where names file and entry in messages
     * @throws InputException when it is none of {@link ElementType}; says which kind it is
     */
    static NpyType parse(String text, String where) {
        if (!text.isEmpty() && ORDERS.indexOf(text.charAt(0)) >= 0) {
            String code = text.substring(1);
            for (ElementType element : ElementType.values()) {
                if (element.code().equals(code)) {
                    return new NpyType(element, order(text.charAt(0)));
                }
            }
        }
        throw refused("'" + text + "'" + kind(text), where);
    }

    /** The type string that Widelimit writes: little endian. */
    static String written(ElementType element) {
        return (element.bytes() == 1 ? "|" : "<") + element.code();
    }

    /** The exception for a type that is none of ours. */
    static InputException refused(String found, String where) {
        return new InputException(
                where + ": expected a bool, integer (1 to 8 bytes) or float (2, 4 or 8 bytes) type, found " + found);
    }

    /** '=' is the writer's own order and '|' says that there is none to choose: NumPy takes both for this machine's. */
    private static ByteOrder order(char mark) {
        return switch (mark) {
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.BIG_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
    }

    private static String kind(String text) {
        String letters = text.isEmpty() || ORDERS.indexOf(text.charAt(0)) < 0 ? text : text.substring(1);
        return switch (letters.isEmpty() ? ' ' : letters.charAt(0)) {
            case 'O' -> " (Python objects: a pickle, which is never executed here)";
            case 'c' -> " (complex numbers)";
            case 'S', 'a', 'U' -> " (text)";
            case 'M', 'm' -> " (dates or durations)";
            case 'V' -> " (raw bytes)";
            default -> "";
        };
    }
}
