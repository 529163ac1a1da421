package org.widelimit.ntk.dual;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * {@code E f(mean + deviation Z)} for standard normal Z by adaptive Gauss-Legendre quadrature over |Z| <= 10 (beyond it lie 1.5e-23).
 *
 * <p>f changes on the scale 1 around 0, has kinks where said, and is dull far away; so panels end at the kinks and at 0, +-1, +-4, +-16, ...
 * whatever the deviation is.
 */
final class NormalQuadrature {
    private static final double REACH = 10;
    private static final int FINE = 24;
    private static final int COARSE = 16;
    private static final int DEPTH = 40;
    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
    private static final double GROWTH = 4;

    /** 4^260 is beyond the root of any double. */
    private static final int SCALES = 260;

    private final double[] kinks;
    private final GaussIntegrator fine;
    private final GaussIntegrator coarse;

    NormalQuadrature(List<Double> kinks) {
        this.kinks = kinks.stream().mapToDouble(Double::doubleValue).toArray();
        GaussIntegratorFactory factory = new GaussIntegratorFactory();
        fine = factory.legendre(FINE);
        coarse = factory.legendre(COARSE);
    }

    /** @param tolerance absolute error below which a panel of the whole range is not split */
    QuadratureEstimate expectation(DoubleUnaryOperator f, double mean, double deviation, double tolerance) {
        if (deviation == 0) {
            return new QuadratureEstimate(f.applyAsDouble(mean), 0);
        }
        DoubleUnaryOperator integrand =
                z -> Math.exp(-0.5 * z * z) / SQRT_TWO_PI * f.applyAsDouble(mean + deviation * z);
        double[] edges = edges(mean, deviation);
        double[] sum = new double[2];
        for (int p = 1; p < edges.length; p++) {
            addPanel(integrand, edges[p - 1], edges[p], tolerance, DEPTH, sum);
        }
        return new QuadratureEstimate(sum[0], sum[1]);
    }

    private void addPanel(
            DoubleUnaryOperator integrand, double a, double b, double tolerance, int depth, double[] sum) {
        double value = integral(fine, integrand, a, b);
        double error = Math.abs(value - integral(coarse, integrand, a, b));
        double middle = 0.5 * (a + b);
        if (error <= tolerance * (b - a) / REACH || depth == 0 || middle <= a || middle >= b) {
            sum[0] += value;
            sum[1] += error;
            return;
        }
        addPanel(integrand, a, middle, tolerance, depth - 1, sum);
        addPanel(integrand, middle, b, tolerance, depth - 1, sum);
    }

    private static double integral(GaussIntegrator rule, DoubleUnaryOperator integrand, double a, double b) {
        double half = 0.5 * (b - a);
        double middle = 0.5 * (a + b);
        double sum = 0;
        for (int i = 0; i < rule.getNumberOfPoints(); i++) {
            sum += rule.getWeight(i) * integrand.applyAsDouble(middle + half * rule.getPoint(i));
        }
        return half * sum;
    }

    private double[] edges(double mean, double deviation) {
        double[] edges = new double[6 + kinks.length + 2 * SCALES];
        int count = 0;
        for (double z : new double[] {-REACH, -0.5 * REACH, 0, 0.5 * REACH, REACH, -mean / deviation}) {
            count = add(edges, count, z);
        }
        for (double kink : kinks) {
            count = add(edges, count, (kink - mean) / deviation);
        }
        double farthest = Math.abs(mean) + REACH * deviation;
        for (double x = 1; x < farthest; x *= GROWTH) {
            count = add(edges, count, (x - mean) / deviation);
            count = add(edges, count, (-x - mean) / deviation);
        }
        return Arrays.stream(edges, 0, count).sorted().distinct().toArray();
    }

    private static int add(double[] edges, int count, double z) {
        if (z >= -REACH && z <= REACH) {
            edges[count] = z;
            return count + 1;
        }
        return count;
    }
}
