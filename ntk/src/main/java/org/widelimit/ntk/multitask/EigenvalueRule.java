package org.widelimit.ntk.multitask;

import java.util.Arrays;

/**
 * {@code w_i = (lambda~ / lambda_i)^a} (equations 14, 15 and 18 with a = 1/2).
 *
 * <p>Under these weights task i, left alone, decays at {@code w_i lambda_i = lambda~^a lambda_i^(1-a)} along its top eigenvector: equal rates need a = 1, and a = 1/2 leaves a ratio of {@code (lambda_1/lambda_2)^(1/2)}. (With
 * w_i^2 lambda_i for the rate, as Proposition 3.3 has it, a = 1/2 would do.)
 *
 * @param exponent a >= 0
 */
public record EigenvalueRule(double exponent, Normalisation normalisation) {
    /** Eigenvalues below this share of the largest count as it: the weight of a task without gradient stays finite. */
    private static final double FLOOR = 1e-12;

    public EigenvalueRule {
        if (!(exponent >= 0 && exponent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected an exponent >= 0, found " + exponent);
        }
    }

    /** Equation 15: a = 1/2, the mean. */
    public static EigenvalueRule printed() {
        return new EigenvalueRule(0.5, Normalisation.MEAN);
    }

    /** The weights for these lambda_i >= 0; 1 where all vanish. */
    public double[] weights(double... eigenvalues) {
        double largest = Arrays.stream(eigenvalues).max().orElse(0);
        if (!(largest > 0)) {
            return Weights.ones(eigenvalues.length);
        }
        double reference = normalisation.of(eigenvalues);
        return Arrays.stream(eigenvalues)
                .map(lambda -> Math.pow(reference / Math.max(lambda, FLOOR * largest), exponent))
                .toArray();
    }
}
