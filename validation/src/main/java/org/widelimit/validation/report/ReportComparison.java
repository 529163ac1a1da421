package org.widelimit.validation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What two reports say differently: seed, scale, options, every number, verdict and text of the claims, the figures and the section on real input. Not compared are computing times and
 * provenance.
 *
 * <p>With tolerance 0 numbers agree when they are the same double; with tolerance t when they differ by at most t times the larger of them. Sentences are made of rounded numbers and are only
 * compared with tolerance 0.
 */
public final class ReportComparison {

    private static final Set<String> NEVER = Set.of("seconds", "provenance");
    private static final Set<String> SENTENCES =
            Set.of("explanation", "counterexample", "caption", "note", "text", "introduction", "table", "multiplicity");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final double tolerance;
    private final List<Difference> differences = new ArrayList<>();

    private ReportComparison(double tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * One difference.
     *
     * @param where the way to it, such as {@code claims[graphon/C5].estimate}
     * @param first what the first report has there, or {@code nothing}
     * @param second what the second has
     */
    public record Difference(String where, String first, String second) {}

    /**
     * The differences, in the order of the reports; empty when they agree.
     *
     * @param tolerance relative, at least 0
     */
    public static List<Difference> of(Report first, Report second, double tolerance) {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("expected a tolerance >= 0, found " + tolerance);
        }
        ReportComparison comparison = new ReportComparison(tolerance);
        comparison.compare("", tree(first), tree(second));
        return List.copyOf(comparison.differences);
    }

    private static JsonNode tree(Report report) {
        try {
            return MAPPER.readTree(ReportJson.toJson(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written as JSON can be read as JSON", e);
        }
    }

    private void compare(String where, JsonNode first, JsonNode second) {
        if (first.isObject() && second.isObject()) {
            compareChildren(where, fields(first, "."), fields(second, "."));
        } else if (first.isArray() && second.isArray()) {
            compareChildren(where, elements(first), elements(second));
        } else if (!agree(first, second)) {
            differences.add(new Difference(where, first.toString(), second.toString()));
        }
    }

    private void compareChildren(String where, Map<String, JsonNode> first, Map<String, JsonNode> second) {
        Set<String> names = new LinkedHashSet<>(first.keySet());
        names.addAll(second.keySet());
        for (String name : names) {
            String there = where.isEmpty() && name.startsWith(".") ? name.substring(1) : where + name;
            JsonNode one = first.get(name);
            JsonNode other = second.get(name);
            if (one == null || other == null) {
                differences.add(new Difference(
                        there, one == null ? "nothing" : "something", other == null ? "nothing" : "something"));
            } else {
                compare(there, one, other);
            }
        }
    }

    private Map<String, JsonNode> fields(JsonNode object, String prefix) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> {
            boolean compared =
                    !NEVER.contains(field.getKey()) && (tolerance == 0 || !SENTENCES.contains(field.getKey()));
            if (compared) {
                fields.put(prefix + field.getKey(), field.getValue());
            }
        });
        return fields;
    }

    /** Elements by their id where they have one, so that a missing claim does not make all later ones differ. */
    private static Map<String, JsonNode> elements(JsonNode array) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        for (JsonNode element : array) {
            String id = element.path("id").asText();
            elements.put("[" + (id.isEmpty() ? elements.size() : id) + "]", element);
        }
        return elements;
    }

    private boolean agree(JsonNode first, JsonNode second) {
        if (first.isNumber() && second.isNumber()) {
            double a = first.asDouble();
            double b = second.asDouble();
            return Double.compare(a, b) == 0 || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
        }
        return first.equals(second);
    }
}
