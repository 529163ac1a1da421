package org.widelimit.ntk.dual;

import java.util.function.DoubleUnaryOperator;
import org.widelimit.networks.Activation;

/**
 * {@code T = sum_k a_k(q11) a_k(q22) rho^k} with {@code a_k(q) = E phi(sqrt(q) Z) h_k(Z)}, and the same for {@code phi'} (Mehler's formula).
 *
 * <p>The coefficients belong to single inputs, so a pair costs a few dozen multiplications. The remainder is bounded by
 * {@link HermiteSeries}; a pair whose bound is above 1e-13 of {@code sqrt(T(q11) T(q22))}, which happens for large variances, where phi looks like a step,
 * and large correlations, goes to {@link DualQuadrature}.
 */
final class HermiteDual implements DualActivation {
    private static final double TOLERANCE = 1e-13;
    /** Aim of the search for a degree and a step, below what a pair is judged by. */
    private static final double AIM = 1e-14;

    private static final int FIRST_DEGREE = 32;
    private static final int LAST_DEGREE = 256;
    private static final double FIRST_STEP = 0.2;
    private static final double LAST_STEP = 0.025;
    /** Where oddness is tested; floating-point arithmetic of an odd function is odd exactly. */
    private static final double[] PROBES = {0.1, 0.7, 1.3, 2.9, 6.1};

    private final Activation activation;
    private final DualQuadrature quadrature;
    private final boolean odd;

    HermiteDual(Activation activation) {
        this.activation = activation;
        quadrature = DualQuadrature.of(activation);
        odd = isOdd(activation);
    }

    @Override
    public String name() {
        return activation.name();
    }

    @Override
    public Marginals marginals(double[] variances) {
        Marginals.check(variances);
        double largest = 0;
        for (double q : variances) {
            largest = Math.max(largest, q);
        }
        HermiteBasis basis = basis(largest);
        HermiteSeries value = series(basis, variances, activation::value, Face.VALUE);
        HermiteSeries slope = series(basis, variances, activation::derivative, Face.SLOPE);
        return new HermiteMarginals(variances, value, slope);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        batch.prepare(left.root()[row], right.root(), from, count);
        double[] rho = batch.angle();
        for (int k = 0; k < count; k++) {
            rho[k] = Math.copySign(1 - 2 * batch.nearness()[k], batch.covariance()[k]);
        }
        HermiteMarginals l = (HermiteMarginals) left;
        HermiteMarginals r = (HermiteMarginals) right;
        l.value().sum(row, r.value(), from, count, rho, batch.segment(), batch.value());
        l.slope().sum(row, r.slope(), from, count, rho, batch.segment(), batch.derivative());
        for (int k = 0; k < count; k++) {
            repair(l, row, r, from + k, k, batch);
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }

    private void repair(HermiteMarginals l, int i, HermiteMarginals r, int j, int k, PairBatch batch) {
        double rho = batch.angle()[k];
        double s = batch.nearness()[k];
        if (!l.value().converged(i, r.value(), j, rho, TOLERANCE)) {
            batch.value()[k] =
                    quadrature.value(l.variance()[i], r.variance()[j], s, rho).value();
        }
        if (!l.slope().converged(i, r.slope(), j, rho, TOLERANCE)) {
            batch.derivative()[k] = quadrature
                    .derivative(l.variance()[i], r.variance()[j], s, rho)
                    .value();
        }
    }

    /** The smallest basis that holds phi and phi' at this variance to {@link #AIM}, or the largest. */
    private HermiteBasis basis(double variance) {
        double root = Math.sqrt(variance);
        double step = FIRST_STEP;
        for (int degree = FIRST_DEGREE; ; degree *= 2) {
            HermiteBasis basis = new HermiteBasis(degree, step);
            while (step > LAST_STEP && !resolved(basis, new HermiteBasis(degree, step / 2), root)) {
                step /= 2;
                basis = new HermiteBasis(degree, step);
            }
            if (degree == LAST_DEGREE || complete(basis, variance)) {
                return basis;
            }
        }
    }

    private boolean resolved(HermiteBasis coarse, HermiteBasis fine, double root) {
        return agree(coarse, fine, activation::value, root) && agree(coarse, fine, activation::derivative, root);
    }

    private static boolean agree(HermiteBasis coarse, HermiteBasis fine, DoubleUnaryOperator f, double root) {
        double[] c = coarse.coefficients(f, root);
        double[] d = fine.coefficients(f, root);
        double size = 0;
        double worst = 0;
        for (int k = 0; k < c.length; k++) {
            size = Math.max(size, Math.abs(d[k]));
            worst = Math.max(worst, Math.abs(c[k] - d[k]));
        }
        return worst <= AIM * size;
    }

    private boolean complete(HermiteBasis basis, double variance) {
        double[] one = {variance};
        HermiteSeries value = series(basis, one, activation::value, Face.VALUE);
        HermiteSeries slope = series(basis, one, activation::derivative, Face.SLOPE);
        return value.converged(0, value, 0, 1, AIM) && slope.converged(0, slope, 0, 1, AIM);
    }

    private HermiteSeries series(HermiteBasis basis, double[] variances, DoubleUnaryOperator f, Face face) {
        int first = odd && face == Face.VALUE ? 1 : 0;
        int step = odd ? 2 : 1;
        int terms = (basis.degree() - first + step - 1) / step;
        int n = variances.length;
        double[] coefficients = new double[terms * n];
        double[] moment = new double[n];
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
            double[] c = basis.coefficients(f, Math.sqrt(variances[i]));
            double sum = 0;
            for (int m = 0; m < terms; m++) {
                double term = c[first + m * step];
                coefficients[m * n + i] = term;
                sum += term * term;
            }
            moment[i] = face == Face.VALUE
                    ? quadrature.moment(variances[i]).value()
                    : quadrature.slopeMoment(variances[i]).value();
            // The absolute value: coefficients that an unresolved f got wrong may exceed the moment.
            rest[i] = Math.sqrt(Math.abs(moment[i] - sum));
        }
        return new HermiteSeries(first, step, terms, coefficients, moment, rest);
    }

    private static boolean isOdd(Activation activation) {
        for (double z : PROBES) {
            if (activation.value(-z) != -activation.value(z)) {
                return false;
            }
        }
        return true;
    }

    private enum Face {
        VALUE,
        SLOPE
    }
}
