package org.widelimit.validation.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list of doubles with gaps: a value that is not finite is a gap, NaN here and null in JSON. Two are equal when
 * they have the same bits.
 */
@JsonSerialize(using = Numbers.Writer.class)
public final class Numbers {

    private final double[] values;

    private Numbers(double[] values) {
        this.values = values;
    }

    /** A copy of the values; infinities become gaps. */
    public static Numbers of(double... values) {
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = Double.isFinite(copy[i]) ? copy[i] : Double.NaN;
        }
        return new Numbers(copy);
    }

    @JsonCreator
    static Numbers from(List<@Nullable Double> values) {
        double[] copy = new double[values.size()];
        for (int i = 0; i < copy.length; i++) {
            Double value = values.get(i);
            copy[i] = value == null ? Double.NaN : value;
        }
        return of(copy);
    }

    /** How many, gaps included. */
    public int size() {
        return values.length;
    }

    /** The value at an index from 0, NaN for a gap. */
    public double get(int index) {
        return values[index];
    }

    /** A copy of the values. */
    public double[] toArray() {
        return values.clone();
    }

    /** The same numbers rounded to a number of significant digits. */
    Numbers rounded(int digits) {
        return new Numbers(Arrays.stream(values)
                .map(value -> NumberText.rounded(value, digits))
                .toArray());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Numbers numbers && Arrays.equals(values, numbers.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }

    /** One list, with null for a gap. */
    static final class Writer extends JsonSerializer<Numbers> {

        @Override
        public void serialize(Numbers numbers, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartArray();
            for (double value : numbers.values) {
                if (Double.isNaN(value)) {
                    json.writeNull();
                } else {
                    json.writeNumber(value);
                }
            }
            json.writeEndArray();
        }
    }
}
