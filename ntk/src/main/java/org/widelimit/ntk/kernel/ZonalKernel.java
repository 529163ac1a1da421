package org.widelimit.ntk.kernel;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.kernel.AngleSeries;

/**
 * A kernel on a sphere as the function {@code h} of one variable that it is: for inputs of one norm every layer of {@link DenseNtk} depends on their cosine {@code rho} alone,
 *
 * <pre>  K(x, y) = h(rho),   rho = x.y / (|x| |y|) = cos t,   |x| = |y|.</pre>
 *
 * <p>For a homogeneous activation (relu, leaky relu, linear) without bias {@code h} is proportional to {@code q = K_0(x, x)}, and inputs of any norms have {@code K(x, y) = sqrt(q_x q_y) h_1(rho)}
 * with the {@code h_1} of q = 1.
 *
 * <p><b>Form.</b> {@code h = E(sin t) + cos t O(sin t)} with the even and the odd part of h. For piecewise linear activations both are analytic in {@code s = sin t} in [0, 1], singular on the other
 * side, at s = -1, where the angle turns back: Chebyshev coefficients fall like {@code (3 + sqrt 8)^-k}, and 24 of each give all digits. So all layers cost one square root and two short polynomials. They are the interpolants in
 * Chebyshev points of the recursion of the layers, which is evaluated at {@code +-rho} with {@code 1 - rho} formed from s. Smooth activations have singularities of their own, in the complex plane, nearer for larger variances: the number of
 * terms is doubled until the coefficients have fallen to rounding.
 *
 * <p><b>Accuracy.</b> About 1e-15 of h(1), for all angles: t = 0 and t = pi are no special cases. Immutable.
 */
public final class ZonalKernel {
    private static final int FEWEST_NODES = 32;
    private static final int MOST_NODES = 1024;

    /** The last quarter of the coefficients has to be below it, of the largest value: it is then rounding in the values, of which deeper networks have more. */
    private static final double LARGEST_TAIL = 0x1.0p-49;

    private static final double ROUNDING = 0x1.0p-53;

    /** Between the largest of some random numbers and the largest of a few more. */
    private static final double NOISE_MARGIN = 4;

    /** Beyond it powers would lose digits, and a loop over layers costs no more. */
    private static final int MOST_POWERS = 40;

    /** How much larger than the values the terms of the sum of powers may be: so many roundings are lost. */
    private static final double LARGEST_SUM = 16;

    private final ChebyshevSeries even;
    private final ChebyshevSeries odd;
    private final ChebyshevSeries evenDerivative;
    private final ChebyshevSeries oddDerivative;
    private final int terms;

    private ZonalKernel(ChebyshevSeries even, ChebyshevSeries odd, int terms) {
        this.even = even;
        this.odd = odd;
        this.evenDerivative = even.derivative();
        this.oddDerivative = odd.derivative();
        this.terms = terms;
    }

    /**
     * The covariance of the outputs at initialisation, {@code h(rho) = K_L}.
     *
     * @param inputVariance {@code q = Vw |x|^2 / d + Vb}, finite, positive and at least Vb
     * @throws ArithmeticException if so many layers of such an activation are not resolved by 1024 terms
     */
    public static ZonalKernel nngp(KernelOptions options, double inputVariance) {
        return required(find(options, inputVariance, MOST_NODES), options).nngp();
    }

    /**
     * The tangent kernel, {@code h(rho) = Theta_L}.
     *
     * @param inputVariance {@code q = Vw |x|^2 / d + Vb}, finite, positive and at least Vb
     * @throws ArithmeticException if so many layers of such an activation are not resolved by 1024 terms
     */
    public static ZonalKernel ntk(KernelOptions options, double inputVariance) {
        return required(find(options, inputVariance, MOST_NODES), options).ntk();
    }

    private static Pair required(Optional<Pair> found, KernelOptions options) {
        return found.orElseThrow(() -> new ArithmeticException("expected a kernel that " + MOST_NODES
                + " Chebyshev terms resolve, found " + options.hiddenLayers() + " layers of "
                + options.activation().name() + " that they do not"));
    }

    /** {@code h(rho)} for {@code -1 <= rho <= 1}. The rounding of a rho near 1 is a change of the angle by its square root: {@link #atAngle} has none. */
    public double value(double rho) {
        if (!(Math.abs(rho) <= 1)) {
            throw new IllegalArgumentException("expected a cosine from -1 to 1, found " + rho);
        }
        return value(Math.sqrt((1 - rho) * (1 + rho)), rho);
    }

    /** {@code h(cos t)} for {@code 0 <= t <= pi}. */
    public double atAngle(double t) {
        return value(Math.sin(t), Math.cos(t));
    }

