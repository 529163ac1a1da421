package org.widelimit.ntk.multitask;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackends;

/**
 * NTKMTL-SR: {@link EigenvalueRule} on the gradients by the shared representation instead of the shared parameters (equations 16 to 18, algorithm 2). One pass through the trunk a step.
 *
 * @param chunks n >= 1
 * @param representation which of its two readings
 */
public record NtkmtlSr(EigenvalueRule rule, int chunks, Representation representation) implements TaskWeighting {
    public NtkmtlSr {
        if (chunks < 1) {
            throw new IllegalArgumentException("expected at least one chunk, found " + chunks);
        }
    }

    /** a = 1/2, n = 4, as the published code reads it. */
    public static NtkmtlSr defaults() {
        return new NtkmtlSr(EigenvalueRule.printed(), 4, Representation.BATCH);
    }

    @Override
    public String name() {
        return "NTKMTL-SR";
    }

    @Override
    public Run start(int tasks) {
        return step -> {
            ExampleStep examples = ExampleStep.of(step, name());
            double[] largest = new double[tasks];
            for (int i = 0; i < tasks; i++) {
                DMatrixRMaj gram = examples.representationGram(i, chunks, representation);
                largest[i] = DenseBackends.preferred().symmetricEigenvalues(gram)[gram.numRows - 1];
            }
            return rule.weights(largest);
        };
    }
}
