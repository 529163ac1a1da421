package org.widelimit.validation.study;

import org.jspecify.annotations.Nullable;

/**
 * What an engine is opened with.
 *
 * @param threads worker threads of this process, at least 1
 * @param master where the engine's cluster is, or null for none
 */
public record EngineOptions(int threads, @Nullable String master) {

    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least one thread, found " + threads);
        }
    }
}
