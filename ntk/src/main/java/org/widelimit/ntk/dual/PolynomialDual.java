package org.widelimit.ntk.dual;

import org.widelimit.networks.PolynomialActivation;

/**
 * {@code phi(z) = sum_k c_k H_k(z; t)} with the monic Hermite polynomials of variance t, finitely many: Mehler's formula without a remainder,
 *
 * <pre>
 *   T = sum_l rho^l g_l(q11) g_l(q22),
 *   g_l(q) = q^(l/2) sum_i c_(l+2i) (l+2i)! / (2^i i! sqrt(l!)) (q - t)^i,
 * </pre>
 *
 * and the same for {@code phi'} with coefficients {@code (k+1) c_(k+1)}. From {@code H_n(sqrt(q) z; t) = sum_i n! / (2^i i! (n-2i)!) (q - t)^i q^((n-2i)/2) He_(n-2i)(z)}: for
 * powers (t = 0) no term alternates, and for Hermite polynomials (t = 1) at unit variance one term is left.
 */
final class PolynomialDual implements DualActivation {
    private final String name;
    private final double variance;
    private final double[] value;
    private final double[] slope;

    PolynomialDual(PolynomialActivation phi) {
        name = phi.name();
        variance = phi.variance();
        value = phi.coefficients().stream().mapToDouble(c -> c).toArray();
        slope = new double[Math.max(1, value.length - 1)];
        for (int k = 0; k + 1 < value.length; k++) {
            slope[k] = (k + 1) * value[k + 1];
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Marginals marginals(double[] variances) {
        Marginals.check(variances);
        return new HermiteMarginals(variances, series(value, variances), series(slope, variances));
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        batch.prepare(left.root()[row], right.root(), from, count);
        HermiteMarginals.sum((HermiteMarginals) left, row, (HermiteMarginals) right, from, count, batch);
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }

    private HermiteSeries series(double[] c, double[] variances) {
        int n = variances.length;
        double[] coefficients = new double[c.length * n];
        double[] moment = new double[n];
        for (int l = 0; l < c.length; l++) {
            for (int i = 0; i < n; i++) {
                double g = coefficient(c, l, variances[i]);
                coefficients[l * n + i] = g;
                moment[i] += g * g;
            }
        }
        return new HermiteSeries(0, 1, c.length, coefficients, moment, new double[n]);
    }

    /** {@code g_l(q)}. */
    private double coefficient(double[] c, int l, double q) {
        double sum = 0;
        // (l + 2i)! / (2^i i! l!) (q - t)^i, term by term.
        double factor = 1;
        for (int k = l, i = 0; k < c.length; k += 2, i++) {
            sum += c[k] * factor;
            factor *= (k + 1.0) * (k + 2.0) / (2.0 * (i + 1)) * (q - variance);
        }
        double rootFactorial = 1;
        for (int k = 2; k <= l; k++) {
            rootFactorial *= Math.sqrt(k);
        }
        double power = l % 2 == 0 ? 1 : Math.sqrt(q);
        for (int k = 0; k < l / 2; k++) {
            power *= q;
        }
        return sum * rootFactorial * power;
    }
}
