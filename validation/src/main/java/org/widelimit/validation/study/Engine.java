package org.widelimit.validation.study;

import java.util.List;
import java.util.function.Function;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;

/** Runs cells. What comes out does not depend on the engine, nor on the order in which it runs them. */
public interface Engine extends AutoCloseable {

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
     * @param runner what running a cell takes
     * @param next is told of each finished cell, by one thread at a time, and answers with further cells
     * @param stop is looked at several times a second; a thread interrupt has the same effect, and stays set
     */
    Outcome run(List<Cell> first, CellRunner runner, Function<CellResult, List<Cell>> next, StopSignal stop);

    /** Which engine it is and where it runs cells, in a few words for the provenance of a report. */
    String description();

    /** Lets go of what it holds; an engine of this process alone holds nothing. */
    @Override
    default void close() {}
}
