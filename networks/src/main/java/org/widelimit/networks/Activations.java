package org.widelimit.networks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;
import org.widelimit.numerics.InputException;

/**
 * The activations known by name.
 *
 * <table>
 * <caption>formulas; {@code Phi} and {@code p} are the standard normal distribution function and density</caption>
 * <tr><th>name</th><th>value</th><th>derivative</th><th>second derivative</th></tr>
 * <tr><td>relu</td><td>{@code max(z, 0)}</td><td>{@code [z > 0]}</td><td>0</td></tr>
 * <tr><td>leaky:a</td><td>{@code z > 0 ? z : a z}</td><td>{@code z > 0 ? 1 : a}</td><td>0</td></tr>
 * <tr><td>erf</td><td>{@code erf(z)}</td><td>{@code 2/sqrt(pi) exp(-z^2)}</td><td>{@code -2 z phi'(z)}</td></tr>
 * <tr><td>gelu</td><td>{@code z Phi(z)}</td><td>{@code Phi(z) + z p(z)}</td><td>{@code (2 - z^2) p(z)}</td></tr>
 * <tr><td>tanh</td><td>{@code tanh(z)}</td><td>{@code 1 / cosh(z)^2}</td><td>{@code -2 tanh(z) / cosh(z)^2}</td></tr>
 * <tr><td>linear</td><td>{@code z}</td><td>1</td><td>0</td></tr>
 * </table>
 *
 * <p>GELU is the exact one of D. Hendrycks and K. Gimpel, arXiv 1606.08415, not its tanh approximation.
 */
public final class Activations {
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
    private static final double ONE_OVER_SQRT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);
    private static final double DEFAULT_LEAK = 0.01;
    private static final String LEAKY = "leaky";

    /** {@code max(z, 0)}, with {@code phi'(0) = 0}. */
    public static final Activation RELU = new PiecewiseLinear("relu", new Slopes(0, 1));

    /** {@code z > 0 ? z : 0.01 z}, with {@code phi'(0) = 0.01}. */
    public static final Activation LEAKY_RELU = leaky(DEFAULT_LEAK);

    /** {@code erf(z) = 2/sqrt(pi) int_0^z exp(-t^2) dt}. */
    public static final Activation ERF =
            new Smooth("erf", Erf::erf, Activations::erfDerivative, z -> -2 * z * erfDerivative(z));

    /** {@code z Phi(z)}. */
    public static final Activation GELU = new Smooth(
            "gelu",
            z -> z * normalCdf(z),
            z -> normalCdf(z) + z * normalDensity(z),
            z -> (2 - z * z) * normalDensity(z));

    /** {@code tanh(z)}. */
    public static final Activation TANH =
            new Smooth("tanh", Math::tanh, Activations::tanhDerivative, z -> -2 * Math.tanh(z) * tanhDerivative(z));

    /** {@code z}. */
    public static final Activation LINEAR = new PiecewiseLinear("linear", new Slopes(1, 1));

    private static final Map<String, Activation> BY_NAME = byName(RELU, LEAKY_RELU, ERF, GELU, TANH, LINEAR);

    private Activations() {}

    /**
     * {@code z > 0 ? z : slope z}, with {@code phi'(0) = slope}.
     *
     * @param slope any finite number; -1 gives the absolute value
     */
    public static Activation leaky(double slope) {
        return new PiecewiseLinear(LEAKY + ":" + shortest(slope), new Slopes(slope, 1));
    }

    /** The names that {@link Activation#named} knows, without parameters, in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    static Activation named(String name) {
        String asked = name.strip().toLowerCase(Locale.ROOT);
        Activation known = BY_NAME.get(asked);
        if (known != null) {
            return known;
        }
        if (asked.startsWith(LEAKY + ":")) {
            return leaky(leakOf(asked.substring(LEAKY.length() + 1), name));
        }
        throw new InputException("expected an activation out of " + String.join(", ", names()) + " (or " + LEAKY
                + ":SLOPE), found \"" + name + "\"");
    }

    private static double leakOf(String text, String name) {
        try {
            double slope = Double.parseDouble(text);
            if (Double.isFinite(slope)) {
                return slope;
            }
        } catch (NumberFormatException e) {
            throw new InputException("expected a number after \"" + LEAKY + ":\", found \"" + name + "\"", e);
        }
        throw new InputException("expected a finite slope after \"" + LEAKY + ":\", found \"" + name + "\"");
    }

    private static Map<String, Activation> byName(Activation... all) {
        Map<String, Activation> map = new TreeMap<>();
        for (Activation activation : all) {
            map.put(activation.name().replaceAll(":.*", ""), activation);
        }
        return map;
    }

    private static String shortest(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
    }

    private static double erfDerivative(double z) {
        return TWO_OVER_SQRT_PI * Math.exp(-z * z);
    }

    private static double tanhDerivative(double z) {
        // Not 1 - tanh^2: that cancels to 0 beyond |z| = 19, where the derivative is still 1e-16.
        double c = Math.cosh(z);
        return 1 / (c * c);
    }

    private static double normalDensity(double z) {
        return ONE_OVER_SQRT_TWO_PI * Math.exp(-0.5 * z * z);
    }

    private static double normalCdf(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }

    private record PiecewiseLinear(String name, Slopes slopes) implements Activation {
        @Override
        public double value(double z) {
            return z > 0 ? slopes.positive() * z : slopes.negative() * z;
        }

        @Override
        public double derivative(double z) {
            return z > 0 ? slopes.positive() : slopes.negative();
        }

        @Override
        public double secondDerivative(double z) {
            return 0;
        }

        @Override
        public Optional<Slopes> homogeneity() {
            return Optional.of(slopes);
        }

        @Override
        public List<Double> kinks() {
            return slopes.negative() == slopes.positive() ? List.of() : List.of(0.0);
        }
    }

    private record Smooth(
            String name, DoubleUnaryOperator function, DoubleUnaryOperator first, DoubleUnaryOperator second)
            implements Activation {
        @Override
        public double value(double z) {
            return function.applyAsDouble(z);
        }

        @Override
        public double derivative(double z) {
            return first.applyAsDouble(z);
        }

        @Override
        public double secondDerivative(double z) {
            return second.applyAsDouble(z);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
