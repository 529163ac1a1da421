package org.widelimit.ntk.kernel;

import java.util.Objects;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;

/**
 * How a kernel is computed. Of these the backend alone may change a result, in its last bits: the tiles are the same for any number of threads.
 *
 * @param threads {@code >= 1}; each runs the backend by itself
 * @param backend for products of matrices
 * @param progress hears about completed tiles
 */
public record Execution(int threads, DenseBackend backend, ProgressListener progress) {
    public Execution {
        Objects.requireNonNull(backend);
        Objects.requireNonNull(progress);
        if (threads < 1) {
            throw new IllegalArgumentException("expected threads >= 1, found " + threads);
        }
    }

    /** All processors, the preferred backend, no listener. */
    public static Execution preferred() {
        return of(Runtime.getRuntime().availableProcessors());
    }

    /** This many threads, the preferred backend, no listener. */
    public static Execution of(int threads) {
        return new Execution(threads, DenseBackends.preferred(), ProgressListener.NONE);
    }

    /** The same with another backend. */
    public Execution withBackend(DenseBackend other) {
        return new Execution(threads, other, progress);
    }

    /** The same with another listener. */
    public Execution withProgress(ProgressListener listener) {
        return new Execution(threads, backend, listener);
    }
}
