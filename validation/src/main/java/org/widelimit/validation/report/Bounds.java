package org.widelimit.validation.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** A finite interval [lower, upper]; in JSON a list of two numbers. */
public record Bounds(double lower, double upper) {

    public Bounds {
        if (!Double.isFinite(lower) || !Double.isFinite(upper) || lower > upper) {
            throw new IllegalArgumentException("expected finite lower <= upper, found [" + lower + ", " + upper + "]");
        }
    }

    /** The interval written as two numbers. */
    @JsonCreator
    public static Bounds of(List<Double> ends) {
        if (ends.size() != 2) {
            throw new IllegalArgumentException("expected an interval of two numbers, found " + ends.size());
        }
        return new Bounds(ends.get(0), ends.get(1));
    }

    @JsonValue
    List<Double> ends() {
        return List.of(lower, upper);
    }
}
