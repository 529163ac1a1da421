package org.widelimit.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.special.Erf;
import org.widelimit.networks.Sinusoid.Wave;
import org.widelimit.numerics.InputException;

/**
 * The activations known by name.
 *
 * <table>
 * <caption>formulas; {@code Phi} and {@code p} are the standard normal distribution function and density</caption>
 * <tr><th>name</th><th>value</th></tr>
 * <tr><td>relu, abs, linear</td><td>{@code max(z, 0)}, {@code |z|}, {@code z}</td></tr>
 * <tr><td>leaky:a</td><td>{@code z > 0 ? z : a z}; a = 0.01 unless written</td></tr>
 * <tr><td>abrelu:a,b</td><td>{@code a min(z, 0) + b max(z, 0)}</td></tr>
 * <tr><td>sign, step</td><td>{@code -1, 0 or 1}; {@code [z > 0]}</td></tr>
 * <tr><td>rectified-power:p</td><td>{@code [z > 0] z^p}</td></tr>
 * <tr><td>erf:a,b,c</td><td>{@code a erf(b z) + c}; erf(z) unless written</td></tr>
 * <tr><td>probit</td><td>{@code Phi(z)}</td></tr>
 * <tr><td>gelu</td><td>{@code z Phi(z)}</td></tr>
 * <tr><td>tanh, sigmoid</td><td>{@code tanh(z)}, {@code 1/(1 + exp(-z))}</td></tr>
 * <tr><td>silu, softplus</td><td>{@code z/(1 + exp(-z))}, {@code log(1 + exp(z))}</td></tr>
 * <tr><td>elu:a</td><td>{@code z > 0 ? z : a (exp(z) - 1)}; a = 1 unless written</td></tr>
 * <tr><td>selu</td><td>{@code s elu:a} with the two constants of arXiv 1706.02515</td></tr>
 * <tr><td>sin:a,b,c, cos:a,b,c</td><td>{@code a sin(b z + c)}, {@code a cos(b z + c)}; a = b = 1, c = 0 unless written</td></tr>
 * <tr><td>rbf:g</td><td>{@code sqrt(2) sin(sqrt(2 g) z + pi/4)}, whose dual is {@code exp(-g E(u-v)^2)}; g = 1 unless written</td></tr>
 * <tr><td>exp:a,b</td><td>{@code a exp(b z)}; a = b = 1 unless written</td></tr>
 * <tr><td>gaussian:a,b</td><td>{@code a exp(b z^2)}, b &lt; 0; a = 1, b = -1 unless written</td></tr>
 * <tr><td>gabor</td><td>{@code exp(-z^2) sin(z)}</td></tr>
 * <tr><td>monomial:n, polynomial:c0,c1,...</td><td>{@code z^n}, {@code sum_k c_k z^k}</td></tr>
 * <tr><td>hermite:n</td><td>{@code h_n(z)}, the Hermite polynomial with {@code E h_n(Z)^2 = 1}</td></tr>
 * </table>
 *
 * <p>GELU is the exact one of D. Hendrycks and K. Gimpel, arXiv 1606.08415, not its tanh approximation.
 */
