package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.study.StoredCells;

/** A report with its store of cells: what a run that was broken off has to keep, and whether it came to what an undisturbed run comes to. */
record StoredReport(Path folder) {

    StoredReport copyTo(Path other) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, other.resolve(folder.relativize(file)));
            }
        }
        return new StoredReport(other);
    }

    Path cells() {
        return folder.resolve("cells.jsonl");
    }

    /** The records of the store, without the last one if it is torn: what no run may lose. */
    byte[] wholeRecords() throws IOException {
        byte[] bytes = Files.readAllBytes(cells());
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    void storeBeginsWith(byte[] records) throws IOException {
        assertThat(Arrays.copyOf(Files.readAllBytes(cells()), records.length)).isEqualTo(records);
    }

    /** The measured cells; one that was run twice is there twice. */
    private List<List<Object>> measured() {
        return StoredCells.read(cells()).cells().stream()
                .filter(result -> result.measurement() != null)
                .map(StoredReport::numbers)
                .toList();
    }

    private static List<Object> numbers(CellResult result) {
        return List.of(result.cell(), String.valueOf(result.measurement()));
    }

    private Map<String, String> figures() throws IOException {
        Map<String, String> figures = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("figures"))) {
            for (Path file : files.toList()) {
                figures.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return figures;
    }

    /** Files under temporary names, wherever. */
    List<Path> temporaries() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).toList();
        }
    }

    /** The same to the product's own comparison, in the bytes of the figures and in the cells, each of which was measured once. */
    void equalsUndisturbed(StoredReport undisturbed) throws IOException {
        CommandLineRunner comparison = CommandLineRunner.run("report", folder, "--diff", undisturbed.folder);
        assertThat(comparison.exitCode())
                .as(comparison.out() + comparison.err())
                .isZero();
        assertThat(figures()).isNotEmpty().isEqualTo(undisturbed.figures());
        assertThat(measured()).isNotEmpty().containsExactlyInAnyOrderElementsOf(undisturbed.measured());
        assertThat(temporaries()).isEmpty();
    }
}
