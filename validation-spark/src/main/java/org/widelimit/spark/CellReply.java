package org.widelimit.spark;

import java.io.Serializable;
import java.util.LinkedHashMap;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.claim.Cell;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Measurement;

/** What an executor answers about a cell. */
sealed interface CellReply extends Serializable {

    /** The result of that cell. */
    CellResult resultOf(Cell cell);

    /** The reply that carries a result. */
    static CellReply of(CellResult result) {
        Measurement measurement = result.measurement();
        return measurement == null
                ? new Failed(String.valueOf(result.failure()), result.seconds())
                : new Measured(
                        new LinkedHashMap<>(measurement.numbers()),
                        new LinkedHashMap<>(measurement.notes()),
                        result.seconds());
    }

    /**
     * The claim was measured.
     *
     * @param numbers what it was measured to be, by name
     * @param notes words beside them
     * @param seconds computing time
     */
    record Measured(LinkedHashMap<String, Double> numbers, LinkedHashMap<String, String> notes, double seconds)
            implements CellReply {

        private static final long serialVersionUID = 1;

        @Override
        public CellResult resultOf(Cell cell) {
            return new CellResult(cell, new Measurement(numbers, notes), null, seconds);
        }
    }

    /**
     * The claim's own code failed, as it would have anywhere.
     *
     * @param message of what it threw
     * @param seconds computing time
     */
    record Failed(String message, double seconds) implements CellReply {

        private static final long serialVersionUID = 1;

        @Override
        public CellResult resultOf(Cell cell) {
            return new CellResult(cell, null, message, seconds);
        }
    }

    /**
     * The executor does not compute it, because its bits could be others than the driver's.
     *
     * @param reason what is different
     */
    record Refused(String reason) implements CellReply {

        private static final long serialVersionUID = 1;

        @Override
        public CellResult resultOf(Cell cell) {
            throw new InputException("--engine spark: " + reason);
        }
    }
}