    private double value(double sine, double cosine) {
        double y = 2 * sine - 1;
        return even.value(y) + cosine * odd.value(y);
    }

    /**
     * {@code dh/dt} of {@code h(cos t)} for {@code 0 <= t <= pi}; at t = 0 and pi one-sided. Finite where {@code h'(rho)} is not: the tangent kernel of relu has {@code h'(rho) ~ (1 - rho)^(-1/2)} at 1.
     */
    public double angleDerivative(double t) {
        double s = Math.sin(t);
        double c = Math.cos(t);
        double y = 2 * s - 1;
        return 2 * c * (evenDerivative.value(y) + c * oddDerivative.value(y)) - s * odd.value(y);
    }

    /** {@code h'(rho) = -(dh/dt) / sin t} for {@code -1 < rho < 1}; its digits go like {@code sqrt(1 - rho^2)}. */
    public double derivative(double rho) {
        double s = Math.sqrt((1 - rho) * (1 + rho));
        if (!(s > 0)) {
            throw new IllegalArgumentException("expected a cosine between -1 and 1, found " + rho);
        }
        double y = 2 * s - 1;
        return odd.value(y) - 2 * rho / s * (evenDerivative.value(y) + rho * oddDerivative.value(y));
    }

    /** For a table or a plot: rows {@code t, rho = cos t, h(rho)} for so many equal steps from t = 0 to pi, both ends among them. */
    public DMatrixRMaj table(int rows) {
        if (rows < 2) {
            throw new IllegalArgumentException("expected two rows or more, found " + rows);
        }
        DMatrixRMaj table = new DMatrixRMaj(rows, 3);
        for (int k = 0; k < rows; k++) {
            double t = Math.PI * k / (rows - 1);
            // The sine of the nearest double to pi is not 0.
            double sine = k == rows - 1 ? 0 : Math.sin(t);
            double cosine = k == rows - 1 ? -1 : Math.cos(t);
            table.set(k, 0, t);
            table.set(k, 1, cosine);
            table.set(k, 2, value(sine, cosine));
        }
        return table;
    }

    /** The same in powers of {@code y = 2 sin t - 1}, which is what costs least for many pairs; empty where that would cost digits. */
    Optional<AngleSeries> series() {
        if (terms > MOST_POWERS) {
            return Optional.empty();
        }
        double[] evenPowers = even.powers();
        double[] oddPowers = odd.powers();
        double sum = 0;
        for (int k = 0; k < evenPowers.length; k++) {
            sum += Math.abs(evenPowers[k]) + Math.abs(oddPowers[k]);
        }
        return sum > LARGEST_SUM * Math.abs(value(1))
                ? Optional.empty()
                : Optional.of(AngleSeries.of(evenPowers, oddPowers));
    }

    /** How many Chebyshev terms the even and the odd part have each. */
    public int terms() {
        return terms;
    }

    /** Both kernels of one network. */
    record Pair(ZonalKernel nngp, ZonalKernel ntk) {}

    /** Both kernels, if so many nodes resolve them. */
    static Optional<Pair> find(KernelOptions options, double inputVariance, int mostNodes) {
        if (!(inputVariance > 0 && inputVariance >= options.biasVariance()) || Double.isInfinite(inputVariance)) {
            throw new IllegalArgumentException("expected an input variance that is positive, finite and at least "
                    + options.biasVariance() + ", found " + inputVariance);
        }
        for (int n = FEWEST_NODES; n <= mostNodes; n *= 2) {
            NodeValues values = NodeValues.of(options, inputVariance, n);
            Optional<ZonalKernel> nngp = resolved(values.nngp());
            Optional<ZonalKernel> ntk = resolved(values.ntk());
            if (nngp.isPresent() && ntk.isPresent()) {
                return Optional.of(new Pair(nngp.get(), ntk.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<ZonalKernel> resolved(NodeValues.Parts parts) {
        ChebyshevSeries even = ChebyshevSeries.interpolating(parts.even());
        ChebyshevSeries odd = ChebyshevSeries.interpolating(parts.odd());
        double size = parts.largest();
        if (Math.max(even.tail(), odd.tail()) > LARGEST_TAIL * size) {
            return Optional.empty();
        }
        int needed = Math.max(1, Math.max(terms(even, size), terms(odd, size)));
        return Optional.of(new ZonalKernel(even.cut(needed), odd.cut(needed), needed));
    }

    /** Terms up to the last one that stands out of the rounding in the values, which is as large in all coefficients. */
    private static int terms(ChebyshevSeries series, double size) {
        return series.termsAbove(Math.max(ROUNDING * size, NOISE_MARGIN * series.tail()));
    }
}
