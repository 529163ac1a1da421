package org.widelimit.numerics.arrays;

/** Numbers in text files: those that every program writes the same way, without the suffixes and hexadecimals of Java. */
final class Decimals {

    private Decimals() {}

    /**
     * The number that {@code text} says: digits with a sign, a point and an exponent, or nan, inf and infinity in any
     * case.
     *
     * @throws NumberFormatException when it says none
     */
    static double parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return special(text);
            }
        }
        return Double.parseDouble(text);
    }

    private static double special(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String word = signed ? text.substring(1) : text;
        if (word.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw new NumberFormatException(text);
    }
}
