package org.widelimit.ntk.kernel;

/** Hears how far a computation has come. Called from the computing threads, never by two at once, with {@code done} increasing. */
@FunctionalInterface
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = (done, total) -> {};

    /** {@code done} of {@code total} equal steps are complete. */
    void completed(long done, long total);
}
