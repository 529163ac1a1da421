package org.widelimit.validation.study;

import java.util.List;
import java.util.function.Function;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;

/** Runs cells. What comes out does not depend on the engine, nor on the order in which it runs them. */
public interface Engine {

    /** How a run of an engine ended. */
    enum Outcome {
        /** Nothing was left to run. */
        FINISHED,
        /** It was asked to stop; what had finished was handed over. */
        STOPPED
    }

    /**
     * Runs the cells, and those that follow from them.
     *
     * @param first the cells to begin with
     * @param runner runs one cell, in any thread; a failure is part of its result
     * @param next is told of each finished cell, by one thread at a time, and answers with further cells
     * @param stop is looked at several times a second; a thread interrupt has the same effect, and stays set
     */
    Outcome run(
            List<Cell> first,
            Function<Cell, CellResult> runner,
            Function<CellResult, List<Cell>> next,
            StopSignal stop);
}
