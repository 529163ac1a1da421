package org.widelimit.ntk.multitask;

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
        double largest = 0;
        for (double lambda : eigenvalues) {
            largest = Math.max(largest, lambda);
        }
        double[] weights = new double[eigenvalues.length];
        double reference = normalisation.of(eigenvalues);
        for (int i = 0; i < weights.length; i++) {
            double ratio = largest > 0 ? reference / Math.max(eigenvalues[i], FLOOR * largest) : 1;
            weights[i] = exponent == 0.5 ? Math.sqrt(ratio) : Math.pow(ratio, exponent);
        }
        return weights;
    }
}
