package org.widelimit.validation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What two reports say differently: seed, scale, options, every number, verdict and text of the claims, the sections and the figures. Not compared are computing times, provenance, and the command that runs a claim again.
 *
 * <p>With tolerance 0 numbers agree when they are the same double. With tolerance t, a and b agree when
 *
 * <pre>{@code |a - b| <= t max(s, |a|, |b|)}</pre>
 *
 * where the scale s is 1 for numbers whose scale is known, and 0, so that the comparison is relative, for all others. It is known of errors of an Identity (they are relative errors, and 0 by the
 * theory, so that what is measured is rounding, of which no digit is the same on another processor), of slacks of a Bound (in units that make instances comparable, and mostly 0 by the theory),
 * with their figures, and of probabilities (a p-value of 1e-9 changes, relatively, by thousands of times what its estimate does). It is not known of other numbers: eigenvalues of 1e-10 and the errors of a Rate are as good as any,
 * and have to agree in their digits. What a claim states, its target and tolerance, is compared relatively always.
 *
 * <p>Whole numbers, such as a seed or a count, always have to be the same. Sentences are made of rounded numbers and are only compared with tolerance 0.
 */
public final class ReportComparison {

    private static final Set<String> NEVER = Set.of("seconds", "provenance", "reproduce");
    private static final Set<String> SENTENCES =
            Set.of("explanation", "counterexample", "caption", "note", "text", "introduction", "table", "multiplicity");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final double tolerance;
    private final Set<String> scaleOne;
    private final List<Difference> differences = new ArrayList<>();

    private ReportComparison(double tolerance, Set<String> scaleOne) {
        this.tolerance = tolerance;
        this.scaleOne = scaleOne;
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
     * @param tolerance t above, at least 0
     */
    public static List<Difference> of(Report first, Report second, double tolerance) {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("expected a tolerance >= 0, found " + tolerance);
        }
        ReportComparison comparison = new ReportComparison(tolerance, placesOfScaleOne(first));
        comparison.compare("", 0, tree(first), tree(second));
        return List.copyOf(comparison.differences);
    }

    private static Set<String> placesOfScaleOne(Report report) {
        Set<String> places = new HashSet<>();
        for (ClaimEntry claim : report.claims()) {
            String entry = "claims[" + claim.id() + "]";
            places.add(entry + ".holmAdjusted");
            if (claim.form() == ClaimForm.IDENTITY || claim.form() == ClaimForm.BOUND) {
                places.add(entry + ".estimate");
                places.add(entry + ".interval");
                places.add("figures[" + Figure.idOf(claim.id()) + "].series");
            }
        }
        return places;
    }

    private static JsonNode tree(Report report) {
        try {
            return MAPPER.readTree(ReportJson.toJson(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written as JSON can be read as JSON", e);
        }
    }

    private void compare(String where, double scaleAround, JsonNode first, JsonNode second) {
        double scale = scaleOne.contains(where) ? 1 : scaleAround;
        if (first.isObject() && second.isObject()) {
            compareChildren(where, scale, fields(first, "."), fields(second, "."));
        } else if (first.isArray() && second.isArray()) {
            compareChildren(where, scale, elements(first), elements(second));
        } else if (!agree(scale, first, second)) {
            differences.add(new Difference(where, first.toString(), second.toString()));
        }
    }

    private void compareChildren(
            String where, double scale, Map<String, JsonNode> first, Map<String, JsonNode> second) {
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
                compare(there, scale, one, other);
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

    private boolean agree(double scale, JsonNode first, JsonNode second) {
        if (tolerance > 0 && first.isFloatingPointNumber() && second.isFloatingPointNumber()) {
            double a = first.asDouble();
            double b = second.asDouble();
            return Math.abs(a - b) <= tolerance * Math.max(scale, Math.max(Math.abs(a), Math.abs(b)));
        }
        return first.equals(second);
    }
}
