package org.widelimit.networks;

/** What the parameters of activations have in common. */
final class Parameters {
    private Parameters() {}

    static void requireFinite(String name, double... parameters) {
        for (double p : parameters) {
            if (!Double.isFinite(p)) {
                throw new IllegalArgumentException("expected finite parameters, found " + p + " in " + name);
            }
        }
    }

    /** {@code z^n} for {@code n >= 0}, by multiplication: exact where the result is. */
    static double power(double z, int n) {
        double result = 1;
        for (int k = 0; k < n; k++) {
            result *= z;
        }
        return result;
    }
}
