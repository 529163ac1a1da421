package org.widelimit.validation.claim;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.threads.Inherited;

/**
 * A cell that was run: its measurement, or why there is none.
 *
 * @param measurement finite numbers, or null
 * @param failure message of the failure, or null; one of the two is null
 * @param seconds computing time; nothing depends on it
 */
public record CellResult(
        Cell cell,
        @Nullable Measurement measurement,
        @Nullable String failure,
        double seconds) {

    public CellResult {
        Objects.requireNonNull(cell, "cell");
        if ((measurement == null) == (failure == null)) {
            throw new IllegalArgumentException("expected a measurement or a failure of cell " + cell);
        }
    }

    /**
     * Runs a cell of a claim, with its backend for whatever it calls. Failures and numbers that are not finite become
     * part of the result; nothing is thrown.
     */
    public static CellResult run(Claim claim, CellContext context) {
        long start = System.nanoTime();
        Measurement measurement = null;
        String failure = null;
        try (Inherited.Scope backend = DenseBackends.prefer(context.backend())) {
            measurement = claim.measure(context);
            failure = notFinite(measurement);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "interrupted";
        } catch (Throwable e) {
            // Even OutOfMemoryError: it ends this claim, and the others go on.
            failure = e.getMessage() == null ? e.toString() : e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new CellResult(context.cell(), failure == null ? measurement : null, failure, seconds);
    }

    private static @Nullable String notFinite(Measurement measurement) {
        for (Map.Entry<String, Double> number : measurement.numbers().entrySet()) {
            if (!Double.isFinite(number.getValue())) {
                return "expected a finite number, found \"" + number.getKey() + "\" = " + number.getValue();
            }
        }
        return null;
    }
}
