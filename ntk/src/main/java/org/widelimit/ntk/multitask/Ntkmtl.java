package org.widelimit.ntk.multitask;

import org.widelimit.numerics.linalg.DenseBackends;

/**
 * NTKMTL: {@link EigenvalueRule} on lambda_i = lambda_max(J_i J_i^T), the rows of J_i being the gradients by the shared parameters of task i's loss on n chunks of the batch (algorithm 1; the published code takes gradients of losses, the
 * text those of outputs). For n = 1 that is |g_i|^2, and with a = 1/2 all {@code w_i g_i} have one length: the sum of the unit gradients, the same direction for {@code l_i -> c_i l_i}.
 *
 * @param chunks n >= 1
 */
public record Ntkmtl(EigenvalueRule rule, int chunks) implements TaskWeighting {
    public Ntkmtl {
        if (chunks < 1) {
            throw new IllegalArgumentException("expected at least one chunk, found " + chunks);
        }
    }

    /** a = 1/2, n = 1. */
    public static Ntkmtl defaults() {
        return of(0.5);
    }

    /** This exponent, the mean, n = 1. */
    public static Ntkmtl of(double exponent) {
        return new Ntkmtl(new EigenvalueRule(exponent, Normalisation.MEAN), 1);
    }

    @Override
    public String name() {
        return "NTKMTL";
    }

    @Override
    public HeadGradients heads() {
        return HeadGradients.PLAIN;
    }

    @Override
    public Run start(int tasks) {
        return step -> rule.weights(eigenvalues(step));
    }

    /** lambda_i of all tasks. */
    public double[] eigenvalues(TaskStep step) {
        double[] largest = new double[step.tasks()];
        for (int i = 0; i < largest.length; i++) {
            largest[i] = chunks == 1
                    ? step.gram().get(i, i)
                    : DenseBackends.preferred()
                            .symmetricEigenvalues(ExampleStep.of(step, name()).chunkGram(i, chunks))[chunks - 1];
        }
        return largest;
    }
}
