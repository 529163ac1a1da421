package org.widelimit.ntk.dual;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * {@code E f(mean + deviation Z)} for standard normal Z by adaptive Gauss-Legendre quadrature over |Z| <= 10 (beyond it lie 1.5e-23).
 *
 * <p>f changes on a known scale around 0 and around its kinks, and is dull far away; so panels end at these centres and at distances of scale, 4
 * scale, 16 scale, ... from them, whatever the deviation is.
 */
final class NormalQuadrature {
    private static final double REACH = 10;

    /** Length of the interval of integration. */
    static final double RANGE = 2 * REACH;

    private static final int FINE = 24;
    private static final int COARSE = 16;
    private static final int DEPTH = 30;
    /** Rounding of a panel's sum: no splitting gets below it. */
    private static final double ROUNDING = 0x1.0p-46;

    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
    private static final double GROWTH = 4;

    /** Scales below this part of the range are not looked for: what they hold is below rounding. */
    private static final double SMALLEST = 1e-18;

    private final double[] centres;
    private final GaussIntegrator fine;
    private final GaussIntegrator coarse;

    NormalQuadrature(List<Double> kinks) {
        centres = DoubleStream.concat(DoubleStream.of(0), kinks.stream().mapToDouble(Double::doubleValue))
                .distinct()
                .toArray();
        GaussIntegratorFactory factory = new GaussIntegratorFactory();
        fine = factory.legendre(FINE);
        coarse = factory.legendre(COARSE);
    }

    /**
     * @param scale on which f changes around its centres
     * @param tolerance absolute error below which half of the whole range is not split
     */
    QuadratureEstimate expectation(
            DoubleUnaryOperator f, double mean, double deviation, double scale, double tolerance) {
        if (deviation == 0) {
            return new QuadratureEstimate(f.applyAsDouble(mean), 0);
        }
        DoubleUnaryOperator integrand = z -> density(z) * f.applyAsDouble(mean + deviation * z);
        double[] edges = edges(mean, deviation, scale);
        Sum sum = new Sum();
        for (int p = 1; p < edges.length; p++) {
            sum.add(integrand, edges[p - 1], edges[p], tolerance, DEPTH);
        }
        return new QuadratureEstimate(sum.value, sum.error);
    }

    /** Of the standard normal distribution. */
    static double density(double z) {
        return Math.exp(-0.5 * z * z) / SQRT_TWO_PI;
    }

    private double[] edges(double mean, double deviation, double scale) {
        DoubleStream.Builder edges = DoubleStream.builder();
        for (double z : new double[] {-REACH, -0.5 * REACH, 0, 0.5 * REACH, REACH}) {
            edges.add(z);
        }
        double smallest = Math.max(scale, SMALLEST * deviation);
        for (double centre : centres) {
            edges.add((centre - mean) / deviation);
            double farthest = Math.abs(centre - mean) + REACH * deviation;
            for (double x = smallest; x < farthest; x *= GROWTH) {
                edges.add((centre + x - mean) / deviation);
                edges.add((centre - x - mean) / deviation);
            }
        }
        return edges.build()
                .filter(z -> z >= -REACH && z <= REACH)
                .sorted()
                .distinct()
                .toArray();
    }

    private final class Sum {
        private double value;
        private double error;

        void add(DoubleUnaryOperator integrand, double a, double b, double tolerance, int depth) {
            double half = 0.5 * (b - a);
            double middle = 0.5 * (a + b);
            double better = 0;
            double size = 0;
            for (int i = 0; i < FINE; i++) {
                double term = half * fine.getWeight(i) * integrand.applyAsDouble(middle + half * fine.getPoint(i));
                better += term;
                size += Math.abs(term);
            }
            double worse = 0;
            for (int i = 0; i < COARSE; i++) {
                worse += half * coarse.getWeight(i) * integrand.applyAsDouble(middle + half * coarse.getPoint(i));
            }
            double difference = Math.abs(better - worse);
            boolean done = difference <= Math.max(tolerance * (b - a) / REACH, ROUNDING * size);
            if (done || depth == 0 || middle <= a || middle >= b) {
                value += better;
                error += difference;
                return;
            }
            add(integrand, a, middle, tolerance, depth - 1);
            add(integrand, middle, b, tolerance, depth - 1);
        }
    }
}
