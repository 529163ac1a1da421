package org.widelimit.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.widelimit.testing.Spoiler;

/**
 * Spoils a JSON text: nodes replaced by others of the same or another kind, missing, doubled or under other names, and the text as bytes one time in
 * four.
 */
public final class JsonSpoiler {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_EDITS = 3;

    /** What a field may be instead. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "-1",
            "3",
            "0.5",
            "-0.0",
            "2147483647",
            "-2147483648",
            "4294967296",
            "9223372036854775808",
            "1e308",
            "1e999",
            "-1e999",
            "\"\"",
            "\" \"",
            "\"text\"",
            "\"two\\nlines \\u2028 \\ud800\"",
            "\"../up\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"REFUTED\"",
            "\"category\"",
            "\"\\\\frac{\\\\sum_{\"",
            "[]",
            "{}",
            "[null]",
            "[1, 2]",
            "[[]]",
            "[\"a\", \"a\"]",
            "{\"a\": null}",
            "{\"type\": \"xy\"}",
            "[".repeat(200) + "]".repeat(200));

    private final Spoiler spoiler;

    /** @param seed decides everything that is done */
    public JsonSpoiler(long seed) {
        this.spoiler = new Spoiler(
                seed, List.of("null", "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "[".repeat(2000), "\u00ff"));
    }

    /** A spoilt text, as bytes. */
    public byte[] spoilt(String good) {
        return spoiler.below(4) == 0
                ? spoiler.spoilt(good.getBytes(StandardCharsets.UTF_8))
                : spoiltTree(good).getBytes(StandardCharsets.UTF_8);
    }

    /** Spoilt, and JSON still. */
    public String spoiltTree(String good) {
        try {
            JsonNode root = MAPPER.readTree(good);
            for (int edits = 1 + spoiler.below(1 + spoiler.below(MOST_EDITS)); edits > 0; edits--) {
                edit(spoiler.oneOf(containers(root)));
            }
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of them. */
    public <T> T oneOf(List<T> choices) {
        return spoiler.oneOf(choices);
    }

    /** A number in 0..bound-1. */
    public int below(int bound) {
        return spoiler.below(bound);
    }

    /** The root and what lies in it that has something in it. */
    private static List<ContainerNode<?>> containers(JsonNode root) {
        List<ContainerNode<?>> found = new ArrayList<>();
        if (root instanceof ContainerNode<?> container) {
            found.add(container);
        }
        for (JsonNode child : root) {
            if (child.isContainerNode() && !child.isEmpty()) {
                found.addAll(containers(child));
            }
        }
        return found;
    }

    private void edit(ContainerNode<?> container) throws JsonProcessingException {
        if (container.isEmpty()) {
            return;
        }
        JsonNode value = MAPPER.readTree(spoiler.oneOf(VALUES));
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = spoiler.oneOf(names);
            switch (spoiler.below(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(spoiler.oneOf(names), object.get(name));
                case 2 -> object.set(name + "2", object.remove(name));
                default -> object.set(name, value);
            }
        } else if (container instanceof ArrayNode array) {
            int index = spoiler.below(array.size());
            switch (spoiler.below(4)) {
                case 0 -> array.remove(index);
                case 1 -> array.add(array.get(index).deepCopy());
                default -> array.set(index, value);
            }
        }
    }
}
