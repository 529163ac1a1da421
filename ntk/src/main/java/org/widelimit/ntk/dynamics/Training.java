package org.widelimit.ntk.dynamics;

/**
 * How far a network was trained on a quadratic loss, as what that does along one eigenvector of its Hessian. For curvature mu, a residual starts at 1 and obeys r' = -mu r or its discrete forms; then
 *
 * <pre>  residual: g(mu) = r at the end,    gain: h(mu) = (1 - g(mu)) / mu,</pre>
 *
 * and h is the sum (the integral) of all steps taken, which is finite at mu = 0 unless training went on for ever.
 */
public sealed interface Training permits GradientFlow, GradientDescent, HeavyBall, Converged {

    /** g(mu): the share of the residual that is left. */
    double residual(double mu);

    /** h(mu) = (1 - g(mu)) / mu, without cancellation for small mu; in units of time. */
    double gain(double mu);
}
