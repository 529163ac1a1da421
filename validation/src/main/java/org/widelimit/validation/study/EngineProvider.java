package org.widelimit.validation.study;

/**
 * An engine that comes with another module, found by {@link java.util.ServiceLoader}. It is made for every {@code --engine}, so its constructor has to be cheap and must not need the
 * libraries that only {@link #open} needs.
 */
public interface EngineProvider {

    /** The word after {@code --engine}. */
    String name();

    /**
     * Gets the engine ready to run cells.
     *
     * @throws org.widelimit.numerics.InputException if the options do not fit, a library is missing, or what they name cannot be reached within a bounded time
     */
    Engine open(EngineOptions options);
}
