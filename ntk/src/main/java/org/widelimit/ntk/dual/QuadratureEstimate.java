package org.widelimit.ntk.dual;

/**
 * An integral and an estimate of its absolute error: the sum over panels of the difference between two Gauss rules, the finer of which gives the value.
 * Where the integrand is resolved that is far more than the error of the value.
 */
public record QuadratureEstimate(double value, double error) {
    public QuadratureEstimate {
        if (!(error >= 0)) {
            throw new IllegalArgumentException("expected an error >= 0, found " + error);
        }
    }
}
