package org.widelimit.validation.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.widelimit.validation.claim.CellResult;

/** Keeps the cells of one study in memory, for studies that nobody resumes. */
public class MemoryCellStore implements CellStore {

    private final List<CellResult> cells = new ArrayList<>();

    /** What has been appended, in that order; a view. */
    public final List<CellResult> cells() {
        return Collections.unmodifiableList(cells);
    }

    @Override
    public final List<CellResult> earlier() {
        return List.of();
    }

    @Override
    public void append(CellResult result) {
        cells.add(result);
    }

    @Override
    public final void close() {}
}
