package org.widelimit.validation.claim;

/**
 * A single number from a context.
 *
 * @param <C> a {@link CellContext} or an {@link Instance}
 */
@FunctionalInterface
public interface NumberFunction<C> {

    /**
     * The number; anything thrown makes the claim an ERROR.
     *
     * @throws Exception when there is none
     */
    double of(C context) throws Exception;
}
