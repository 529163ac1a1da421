package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.widelimit.validation.report.ReportComparison;

/** The differences of two reports, as JSON and as text. */
record DifferenceList(List<ReportComparison.Difference> differences, double tolerance) {

    private static final int SHOWN = 40;

    DifferenceList {
        differences = List.copyOf(differences);
    }

    ObjectNode json(String first, String second) {
        ObjectNode json = Command.object();
        Json.put(json, "tolerance", tolerance);
        ArrayNode list = json.putArray("differences");
        for (ReportComparison.Difference difference : differences) {
            list.addObject()
                    .put("where", difference.where())
                    .put(first, difference.first())
                    .put(second, difference.second());
        }
        return json;
    }

    String text(String first, String second) {
        String precision = tolerance == 0 ? "bit for bit" : "within a tolerance of " + tolerance;
        if (differences.isEmpty()) {
            return String.format("every number agrees %s%n", precision);
        }
        StringBuilder text = new StringBuilder();
        for (ReportComparison.Difference difference : differences.subList(0, Math.min(SHOWN, differences.size()))) {
            text.append(String.format(
                    "%s: %s %s, %s %s%n", difference.where(), first, difference.first(), second, difference.second()));
        }
        return text.append(String.format("%d differences (compared %s)%n", differences.size(), precision))
                .toString();
    }
}
