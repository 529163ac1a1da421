package org.widelimit.gradientflow.transformer;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.Flow;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** What several tests need. */
final class Laws {
    private Laws() {}

    static RandomStream stream(long seed, String name) {
        return RandomStreams.of(seed).child(name).stream();
    }

    static double[] unit(int d, RandomStream random) {
        double[] x = random.gaussians(d);
        return Matrices.scaled(1 / Matrices.norm(x), x);
    }

    /** Slope of the least-squares line through (ln x, ln y). */
    static double logLogSlope(double[] x, double[] y) {
        double mx = 0;
        double my = 0;
        for (int i = 0; i < x.length; i++) {
            mx += Math.log(x[i]) / x.length;
            my += Math.log(y[i]) / x.length;
        }
        double sxy = 0;
        double sxx = 0;
        for (int i = 0; i < x.length; i++) {
            sxy += (Math.log(x[i]) - mx) * (Math.log(y[i]) - my);
            sxx += (Math.log(x[i]) - mx) * (Math.log(x[i]) - mx);
        }
        return sxy / sxx;
    }

    /**
     * dI/dt along a flow for an I that is a polynomial of degree up to 2 in the state: the central difference (I(y + h f) - I(y - h f))
     * / 2h is exact for
     * any h. Here h |f| = |y|, and the result is relative to |f| |y|.
     */
    static double quadraticRate(Flow flow, org.widelimit.gradientflow.StateMap map, double[] y) {
        double[] f = new double[y.length];
        flow.derivative(0, y, f);
        double[] plus = y.clone();
        double[] minus = y.clone();
        double h = Matrices.norm(y) / Matrices.norm(f);
        for (int i = 0; i < y.length; i++) {
            plus[i] += h * f[i];
            minus[i] -= h * f[i];
        }
        double[] a = map.value(0, plus);
        double[] b = map.value(0, minus);
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            worst = Math.max(worst, Math.abs(a[i] - b[i]) / 2 / Matrices.dot(y, y));
        }
        return worst;
    }

    static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        return Matrices.norm(org.ejml.dense.row.CommonOps_DDRM.subtract(a, b, null));
    }

    /** e^{A t} by scaling, a Taylor series to rounding, and squaring: independent of any decomposition. */
    static DMatrixRMaj exponential(DMatrixRMaj a, double t) {
        int squarings = Math.max(0, Math.getExponent(Math.abs(t) * Matrices.norm(a)) + 4);
        DMatrixRMaj scaled = Matrices.scaled(t / Math.pow(2, squarings), a);
        DMatrixRMaj sum = org.ejml.dense.row.CommonOps_DDRM.identity(a.numRows);
        DMatrixRMaj term = sum.copy();
        for (int k = 1; k <= 20; k++) {
            term = Matrices.scaled(1.0 / k, Matrices.multiply(term, scaled));
            org.ejml.dense.row.CommonOps_DDRM.addEquals(sum, term);
        }
        for (int i = 0; i < squarings; i++) {
            sum = Matrices.multiply(sum, sum);
        }
        return sum;
    }
}
