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
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.report.Scale;

/**
 * What the file of a store holds, for those who only read it: no lock, no key that has to agree.
 *
 * @param scale at which the study ran
 * @param cells in the order in which they finished
 */
public record StoredCells(Scale scale, List<CellResult> cells) {

    public StoredCells {
        cells = List.copyOf(cells);
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
            Optional<CellResult> cell = next(text.readLine(), lines);
            while (cell.isPresent()) {
                cells.add(cell.get());
                cell = next(text.readLine(), lines);
            }
            return new StoredCells(scale, cells);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw noStore(file);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Optional<CellResult> next(@Nullable String line, CellLines lines) {
        return line == null ? Optional.empty() : lines.cell(line);
    }

    private static InputException noStore(Path file) {
        return new InputException("expected the cells of a study in " + file + ", found another kind of file");
    }
}
