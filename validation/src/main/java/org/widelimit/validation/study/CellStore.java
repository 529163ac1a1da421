package org.widelimit.validation.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.widelimit.validation.claim.CellResult;

/** Finished cells, kept as they finish. Used by one thread. */
public interface CellStore extends AutoCloseable {

    /** The cells that were there when the store was opened, in the order in which they had finished. */
    Collection<CellResult> earlier();

    /** Keeps one more cell. When this returns, killing the process loses nothing of it. */
    void append(CellResult result);

    @Override
    void close();

    /**
     * Opens the store in a file, or makes it.
     *
     * <p>The file has a line of JSON for each record and a checksum in each line. A last record that was torn by a
     * killed run is dropped; the file is locked while it is open.
     *
     * @param file in a folder that exists
     * @throws org.widelimit.numerics.InputException if the file is of another study, locked by another run, damaged, or
     * cannot be written
     */
    static CellStore open(Path file, StudyKey key) {
        return FileCellStore.open(file, key);
    }

    /**
     * Opens the store in a file and forgets the cells that are there, or makes it. The file of a run that is alive is left as it is.
     *
     * @param file in a folder that exists
     * @throws org.widelimit.numerics.InputException if the file is locked by another run or cannot be written
     */
    static CellStore replace(Path file, StudyKey key) {
        return FileCellStore.replace(file, key);
    }

    /**
     * Refuses a file that a run has open; one that is not there is free.
     *
     * @throws org.widelimit.numerics.InputException if it is locked by another run or cannot be read
     */
    static void requireFree(Path file) {
        FileCellStore.requireFree(file);
    }

    /** A store that forgets, for calibration and tests. */
    static CellStore inMemory() {
        return of(List.of());
    }

    /** A store that begins with some cells and forgets the others: to judge a report again. */
    static CellStore of(Collection<CellResult> earlier) {
        List<CellResult> copy = new ArrayList<>(earlier);
        return new CellStore() {
            @Override
            public Collection<CellResult> earlier() {
                return List.copyOf(copy);
            }

            @Override
            public void append(CellResult result) {}

            @Override
            public void close() {}
        };
    }
}
