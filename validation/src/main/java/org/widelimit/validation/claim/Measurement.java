package org.widelimit.validation.claim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named numbers, in order, and named notes for people. A number may be NaN or infinite here; the claim is then an
 * ERROR.
 *
 * @param numbers at least one
 * @param notes texts that belong to the numbers: the counterexample
 */
public record Measurement(Map<String, Double> numbers, Map<String, String> notes) {

    public Measurement {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one number in a measurement, found none");
        }
    }

    /** One named number. */
    public static Measurement of(String name, double value) {
        return new Measurement(Map.of(name, value), Map.of());
    }

    /** The same measurement with one more number. */
    public Measurement and(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(numbers);
        if (more.put(name, value) != null) {
            throw new IllegalArgumentException("expected one number \"" + name + "\" in a measurement, found two");
        }
        return new Measurement(more, notes);
    }

    /** The same measurement with one more note. */
    public Measurement withNote(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(notes);
        more.put(name, text);
        return new Measurement(numbers, more);
    }

    /**
     * The number of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public double number(String name) {
        Double value = numbers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("expected a number \"" + name + "\", found " + numbers.keySet());
        }
        return value;
    }
}
