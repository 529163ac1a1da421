package org.widelimit.validation.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    public StoredCells {
        cells = List.copyOf(cells);
    }

    /** Cells that were read without damage. */
    public StoredCells(Scale scale, List<CellResult> cells) {
        this(scale, cells, 0);
    }

    /**
     * Reads the cells before the first damaged line. A last line that was torn by a killed run is such a line, and so is
     * one in the middle, whatever follows it; a run that resumes the file drops the former and refuses the latter.
     *
     * @throws InputException if it is not there, cannot be read, or is another kind of file
     */
    public static StoredCells read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            CellScan found = CellScan.of(bytes);
            Map<String, String> key = found.key();
            if (key == null) {
                throw CellScan.noStore(file);
            }
            return new StoredCells(Scale.named(key.getOrDefault("scale", "")), found.cells(), found.damagedLine());
        } catch (IllegalArgumentException e) {
            throw CellScan.noStore(file);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
