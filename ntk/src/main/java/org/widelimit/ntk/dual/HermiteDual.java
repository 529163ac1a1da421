package org.widelimit.ntk.dual;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import org.widelimit.networks.Activation;
import org.widelimit.ntk.dual.HermiteBasis.Parity;

/**
 * {@code T = sum_k a_k(q11) a_k(q22) rho^k} with {@code a_k(q) = E phi(sqrt(q) Z) h_k(Z)}, and the same for {@code phi'} (Mehler's formula).
 *
 * <p>The coefficients belong to single inputs, so a pair costs a few dozen multiplications. The remainder is bounded by
 * {@link HermiteSeries}; a pair whose bound is above 1e-13 of {@code sqrt(T(q11) T(q22))}, which happens for large variances, where phi looks like a step,
 * and correlations above 0.94, goes to {@link DualQuadrature}.
 */
final class HermiteDual implements DualActivation {
    private static final double TOLERANCE = 1e-13;
    /** Aim of the search for a degree and a step, below what a pair is judged by. */
    private static final double AIM = 2e-14;

    private static final int FIRST_DEGREE = 32;
    private static final int LAST_DEGREE = 512;
    private static final double FIRST_STEP = 0.2;
    private static final double LAST_STEP = 0.00625;
    private static final double FIRST_STRETCHED_STEP = 0.04;
    private static final double LAST_STRETCHED_STEP = 0.005;
    /** Stretched nodes are made for roots of variances up to every so many powers of two. */
    private static final int STRETCH = 4;
    /** Below it every function in question is as good as linear. */
    private static final double SMALLEST_VARIANCE = 0x1.0p-10;
    /** Where oddness is tested; floating-point arithmetic of an odd function is odd exactly. */
    private static final double[] PROBES = {0.1, 0.7, 1.3, 2.9, 6.1};

    private final Activation activation;
    private final DualQuadrature quadrature;
    private final Parity parity;
    private final Map<Integer, Resolution> resolutions = new ConcurrentHashMap<>();
    private final Map<Integer, Resolution> stretched = new ConcurrentHashMap<>();

    HermiteDual(Activation activation) {
        this.activation = activation;
        quadrature = DualQuadrature.of(activation);
        parity = isOdd(activation) ? Parity.ODD : Parity.NONE;
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
        Resolution resolution = resolution(largest);
        HermiteSeries value = series(resolution, variances, Face.VALUE);
        HermiteSeries slope = series(resolution, variances, Face.SLOPE);
        return new HermiteMarginals(variances, value, slope);
    }

    @Override
    public void evaluate(Marginals left, int row, Marginals right, int from, int to, PairBatch batch) {
        int count = to - from;
        batch.prepare(left.root()[row], right.root(), from, count);
        HermiteMarginals l = (HermiteMarginals) left;
        HermiteMarginals r = (HermiteMarginals) right;
        HermiteMarginals.sum(l, row, r, from, count, batch);
        for (int k = 0; k < count; k++) {
            repair(l, row, r, from + k, k, batch);
        }
        batch.subtractGaps(left.momentRoot()[row], right.momentRoot(), from, count);
    }

