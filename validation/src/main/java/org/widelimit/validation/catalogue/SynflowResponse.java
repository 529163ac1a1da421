package org.widelimit.validation.catalogue;

/**
 * What SynFlow makes of the differences between the units of a wide hidden layer, to first order: the second way to every number
 * of graphon/C16 to C18.
 *
 * <p>Let alpha_i and beta_i be the relative deviations of a unit's in-flow and out-flow from their means, of order n^(-1/2). A unit
 * keeps the weights above tau (1 - alpha - beta). So after round t, with threshold tau_t of density c_t = c^(t/T),
 *
 * <pre>  alpha_t = xi_t + g_t beta_(t-1),   beta_t = eta_t + g_t alpha_(t-1),   g(tau) = tau^2 p(tau) / m(tau),</pre>
 *
 * where xi_t and eta_t are the deviations of the sums of n weights in and out with |w| &gt; tau_t; xi and eta are independent,
 * and n Cov(xi_t, xi_u) = s(max(tau_t, tau_u)) / (m(tau_t) m(tau_u)) - 1. The out-degree after round T deviates by zeta + h alpha_(T-1),
 * h = tau_T p(tau_T) / c, zeta the deviation of the number of out-weights above tau_T. Everything is linear: at every fixed T the limit n to
 * infinity of n Var(deg) / mean(deg)^2 is a number, {@link #afterRounds}. With many rounds alpha and beta settle at
 * alpha = (xi + g eta) / (1 - g^2), {@link #quasiStatic}, which exists while g &lt; 1: the critical density has g = 1.
 *
 * <p>Assumes square layers (inputs, hidden units and outputs in equal number) and one threshold.
 */
final class SynflowResponse {

    private final WeightLaw law;

    SynflowResponse(WeightLaw law) {
        this.law = law;
    }

    /** g at density c: how much a unit's in-flow follows its out-flow. */
    double gain(double c) {
        double tau = law.threshold(c);
        return tau * tau * law.density(tau) / law.firstMoment(tau);
    }

    /** c_* with gain 1: 1 - 3^(-1/2) of uniform weights, P(|N| &gt; 1) of normal ones. */
    double criticalDensity() {
        double low = 1e-6;
        double high = 1 - 1e-6;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (gain(middle) > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** lim n Var(deg) / mean(deg)^2 of the out-degrees with infinitely many rounds; infinite from the critical density on. */
    double quasiStatic(double c) {
        double g = gain(c);
        if (g >= 1) {
            return Double.POSITIVE_INFINITY;
        }
        double tau = law.threshold(c);
        double h = tau * law.density(tau) / c;
        double sums = law.secondMoment(tau) / (law.firstMoment(tau) * law.firstMoment(tau)) - 1;
        double feedback = 1 - g * g;
        return (1 / c - 1) * (1 + 2 * h * g / feedback) + h * h * sums * (1 + g * g) / (feedback * feedback);
    }

    /** lim n Var(deg) / mean(deg)^2 of the out-degrees after T rounds to density c. */
    double afterRounds(double c, int rounds) {
        double[] tau = new double[rounds + 1];
        for (int t = 1; t <= rounds; t++) {
            tau[t] = law.threshold(Math.pow(c, (double) t / rounds));
        }
        // alpha_(T-1) = sum_t own[t] xi_t + other[t] eta_t: one chain back through the rounds, in and out in turn.
        double[] own = new double[rounds];
        double[] other = new double[rounds];
        double factor = 1;
        for (int t = rounds - 1; t >= 0; t--) {
            ((rounds - 1 - t) % 2 == 0 ? own : other)[t] = factor;
            factor *= tau[t] * tau[t] * law.density(tau[t]) / law.firstMoment(tau[t]);
        }
        double h = tau[rounds] * law.density(tau[rounds]) / c;
        double mixed = 0;
        for (int t = 0; t < rounds; t++) {
            mixed += other[t] * (law.firstMoment(tau[rounds]) / (c * law.firstMoment(tau[t])) - 1);
        }
        return 1 / c - 1 + 2 * h * mixed + h * h * (quadratic(own, tau) + quadratic(other, tau));
    }

    /** n Var(sum_t x_t xi_t). */
    private double quadratic(double[] x, double[] tau) {
        double sum = 0;
        for (int t = 0; t < x.length; t++) {
            for (int u = 0; u < x.length; u++) {
                double covariance =
                        law.secondMoment(Math.max(tau[t], tau[u])) / (law.firstMoment(tau[t]) * law.firstMoment(tau[u]))
                                - 1;
                sum += x[t] * x[u] * covariance;
            }
        }
        return sum;
    }
}
