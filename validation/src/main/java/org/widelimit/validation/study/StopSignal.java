package org.widelimit.validation.study;

import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a study to stop; from any thread, a signal handler included. */
public final class StopSignal {

    private final AtomicBoolean requested = new AtomicBoolean();

    /** Asks to stop. */
    public void request() {
        requested.set(true);
    }

    /** Whether it was asked to stop. */
    public boolean isRequested() {
        return requested.get();
    }
}
