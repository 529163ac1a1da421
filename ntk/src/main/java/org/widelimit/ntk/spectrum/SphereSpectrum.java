package org.widelimit.ntk.spectrum;

import org.widelimit.ntk.kernel.ZonalKernel;

/**
 * The spectrum of a kernel {@code h(x.y)} on the unit sphere of R^d under its uniform probability measure (E. Hecke and P. Funk):
 *
 * <pre>
 *   lambda_k = int_0^pi h(cos t) P_k(cos t) sin^(d-2) t dt / int_0^pi sin^(d-2) t dt,
 *   h(rho)   = sum_k N_k lambda_k P_k(rho),
 * </pre>
 *
 * with the Gegenbauer polynomials P_k of dimension d, {@code P_k(1) = 1} (Chebyshev's for d = 2, Legendre's for d = 3). The eigenfunctions of lambda_k are the spherical harmonics of degree k, {@code N_k = (2k + d - 2)/(d - 2) binom(k + d - 3, k)} of them; {@code N_k lambda_k} are
 * the Gegenbauer coefficients of h, and {@code lambda_0} is its mean.
 *
 * <p>For relu networks of any depth {@code lambda_k} falls like {@code k^-d} for the tangent kernel and {@code k^-(d+2)} for the NNGP (A. Bietti, F. Bach, arXiv 2009.14397).
 *
 * <p><b>Accuracy.</b> Absolute, {@link #error}: the smallest eigenvalues of a fast decay are below it.
 *
 * @param dimension {@code d >= 2}
 * @param eigenvalues {@code lambda_0, lambda_1, ...}, by degree
 * @param multiplicities {@code N_k}
 * @param error what an eigenvalue may be off by: 2e-15 of the largest {@code |h|}
 */
public record SphereSpectrum(int dimension, double[] eigenvalues, double[] multiplicities, double error) {

    private static final double ACCURACY = 2e-15;

    /** Nodes beyond those that the polynomials and the weight ask for: the kernel's own 24 terms twice, and a reserve. */
    private static final int RESERVE = 160;

    public SphereSpectrum {
        if (dimension < 2 || eigenvalues.length == 0 || eigenvalues.length != multiplicities.length) {
            throw new IllegalArgumentException("expected a dimension of at least 2 and as many multiplicities as"
                    + " eigenvalues, found " + dimension + ", " + multiplicities.length + " and " + eigenvalues.length);
        }
    }

    /**
     * The eigenvalues of degrees {@code 0, ..., degrees - 1}.
     *
     * @param dimension {@code d >= 2}, of the space the sphere is in
     * @param degrees {@code >= 1}
     */
    public static SphereSpectrum of(ZonalKernel kernel, int dimension, int degrees) {
        if (dimension < 2 || degrees < 1) {
            throw new IllegalArgumentException(
                    "expected a dimension >= 2 and one degree or more, found " + dimension + " and " + degrees);
        }
        int nodes = 2 * degrees + kernel.terms() + (int) (16 * Math.sqrt(dimension)) + RESERVE;
        QuadratureRule rule = QuadratureRule.fejer(nodes);
        double[] sums = new double[degrees];
        double measure = 0;
        double largest = 0;
        for (int i = 0; i < nodes; i++) {
            double t = Math.PI * rule.nodes()[i];
            double weight = rule.weights()[i] * Math.pow(Math.sin(t), dimension - 2);
            double h = kernel.atAngle(t);
            measure += weight;
            largest = Math.max(largest, Math.abs(h));
            addProjections(weight * h, Math.cos(t), dimension, sums);
        }
        for (int k = 0; k < degrees; k++) {
            sums[k] /= measure;
        }
        return new SphereSpectrum(dimension, sums, multiplicities(dimension, degrees), ACCURACY * largest);
    }

    /** {@code sums[k] += f P_k(rho)}, by the recurrence of P. */
    private static void addProjections(double f, double rho, int d, double[] sums) {
        double before = 0;
        double now = 1;
        for (int k = 0; k < sums.length; k++) {
            sums[k] += f * now;
            double next = k == 0 ? rho : ((2.0 * k + d - 2) * rho * now - k * before) / (k + d - 2.0);
            before = now;
            now = next;
        }
    }

    private static double[] multiplicities(int d, int degrees) {
        double[] n = new double[degrees];
        double binomial = 1;
        for (int k = 0; k < degrees; k++) {
            if (k > 0) {
                binomial *= (k + d - 3.0) / k;
            }
            n[k] = d > 2 ? (2.0 * k + d - 2) / (d - 2) * binomial : 2;
        }
        n[0] = 1;
        return n;
    }

    /** {@code int h dmu = lambda_0}: the mean of the kernel over pairs of independent uniform inputs. */
    public double mean() {
        return eigenvalues[0];
    }

    /** The coefficients {@code N_k lambda_k} of h in P_k; their sum over all k is h(1). */
    public double[] gegenbauerCoefficients() {
        double[] coefficients = new double[eigenvalues.length];
        for (int k = 0; k < coefficients.length; k++) {
            coefficients[k] = multiplicities[k] * eigenvalues[k];
        }
        return coefficients;
    }

    /**
     * {@code a} of {@code lambda_k ~ k^-a}: minus the least-squares slope of {@code ln lambda_k} on {@code ln k}.
     *
     * @param first degree, {@code >= 1}
     * @param last degree, inclusive
     * @throws ArithmeticException if fewer than two eigenvalues there are above their error
     */
    public double decayExponent(int first, int last) {
        if (first < 1 || last >= eigenvalues.length) {
            throw new IllegalArgumentException(
                    "expected degrees from 1 to " + (eigenvalues.length - 1) + ", found " + first + " to " + last);
        }
        int count = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXX = 0;
        double sumXY = 0;
        for (int k = first; k <= last; k++) {
            if (eigenvalues[k] > error) {
                double x = Math.log(k);
                double y = Math.log(eigenvalues[k]);
                count++;
                sumX += x;
                sumY += y;
                sumXX += x * x;
                sumXY += x * y;
            }
        }
        if (count < 2) {
            throw new ArithmeticException("expected eigenvalues above " + error + " at two degrees or more from "
                    + first + " to " + last + ", found " + count);
        }
        return -(count * sumXY - sumX * sumY) / (count * sumXX - sumX * sumX);
    }
}
