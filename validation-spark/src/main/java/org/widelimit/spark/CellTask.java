package org.widelimit.spark;

import java.io.Serializable;
import org.widelimit.validation.claim.Cell;

/** The coordinates of a cell on their way to an executor. */
record CellTask(String claim, double knob, int replicate) implements Serializable {

    private static final long serialVersionUID = 1;

    static CellTask of(Cell cell) {
        return new CellTask(cell.claim(), cell.knob(), cell.replicate());
    }

    Cell cell() {
        return new Cell(claim, knob, replicate);
    }
}