public final class Activations {
    private static final double ONE_OVER_SQRT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);
    private static final double DEFAULT_LEAK = 0.01;
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    private static final int LARGEST_DEGREE = 32;
    private static final String LEAKY = "leaky";

    /** {@code max(z, 0)}, with {@code phi'(0) = 0}. */
    public static final Activation RELU = new PiecewiseLinear("relu", new Slopes(0, 1));

    /** {@code z > 0 ? z : 0.01 z}, with {@code phi'(0) = 0.01}. */
    public static final Activation LEAKY_RELU = leaky(DEFAULT_LEAK);

    /** {@code |z|}, with {@code phi'(0) = -1}. */
    public static final Activation ABS = new PiecewiseLinear("abs", new Slopes(-1, 1));

    /** {@code z}. */
    public static final Activation LINEAR = new PiecewiseLinear("linear", new Slopes(1, 1));

    /** {@code -1, 0 or 1}, with derivative 0: the point mass at 0 is left out. */
    public static final Activation SIGN = new Formula("sign", Math::signum, z -> 0, z -> 0, List.of(0.0));

    /** {@code [z > 0]}, with derivative 0: the point mass at 0 is left out. */
    public static final Activation STEP = new RectifiedPower("step", 0);

    /** {@code erf(z) = 2/sqrt(pi) int_0^z exp(-t^2) dt}. */
    public static final Activation ERF = new ErrorFunction("erf", 1, 1, 0);

    /** {@code Phi(z) = (1 + erf(z / sqrt 2)) / 2}. */
    public static final Activation PROBIT = new ErrorFunction("probit", 0.5, Math.sqrt(0.5), 0.5);

    /** {@code z Phi(z)}. */
    public static final Activation GELU = new Formula(
            "gelu",
            z -> z * normalCdf(z),
            z -> normalCdf(z) + z * normalDensity(z),
            z -> (2 - z * z) * normalDensity(z));

    /** {@code tanh(z)}. */
    public static final Activation TANH = new Formula(
            "tanh",
            Math::tanh,
            SmoothFormulas::tanhDerivative,
            z -> -2 * Math.tanh(z) * SmoothFormulas.tanhDerivative(z));

    /** {@code 1 / (1 + exp(-z))}. */
    public static final Activation SIGMOID = new Formula(
            "sigmoid",
            SmoothFormulas::sigmoid,
            SmoothFormulas::sigmoidDerivative,
            SmoothFormulas::sigmoidSecondDerivative);

    /** {@code z / (1 + exp(-z))}. */
    public static final Activation SILU = new Formula(
            "silu",
            z -> z * SmoothFormulas.sigmoid(z),
            z -> SmoothFormulas.sigmoid(z) + z * SmoothFormulas.sigmoidDerivative(z),
            z -> 2 * SmoothFormulas.sigmoidDerivative(z) + z * SmoothFormulas.sigmoidSecondDerivative(z));

    /** {@code log(1 + exp(z))}. */
    public static final Activation SOFTPLUS = new Formula(
            "softplus", SmoothFormulas::softplus, SmoothFormulas::sigmoid, SmoothFormulas::sigmoidDerivative);

    /** {@code s (z > 0 ? z : a (exp(z) - 1))} with s = 1.0507..., a = 1.6732... (G. Klambauer et al., arXiv 1706.02515). */
    public static final Activation SELU = SmoothFormulas.elu("selu", SELU_SCALE, SELU_ALPHA);

    /** {@code exp(-z^2) sin(z)}. */
    public static final Activation GABOR = new Formula(
            "gabor",
            z -> Math.exp(-z * z) * Math.sin(z),
            z -> Math.exp(-z * z) * (Math.cos(z) - 2 * z * Math.sin(z)),
            z -> Math.exp(-z * z) * ((4 * z * z - 3) * Math.sin(z) - 4 * z * Math.cos(z)));

    private static final Map<String, ActivationFamily> FAMILIES = families();

    private Activations() {}

    /**
     * {@code z > 0 ? z : slope z}, with {@code phi'(0) = slope}.
     *
     * @param slope any finite number; -1 gives the absolute value
     */
    public static Activation leaky(double slope) {
        return new PiecewiseLinear(name(LEAKY, slope), new Slopes(slope, 1));
    }

    /** {@code a min(z, 0) + b max(z, 0)}, with {@code phi'(0) = a}. */
    public static Activation abRelu(double a, double b) {
        return new PiecewiseLinear(name("abrelu", a, b), new Slopes(a, b));
    }

    /** {@code [z > 0] z^p}, p = 0 to 20; p = 1 is {@link #RELU}, p = 0 {@link #STEP}. */
    public static Activation rectifiedPower(int p) {
        if (p == 1) {
            return RELU;
        }
        return p == 0 ? STEP : new RectifiedPower(name("rectified-power", p), p);
    }

    /** {@code a erf(b z) + c}. */
    public static Activation erf(double a, double b, double c) {
        return a == 1 && b == 1 && c == 0 ? ERF : new ErrorFunction(name("erf", a, b, c), a, b, c);
    }

    /** {@code a sin(b z + c)}. */
    public static Activation sin(double a, double b, double c) {
        return new Sinusoid(name("sin", a, b, c), Wave.SINE, a, b, c);
    }

    /** {@code a cos(b z + c)}. */
    public static Activation cos(double a, double b, double c) {
        return new Sinusoid(name("cos", a, b, c), Wave.COSINE, a, b, c);
    }

    /** {@code sqrt(2) sin(sqrt(2 g) z + pi/4)} for {@code g > 0}: {@code E phi(u) phi(v) = exp(-g E(u - v)^2)}. */
    public static Activation rbf(double g) {
        if (!(g > 0)) {
            throw new IllegalArgumentException("expected g > 0, found " + g);
        }
        return new Sinusoid(name("rbf", g), Wave.SINE, Math.sqrt(2), Math.sqrt(2 * g), 0.25 * Math.PI);
    }

    /** {@code a exp(b z)}. */
    public static Activation exp(double a, double b) {
        return new Exponential(name("exp", a, b), a, b);
    }

    /** {@code a exp(b z^2)} for {@code b < 0}. */
    public static Activation gaussian(double a, double b) {
        return new Gaussian(name("gaussian", a, b), a, b);
    }

    /** {@code z > 0 ? z : a (exp(z) - 1)}, with {@code phi'(0) = a}. */
    public static Activation elu(double a) {
        return SmoothFormulas.elu(name("elu", a), 1, a);
    }

    /** {@code z^n}, n = 0 to 32. */
    public static Activation monomial(int n) {
        return new PolynomialActivation(name("monomial", n), 0, unitVector(n, 1));
    }

    /** {@code sum_k c_k z^k}, at most 33 coefficients. */
    public static Activation polynomial(double... c) {
        return new PolynomialActivation(
                name("polynomial", c), 0, Arrays.stream(c).boxed().toList());
    }

    /** {@code h_n(z)}, n = 0 to 32: the Hermite polynomial that is orthonormal under the standard normal distribution. */
    public static Activation hermite(int n) {
        double factorial = 1;
        for (int k = 2; k <= n; k++) {
            factorial *= k;
        }
        return new PolynomialActivation(name("hermite", n), 1, unitVector(n, 1 / Math.sqrt(factorial)));
    }

    /** The names that {@link Activation#named} knows, without parameters, in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(FAMILIES.keySet());
    }

    /** The same with their parameters as they are written: {@code leaky[:slope]}, {@code monomial:n}. */
    public static List<String> usages() {
        return FAMILIES.values().stream().map(ActivationFamily::usage).toList();
    }

    static Activation named(String name) {
        String asked = name.strip().toLowerCase(Locale.ROOT);
        int colon = asked.indexOf(':');
        ActivationFamily family = FAMILIES.get(colon < 0 ? asked : asked.substring(0, colon));
        if (family == null) {
            throw new InputException(
                    "expected an activation out of " + String.join(", ", usages()) + ", found \"" + name + "\"");
        }
        return colon < 0 ? family.member(name) : family.member(asked.substring(colon + 1), name);
    }

    private static Map<String, ActivationFamily> families() {
        List<ActivationFamily> all = new ArrayList<>();
        for (Activation only :
                List.of(RELU, ABS, LINEAR, SIGN, STEP, PROBIT, GELU, TANH, SIGMOID, SILU, SOFTPLUS, SELU, GABOR)) {
            all.add(ActivationFamily.of(only));
        }
        all.add(ActivationFamily.optional(LEAKY, "slope", p -> leaky(p[0]), DEFAULT_LEAK));
        all.add(ActivationFamily.required("abrelu", "a,b", 2, p -> abRelu(p[0], p[1])));
        all.add(ActivationFamily.required("rectified-power", "p", 1, p -> rectifiedPower(integer(p[0]))));
        all.add(ActivationFamily.optional("erf", "a,b,c", p -> erf(p[0], p[1], p[2]), 1, 1, 0));
        all.add(ActivationFamily.optional("sin", "a,b,c", p -> sin(p[0], p[1], p[2]), 1, 1, 0));
        all.add(ActivationFamily.optional("cos", "a,b,c", p -> cos(p[0], p[1], p[2]), 1, 1, 0));
        all.add(ActivationFamily.optional("rbf", "g", p -> rbf(p[0]), 1));
        all.add(ActivationFamily.optional("exp", "a,b", p -> exp(p[0], p[1]), 1, 1));
        all.add(ActivationFamily.optional("gaussian", "a,b", p -> gaussian(p[0], p[1]), 1, -1));
        all.add(ActivationFamily.optional("elu", "a", p -> elu(p[0]), 1));
        all.add(ActivationFamily.required("monomial", "n", 1, p -> monomial(integer(p[0]))));
        all.add(ActivationFamily.required("polynomial", "c0,c1,...", LARGEST_DEGREE + 1, Activations::polynomial));
        all.add(ActivationFamily.required("hermite", "n", 1, p -> hermite(integer(p[0]))));
        Map<String, ActivationFamily> map = new TreeMap<>();
        for (ActivationFamily family : all) {
            map.put(family.name(), family);
        }
        return map;
    }

    private static List<Double> unitVector(int n, double last) {
        if (n < 0 || n > LARGEST_DEGREE) {
            throw new IllegalArgumentException("expected a degree from 0 to " + LARGEST_DEGREE + ", found " + n);
        }
        List<Double> c = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            c.add(0.0);
        }
        c.add(last);
        return c;
    }

    private static int integer(double x) {
        if (x != Math.rint(x) || Math.abs(x) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected an integer, found " + x);
        }
        return (int) x;
    }

    private static String name(String family, double... parameters) {
        List<String> texts = new ArrayList<>();
        for (double p : parameters) {
            texts.add(shortest(p));
        }
        return family + ":" + String.join(",", texts);
    }

    private static String shortest(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
    }

    private static double normalDensity(double z) {
        return ONE_OVER_SQRT_TWO_PI * Math.exp(-0.5 * z * z);
    }

    private static double normalCdf(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }
}
