package org.widelimit.ntk.dynamics;

import java.util.Objects;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;

/**
 * How the squared error is trained.
 *
 * @param averaging what it is divided by
 * @param ridge weight decay
 * @param backend for eigenvectors and products
 */
public record MseOptions(Averaging averaging, Ridge ridge, DenseBackend backend) {
    public MseOptions {
        Objects.requireNonNull(averaging);
        Objects.requireNonNull(ridge);
        Objects.requireNonNull(backend);
    }

    /** Mean over the examples, as {@link org.widelimit.networks.MeanSquaredError}; no ridge; the preferred backend. */
    public static MseOptions defaults() {
        return new MseOptions(Averaging.EXAMPLES, Ridge.none(), DenseBackends.preferred());
    }

    /** The same with another divisor of the loss. */
    public MseOptions withAveraging(Averaging other) {
        return new MseOptions(other, ridge, backend);
    }

    /** The same with another ridge. */
    public MseOptions withRidge(Ridge other) {
        return new MseOptions(averaging, other, backend);
    }

    /** The same with another backend. */
    public MseOptions withBackend(DenseBackend other) {
        return new MseOptions(averaging, ridge, other);
    }
}
