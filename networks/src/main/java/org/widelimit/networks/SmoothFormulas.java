package org.widelimit.networks;

import java.util.List;

/** Formulas of activations with exponentials, none of which overflows or cancels. */
final class SmoothFormulas {
    private SmoothFormulas() {}

    /** {@code 1 / cosh(z)^2}; not 1 - tanh^2, which cancels to 0 beyond |z| = 19, where the derivative is still 1e-16. */
    static double tanhDerivative(double z) {
        double c = Math.cosh(z);
        return 1 / (c * c);
    }

    /** {@code 1 / (1 + exp(-z))}. */
    static double sigmoid(double z) {
        double e = Math.exp(-Math.abs(z));
        return z >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** {@code sigmoid(z) sigmoid(-z)}. */
    static double sigmoidDerivative(double z) {
        double e = Math.exp(-Math.abs(z));
        return e / ((1 + e) * (1 + e));
    }

    /** {@code -sigmoid'(z) tanh(z / 2)}. */
    static double sigmoidSecondDerivative(double z) {
        return -sigmoidDerivative(z) * Math.tanh(0.5 * z);
    }

    /** {@code log(1 + exp(z))}. */
    static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    /** {@code scale (z > 0 ? z : a (exp(z) - 1))}; for a = 1 only the second derivative jumps. */
    static Activation elu(String name, double scale, double a) {
        Parameters.requireFinite(name, a);
        return new Elu(name, scale, a);
    }

    /** A record, so that equal parameters are equal activations. */
    private record Elu(String name, double scale, double a) implements Activation {
        @Override
        public double value(double z) {
            return scale * (z > 0 ? z : a * Math.expm1(z));
        }

        @Override
        public double derivative(double z) {
            return scale * (z > 0 ? 1 : a * Math.exp(z));
        }

        @Override
        public double secondDerivative(double z) {
            return z >= 0 ? 0 : scale * a * Math.exp(z);
        }

        /** Also where only the second derivative jumps: quadrature has to know. */
        @Override
        public List<Double> kinks() {
            return List.of(0.0);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
