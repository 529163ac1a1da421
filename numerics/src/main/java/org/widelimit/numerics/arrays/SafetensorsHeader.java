package org.widelimit.numerics.arrays;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;

/** Reads the JSON header of a safetensors file: {@code {NAME: {"dtype", "shape", "data_offsets"}, ...}}. */
final class SafetensorsHeader {

    private static final String METADATA = "__metadata__";

    /** Names are used once here: a table of them would only be a place to grow. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(8).build())
            .build();

    private final JsonParser json;
    private final String where;

    private SafetensorsHeader(JsonParser json, String where) {
        this.json = json;
        this.where = where;
    }

    /**
     * The entries that {@code text} lists, in its order.
     *
     * @param where names the file in messages
     * @throws InputException when it is no such header; says where
     */
    static List<SafetensorsEntry> parse(String text, String where) {
        try (JsonParser json = JSON.createParser(text)) {
            return new SafetensorsHeader(json, where).entries();
        } catch (JsonProcessingException e) {
            throw new InputException(where + ": malformed header: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("reading a text does not fail", e);
        }
    }

    private List<SafetensorsEntry> entries() throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, "an object");
        List<SafetensorsEntry> entries = new ArrayList<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            require(json.nextToken() == JsonToken.START_OBJECT, "an object for \"" + name + '"');
            if (name.equals(METADATA)) {
                json.skipChildren();
            } else {
                entries.add(entry(name));
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "a name");
        require(json.nextToken() == null, "nothing after the header's object");
        return entries;
    }

    private SafetensorsEntry entry(String name) throws IOException {
        @Nullable String dtype = null;
        @Nullable List<Long> shape = null;
        @Nullable List<Long> offsets = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            switch (field) {
                case "dtype" -> {
                    dtype = json.nextTextValue();
                    require(dtype != null, "a text for the dtype of \"" + name + '"');
                }
                case "shape" -> shape = numbers(name, field);
                case "data_offsets" -> offsets = numbers(name, field);
                default ->
                    throw failure("expected dtype, shape and data_offsets of \"" + name + "\", found \"" + field + '"');
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
            throw failure("expected dtype, shape and two data_offsets of \"" + name + "\", found fewer or more");
        }
        int[] extents = Shapes.checked(shape, where + ", array '" + name + "'");
        return new SafetensorsEntry(name, dtype, extents, offsets.get(0), offsets.get(1));
    }

    /** A list of whole numbers from 0 to the largest long. */
    private List<Long> numbers(String name, String field) throws IOException {
        require(json.nextToken() == JsonToken.START_ARRAY, "a list for the " + field + " of \"" + name + '"');
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT && numbers.size() <= Shapes.MAX_RANK) {
            long number = json.getLongValue();
            require(number >= 0, "whole numbers >= 0 in the " + field + " of \"" + name + '"');
            numbers.add(number);
        }
        require(
                json.currentToken() == JsonToken.END_ARRAY,
                "at most " + Shapes.MAX_RANK + " whole numbers in the " + field + " of \"" + name + '"');
        return numbers;
    }

    private void require(boolean condition, String expected) {
        if (!condition) {
            throw failure("expected " + expected + ", found something else at character "
                    + json.currentTokenLocation().getCharOffset());
        }
    }

    private InputException failure(String what) {
        return new InputException(where + ": malformed header: " + what);
    }
}
