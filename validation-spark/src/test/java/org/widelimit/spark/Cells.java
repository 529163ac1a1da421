package org.widelimit.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.study.StoredCells;

/** Cells in a form in which equal means equal bits. */
final class Cells {

    private Cells() {}

    /** What a store holds besides computing times, in the order of the cells. */
    static Map<Cell, String> stored(Path report) {
        return StoredCells.read(report.resolve("cells.jsonl")).cells().stream()
                .collect(Collectors.toMap(
                        CellResult::cell, Cells::bits, (a, b) -> a + " twice", () -> new TreeMap<>(Cell.ORDER)));
    }

    /** Each number by its bits, because 0.0 equals -0.0. */
    static String bits(CellResult result) {
        if (result.measurement() == null) {
            return "failed: " + result.failure();
        }
        String numbers = result.measurement().numbers().entrySet().stream()
                .map(number -> number.getKey() + "=" + Long.toHexString(Double.doubleToRawLongBits(number.getValue())))
                .collect(Collectors.joining(" "));
        return numbers + " " + result.measurement().notes();
    }

    static int count(Path report) throws IOException {
        Path cells = report.resolve("cells.jsonl");
        return Files.exists(cells) ? Files.readAllLines(cells).size() - 1 : 0;
    }
}
