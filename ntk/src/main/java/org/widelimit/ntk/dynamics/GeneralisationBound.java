package org.widelimit.ntk.dynamics;

import java.util.Objects;

/**
 * What y^T K^-1 y says of the error on new inputs.
 *
 * <p><b>The paper's form</b> (S. Arora et al., arXiv 1901.08584, theorem 5.1; the form of paper 2's theorem): with probability 1 - delta over a sample of N,
 *
 * <pre>  E loss &lt;= sqrt(2 y^T K^-1 y / N) + O(sqrt(log(N/(lambda_min delta))/N))</pre>
 *
 * for a loss in [0, 1] that is 1-Lipschitz and 0 where f = y, two layers of which the first is trained, a polynomially large width and inputs of length 1, for which K(x, x) = 1/2. {@link #leadingTerm} and {@link
 * #order} are its two parts. The constant in O is not stated there, so their sum is not a bound; and since scaling K changes the first part, that part means nothing for a kernel of another diagonal.
 *
 * <p><b>A proven bound</b> for the interpolant of any kernel (infinite width, f_0 = 0, t = infinity), with every constant: {@link #bound}. A ball of radius B in the space of the kernel has the empirical Rademacher
 * complexity {@code B sqrt(trace K)/N} at most, so for one B, with probability 1 - delta, {@code E loss <= 2 B sqrt(trace K)/N + 3 sqrt(log(2/delta)/(2 N))} for all interpolants in it (M. Mohri, A. Rostamizadeh, A. Talwalkar,
 * Foundations of machine learning, 2018, theorem 3.3 and lemma 5.7). Where K(x, x) = 1/2 the first part is the paper's. The radius {@code sqrt(y^T K^-1 y)} depends on the sample, so it is rounded up to the grid {@code rho^j}, j an integer,
 * rho = 1 + 1/sqrt(N), and the failures are shared out as {@code delta_j = delta / (c (1 + |j|)^2)}, c = pi^2/3 - 1, whose sum is delta.
 *
 * @param norm y^T K^-1 y, without a ridge: a ridge does not interpolate
 * @param failure delta in (0, 1)
 */
public record GeneralisationBound(TargetNorm norm, double failure) {
    /** The sum of 1/(1 + |j|)^2 over all integers j. */
    private static final double SHARES = Math.PI * Math.PI / 3 - 1;

    public GeneralisationBound {
        Objects.requireNonNull(norm);
        if (norm.ridge() != 0) {
            throw new IllegalArgumentException(
                    "expected the norm of an interpolant, without a ridge, found a ridge of " + norm.ridge());
        }
        if (!(failure > 0 && failure < 1)) {
            throw new IllegalArgumentException("expected a probability of failure in (0, 1), found " + failure);
        }
    }

    /** {@code sqrt(2 y^T K^-1 y / N)}. */
    public double leadingTerm() {
        return Math.sqrt(2 * norm.value().upper() / norm.examples());
    }

    /** {@code sqrt(log(N/(lambda_min delta))/N)}, what stands under the O, with the certified lower bound of lambda_min; 0 where the logarithm is negative. */
    public double order() {
        double log = Math.log(norm.examples() / (norm.smallest().lower() * failure));
        return Math.sqrt(Math.max(0, log) / norm.examples());
    }

    /** {@code 2 sqrt(y^T K^-1 y trace K) / N}: twice the Rademacher complexity of the smallest ball that holds the interpolant. Invariant under scaling of the kernel. */
    public double complexity() {
        return 2 * Math.sqrt(norm.value().upper() * norm.trace()) / norm.examples();
    }

    /** The proven bound of E loss; above 1 it says nothing. */
    public double bound() {
        int n = norm.examples();
        double ratio = 1 + 1 / Math.sqrt(n);
        double radius = Math.sqrt(norm.value().upper());
        double index = Math.ceil(Math.log(radius) / Math.log(ratio));
        // The logarithms are rounded; one more step is always enough.
        index = Math.pow(ratio, index) < radius ? index + 1 : index;
        double share = failure / (SHARES * (1 + Math.abs(index)) * (1 + Math.abs(index)));
        return 2 * Math.pow(ratio, index) * Math.sqrt(norm.trace()) / n + 3 * Math.sqrt(Math.log(2 / share) / (2 * n));
    }
}
