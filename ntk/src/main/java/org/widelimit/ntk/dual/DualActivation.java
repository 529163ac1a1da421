package org.widelimit.ntk.dual;

import java.util.Optional;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Slopes;

/**
 * {@code T(q11, q22, q12) = E[phi(u) phi(v)]} and {@code T'(q11, q22, q12) = E[phi'(u) phi'(v)]} for normal {@code (u, v)} with
 * mean 0, {@code E u^2 = q11}, {@code E v^2 = q22} and {@code E u v = q12}: the dual activation of {@code phi} and of its derivative
 * (A. Daniely, R. Frostig, Y. Singer, arXiv 1602.05897). {@code T' = dT/dq12} for continuous phi; of phi' the point masses
 * where phi jumps are left out.
 *
 * <p>A kernel evaluates many pairs of inputs, so there are two faces. {@link #value(double, double, double)} and {@link
 * #derivative(double, double, double)} take one covariance. {@link #evaluate} takes one left input against a range of right ones, after
 * what concerns single inputs has been computed once by {@link #marginals}.
 *
 * <p><b>Nearly equal and nearly opposite inputs.</b> At {@code |rho| = 1} the angle between u and v is the square root of the rounding
 * in {@code 1 - |rho|}: formed from a rounded q12 it is good to 1e-8 only. So a pair carries, besides q12, its <i>gap</i>
 *
 * <pre>  gap = 2 (sqrt(q11 q22) - |q12|) = min over signs of E(u r -+ v / r)^2,   r^4 = q22 / q11,</pre>
 *
 * which a caller gets from differences of inputs, and gets back the gap of {@code (phi(u), phi(v))}. The one-covariance methods take
 * {@code q11 q22 - q12^2} of the three numbers as given, without cancellation.
 *
 * <p><b>Accuracy.</b> Closed forms: a few units in the last place of {@code sqrt(T(q11) T(q22))}, for any finite variances, including 0
 * and values whose product overflows. The gap handed back is relatively accurate for piecewise linear and piecewise constant activations, and
 * near |T| = sqrt(T(q11) T(q22)) for those with kinks that go by quadrature; for the others it is
 * {@code 2 (sqrt(T(q11) T(q22)) - |T|)}, which costs nothing while a variance stays below about 1e8, because there no formula has a
 * singularity at {@code |rho| = 1}.
 *
 * <p>A variance of 0 stands for the limit from above with independent directions: {@code T'} takes the angle for a right angle. Immutable; safe for use by many threads.
 */
public interface DualActivation {

    /** Name of the activation. */
    String name();

    /**
     * What concerns each variable alone.
     *
     * @param variances {@code q_i >= 0}, finite; not kept
     * @throws IllegalArgumentException if a variance is negative or not finite
     */
    Marginals marginals(double[] variances);

    /**
     * Values, derivatives and gaps for the pairs {@code (u, v_j)}, {@code from <= j < to}.
     *
     * <p>Reads entries {@code 0 .. to - from - 1} of {@link PairBatch#covariance} and {@link PairBatch#gap}, writes those of {@link
     * PairBatch#value}, {@link PairBatch#derivative} and {@link PairBatch#valueGap}. Entry k does not depend on the other entries.
     *
     * @param left marginals made by this object; u is its entry {@code row}
     * @param right marginals made by this object; v_j is its entry j
     */
    void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch);

    /** The two slopes when {@code phi(c z) = c phi(z)} for all {@code c > 0}, else empty: then {@code T = sqrt(q11 q22) T(1, 1, rho)}, and T' depends on rho alone. */
    default Optional<Slopes> homogeneity() {
        return Optional.empty();
    }

    /**
     * Whether {@link #evaluate} reads gaps for these variances. Where it does not, covariances alone give all digits, and callers save the work.
     *
     * @param left marginals made by this object
     * @param right marginals made by this object
     */
    default boolean readsGaps(Marginals left, Marginals right) {
        return true;
    }

    /**
     * {@code E[phi(u) phi(v)]}.
     *
     * @throws IllegalArgumentException if the numbers are no covariance: a variance negative or not finite, or {@code q12^2 > q11 q22}
     *     by more than rounding
     */
    default double value(double q11, double q22, double q12) {
        return Covariances.evaluate(this, q11, q22, q12).value()[0];
    }

    /**
     * {@code E[phi'(u) phi'(v)]}.
     *
     * @throws IllegalArgumentException as for {@link #value(double, double, double)}
     */
    default double derivative(double q11, double q22, double q12) {
        return Covariances.evaluate(this, q11, q22, q12).derivative()[0];
    }

    /** {@code E[phi(u)^2]} for variance q. */
    default double value(double q) {
        return value(q, q, q);
    }

    /** {@code E[phi'(u)^2]} for variance q. */
    default double derivative(double q) {
        return derivative(q, q, q);
    }

    /**
     * The dual of an activation. In closed form for what is piecewise linear (relu, leaky, abs, abrelu, linear), for sign, step, rectified powers, erf, probit, gelu, sines, cosines,
     * rbf, exponentials, Gaussians, gabor, powers, polynomials and Hermite polynomials. For any other that is smooth (tanh, sigmoid, silu, softplus) by Hermite expansion with a
     * bound on its remainder, and quadrature where that bound is too large, to 1e-12 of {@code sqrt(T(q11) T(q22))}; for any other with kinks (elu, selu) by quadrature split at the
     * kinks, to 1e-10.
     *
     * <p>Other activations should be smooth away from {@link Activation#kinks} and grow no faster than a polynomial.
     */
    static DualActivation of(Activation activation) {
        return Duals.of(activation);
    }

    /**
     * {@code T = sqrt(q11 q22) exp(g (rho + shift))}, {@code T' = g exp(g (rho + shift))}: a kernel that belongs to no activation known here (neural-tangents calls it ExpNormalized).
     *
     * @param g greater than 0
     */
    static DualActivation expNormalised(double g, double shift) {
        return new ExpNormalisedDual(g, shift);
    }
}