    private void repair(HermiteMarginals l, int i, HermiteMarginals r, int j, int k, PairBatch batch) {
        double rho = batch.angle()[k];
        double s = batch.nearness()[k];
        if (rho == 1 && l.variance()[i] == r.variance()[j]) {
            batch.value()[k] = l.value().moment()[i];
            batch.derivative()[k] = l.slope().moment()[i];
            return;
        }
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

    /**
     * The smallest basis that holds phi and phi' up to this variance to {@link #AIM}.
     *
     * <p>A search takes longer than a thousand pairs; so it is made once for each power of the square root of two, the next above the variance.
     */
    private Resolution resolution(double variance) {
        double atLeast = Math.max(variance, SMALLEST_VARIANCE);
        int rung = (int) Math.ceil(2 * Math.log(atLeast) / Math.log(2));
        return resolutions.computeIfAbsent(rung, r -> search(Math.max(atLeast, Math.pow(2, 0.5 * r))));
    }

    private Resolution search(double variance) {
        double root = Math.sqrt(variance);
        double step = FIRST_STEP;
        for (int degree = FIRST_DEGREE; ; degree = Math.min(LAST_DEGREE, degree + degree / 4)) {
            HermiteBasis basis = HermiteBasis.even(degree, step, parity);
            boolean resolved = resolved(basis, HermiteBasis.even(degree, step / 2, parity), root);
            while (step > LAST_STEP && !resolved) {
                step /= 2;
                basis = HermiteBasis.even(degree, step, parity);
                resolved = resolved(basis, HermiteBasis.even(degree, step / 2, parity), root);
            }
            if (!resolved) {
                // What a lower degree does not resolve, a higher one does not either.
                int exponent = Math.getExponent(root) / STRETCH + 1;
                return stretched.computeIfAbsent(exponent, e -> stretched(Math.scalb(1.0, STRETCH * e)));
            }
            Resolution resolution = new Resolution(basis, true);
            if (degree == LAST_DEGREE || complete(resolution, variance)) {
                return resolution;
            }
        }
    }

    /** For roots of variances up to this one: phi changes where z is about one over it, so there the nodes have to be. */
    private Resolution stretched(double root) {
        double step = FIRST_STRETCHED_STEP;
        HermiteBasis basis = HermiteBasis.stretched(LAST_DEGREE, step, 1 / root, parity);
        while (step > LAST_STRETCHED_STEP) {
            HermiteBasis finer = HermiteBasis.stretched(LAST_DEGREE, step / 2, 1 / root, parity);
            if (resolved(basis, finer, root)) {
                return new Resolution(basis, true);
            }
            step /= 2;
            basis = finer;
        }
        return new Resolution(basis, false);
    }

    private boolean resolved(HermiteBasis basis, HermiteBasis finer, double root) {
        for (Face face : Face.values()) {
            double[] c = expansion(basis, face, root);
            double[] d = expansion(finer, face, root);
            double size = 0;
            double worst = 0;
            for (int k = 0; k < c.length; k++) {
                size = Math.max(size, Math.abs(d[k]));
                worst = Math.max(worst, Math.abs(c[k] - d[k]));
            }
            if (worst > AIM * size) {
                return false;
            }
        }
        return true;
    }

    private boolean complete(Resolution resolution, double variance) {
        double[] one = {variance};
        for (Face face : Face.values()) {
            HermiteSeries series = series(resolution, one, face);
            if (!series.converged(0, series, 0, 1, AIM)) {
                return false;
            }
        }
        return true;
    }

    private HermiteSeries series(Resolution resolution, double[] variances, Face face) {
        HermiteBasis basis = resolution.basis;
        int terms = basis.terms(first(face), stride());
        int n = variances.length;
        double[] coefficients = new double[terms * n];
        double[] moment = new double[n];
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
            double[] c = expansion(basis, face, Math.sqrt(variances[i]));
            double sum = 0;
            for (int m = 0; m < terms; m++) {
                coefficients[m * n + i] = c[m];
                sum += c[m] * c[m];
            }
            if (resolution.resolved) {
                moment[i] = c[terms];
                rest[i] = moment[i] > 0 ? Math.sqrt(Math.abs(moment[i] - sum) / moment[i]) : 0;
            } else {
                // Wrong coefficients bound nothing: every pair is for quadrature.
                moment[i] = moment(face, variances[i]);
                rest[i] = Double.POSITIVE_INFINITY;
            }
        }
        return new HermiteSeries(first(face), stride(), terms, coefficients, moment, rest);
    }

    private double[] expansion(HermiteBasis basis, Face face, double root) {
        DoubleUnaryOperator f = face == Face.VALUE ? activation::value : activation::derivative;
        return basis.expansion(f, root, first(face), stride());
    }

    private double moment(Face face, double variance) {
        return face == Face.VALUE
                ? quadrature.moment(variance).value()
                : quadrature.slopeMoment(variance).value();
    }

    private int first(Face face) {
        return parity == Parity.ODD && face == Face.VALUE ? 1 : 0;
    }

    private int stride() {
        return parity == Parity.ODD ? 2 : 1;
    }

    private static boolean isOdd(Activation activation) {
        for (double z : PROBES) {
            if (activation.value(-z) != -activation.value(z)) {
                return false;
            }
        }
        return true;
    }

    /** A basis, and whether halving its step changes nothing at the largest variance. */
    private record Resolution(HermiteBasis basis, boolean resolved) {}

    private enum Face {
        VALUE,
        SLOPE
    }
}
