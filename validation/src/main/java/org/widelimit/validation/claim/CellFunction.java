package org.widelimit.validation.claim;

/** What a claim measures in one cell: a pure function of the context. */
@FunctionalInterface
public interface CellFunction {

    /**
     * Measures one cell. Whatever it throws makes the claim an ERROR with that message.
     *
     * @throws Exception when the measurement fails
     */
    Measurement measure(CellContext cell) throws Exception;
}
