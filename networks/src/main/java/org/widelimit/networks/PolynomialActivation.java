package org.widelimit.networks;

import java.util.List;

/**
 * {@code phi(z) = sum_k c_k H_k(z; t)} with the monic Hermite polynomials of variance t,
 *
 * <pre>  H_0 = 1,   H_1 = z,   H_(k+1) = z H_k - t k H_(k-1),</pre>
 *
 * orthogonal under {@code N(0, t)}: {@code t = 0} gives the powers {@code z^k}, {@code t = 1} the probabilists' Hermite polynomials.
 *
 * <p>One family, so that neither the powers nor the Hermite polynomials have to be written in the other basis, where their coefficients alternate
 * and cancel. {@code H_k' = k H_(k-1)} for any t.
 *
 * @param name by which it is found
 * @param variance {@code t >= 0}
 * @param coefficients {@code c_0, c_1, ...}, 1 to 33 of them
 */
public record PolynomialActivation(String name, double variance, List<Double> coefficients) implements Activation {
    private static final int MOST = 33;

    public PolynomialActivation {
        coefficients = List.copyOf(coefficients);
        Parameters.requireFinite(name, coefficients.stream().mapToDouble(c -> c).toArray());
        Parameters.requireFinite(name, variance);
        if (variance < 0) {
            throw new IllegalArgumentException("expected a variance >= 0, found " + variance);
        }
        if (coefficients.isEmpty() || coefficients.size() > MOST) {
            throw new IllegalArgumentException("expected 1 to " + MOST + " coefficients, found " + coefficients.size());
        }
    }

    @Override
    public double value(double z) {
        return differentiated(z, 0);
    }

    @Override
    public double derivative(double z) {
        return differentiated(z, 1);
    }

    @Override
    public double secondDerivative(double z) {
        return differentiated(z, 2);
    }

    /** The {@code order}-th derivative: {@code sum_k c_k k (k-1) ... (k-order+1) H_(k-order)(z)}. */
    private double differentiated(double z, int order) {
        double before = 0;
        double now = 1;
        double sum = 0;
        for (int k = order; k < coefficients.size(); k++) {
            double factor = coefficients.get(k);
            for (int j = 0; j < order; j++) {
                factor *= k - j;
            }
            sum += factor * now;
            double next = z * now - variance * (k - order) * before;
            before = now;
            now = next;
        }
        return sum;
    }

    @Override
    public String toString() {
        return name;
    }
}
