package org.widelimit.numerics.files;

import java.io.IOException;

/**
 * A consumer that may fail with an {@link IOException}.
 *
 * @param <T> what is consumed
 */
@FunctionalInterface
public interface IoConsumer<T> {

    /**
     * Uses {@code value}.
     *
     * @throws IOException when what it reads or writes fails
     */
    void accept(T value) throws IOException;
}
