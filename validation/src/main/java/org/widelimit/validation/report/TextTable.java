package org.widelimit.validation.report;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text: first column left, the others aligned right. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    /** A table of this header. */
    public static TextTable of(String... header) {
        return new TextTable().row(header);
    }

    /** Adds a row with as many cells as the header. */
    public TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The same table in Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            text.append("| ").append(String.join(" | ", rows.get(r))).append(" |\n");
            if (r == 0) {
                text.append("|---")
                        .append("|---:".repeat(rows.get(0).size() - 1))
                        .append("|\n");
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                String padding = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? row.get(c) + padding : "  " + padding + row.get(c));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
