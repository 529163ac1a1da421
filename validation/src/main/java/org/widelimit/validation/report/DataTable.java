package org.widelimit.validation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small table of texts; numbers come formatted, and are set flush right where a cell reads as a number.
 *
 * @param columns the head
 * @param rows cells, as many as columns in each row
 */
public record DataTable(@Nullable String caption, List<String> columns, List<List<String>> rows) {

    public DataTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "expected " + columns.size() + " cells in a row of the table, found " + row.size());
            }
        }
    }
}
