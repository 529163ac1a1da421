package org.widelimit.validation.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.report.Scale;

/**
 * What the file of a store holds, for those who only read it: no lock, no key that has to agree.
 *
 * @param scale at which the study ran
 * @param cells in the order in which they finished
 * @param damagedLine the number of the first line that holds no cell, with which reading ended; 0 if all do
 */
public record StoredCells(Scale scale, List<CellResult> cells, int damagedLine) {

    /** The first line says what study it is. */
    private static final int FIRST_CELL = 2;

    public StoredCells {
        cells = List.copyOf(cells);
    }

    /** Cells that were read without damage. */
    public StoredCells(Scale scale, List<CellResult> cells) {
        this(scale, cells, 0);
    }

    /**
     * Reads the file up to its first damaged line, as a run that resumes it would.
     *
     * @throws InputException if it is not there, cannot be read, or is another kind of file
     */
    public static StoredCells read(Path file) {
        CellLines lines = new CellLines();
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String first = text.readLine();
            Map<String, String> key =
                    Optional.ofNullable(first).flatMap(lines::key).orElseThrow(() -> noStore(file));
            Scale scale = Scale.named(key.getOrDefault("scale", ""));
            List<CellResult> cells = new ArrayList<>();
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                Optional<CellResult> cell = lines.cell(line);
                if (cell.isEmpty()) {
                    return new StoredCells(scale, cells, FIRST_CELL + cells.size());
                }
                cells.add(cell.get());
            }
            return new StoredCells(scale, cells);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw noStore(file);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static InputException noStore(Path file) {
        return new InputException("expected the cells of a study in " + file + ", found another kind of file");
    }
}
