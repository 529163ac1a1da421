package org.widelimit.graphon.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.AllowedSolution;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.Mask;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.KthSmallest;

/**
 * The Factorised Saliency Model: score s_ij = |xi_ij| g_i phi(v_j) of the weight from input coordinate v_j to neuron
 * i, of which the fraction c with the largest scores is kept.
 *
 * <p>The xi_ij are independent ({@link SaliencyNoise}), the g_i are independent with quantile function F_g^(-1), phi
 * is the profile of the input coordinates. With neurons sorted by g, neuron u has g = F_g^(-1)(u), and the masks tend
 * to the graphon
 *
 * <pre>  W(u, v) = P(|xi| &gt; tau / (phi(v) F_g^(-1)(u))),    tau from int int W = c,</pre>
 *
 * with V(u, v) = E[xi^2; |xi| &gt; tau / (phi(v) F_g^(-1)(u))]. Signed noise keeps the largest xi g phi instead.
 *
 * <p>Source: the model of P2 (arXiv 2602.06675). Its abstract states the limit; the closed form follows from it: given
 * the g_i the entries are independent but for the common threshold, and the empirical threshold tends to tau by the
 * law of large numbers.
 */
public final class FactorisedSaliency implements Graphon {

    private static final double RELATIVE_ACCURACY = 1e-14;
    private static final int MOST_EVALUATIONS = 200;

    /** Thresholds are looked for between 2^-MOST_DOUBLINGS and 2^MOST_DOUBLINGS. */
    private static final int MOST_DOUBLINGS = 60;

    private final DoubleUnaryOperator profile;
    private final DoubleUnaryOperator neuronQuantile;
    private final SaliencyNoise noise;
    private final double density;
    private final double threshold;

    /** Factors of the neurons on the grid, by their number: a study prunes thousands of masks of one size. */
    private final Map<Integer, double[]> gridFactors = new ConcurrentHashMap<>();

    private FactorisedSaliency(
            DoubleUnaryOperator profile,
            DoubleUnaryOperator neuronQuantile,
            SaliencyNoise noise,
            double density,
            double threshold) {
        this.profile = profile;
        this.neuronQuantile = neuronQuantile;
        this.noise = noise;
        this.density = density;
        this.threshold = threshold;
    }

    /**
     * The model with a profile on [0, 1]. Where profile and quantile function are smooth inside (0, 1), the threshold
     * is good to about 1e-9 with Gaussian noise, and to 1e-5 with uniform noise, whose W has a kink; less where they
     * jump.
     *
     * @param profile phi, finite and at least 0
     * @param neuronQuantile F_g^(-1), not decreasing, finite and at least 0 inside (0, 1)
     * @param density c in (0, 1)
     * @throws IllegalArgumentException if a factor is negative, or so often 0 that c cannot be reached
     */
    public static FactorisedSaliency of(
            DoubleUnaryOperator profile, DoubleUnaryOperator neuronQuantile, SaliencyNoise noise, double density) {
        double tau = threshold(Axis.of(profile), Axis.of(neuronQuantile), noise, density);
        return new FactorisedSaliency(profile, neuronQuantile, noise, density, tau);
    }

    /**
     * The model with one value of the profile for each of d input coordinates; coordinate j of d is the interval [j /
     * d, (j + 1) / d). Other parameters as above.
     */
    public static FactorisedSaliency of(
            double[] coordinateProfile, DoubleUnaryOperator neuronQuantile, SaliencyNoise noise, double density) {
        double[] values = coordinateProfile.clone();
        double tau = threshold(Axis.of(values), Axis.of(neuronQuantile), noise, density);
        DoubleUnaryOperator steps = v -> values[(int) Math.min(values.length - 1, Math.floor(v * values.length))];
        return new FactorisedSaliency(steps, neuronQuantile, noise, density, tau);
    }

    /** tau, on the scale of the scores. */
    public double threshold() {
        return threshold;
    }

    @Override
    public double density(double u, double v) {
        return kept(noise, strength(u, v), threshold);
    }

    @Override
    public double secondMoment(double u, double v) {
        double strength = strength(u, v);
        return strength == 0 ? kept(noise, 0, threshold) : noise.keptSecondMoment(threshold / strength);
    }

    /** Where the factors of the sampled neurons come from. */
    public enum Neurons {
        /** g_i = F_g^(-1)((i + 1/2) / rows): no fluctuation of the neurons. */
        ON_GRID,
        /** g_i drawn independently, then sorted: what a network has, up to its order. */
        DRAWN
    }

    /**
     * A mask as pruning makes it, by one threshold over all scores, so that its density is c to within one entry.
     *
     * @param rows number of neurons
     * @param columns number of input coordinates, at (j + 1/2) / columns
     */
    public SaliencyMask prune(String name, int rows, int columns, Neurons neurons, RandomStream stream) {
        double[] factors = neurons == Neurons.DRAWN
                ? drawnFactors(rows, stream)
                : gridFactors.computeIfAbsent(rows, this::factorsOnGrid);
        DMatrixRMaj weights = new DMatrixRMaj(rows, columns);
        DMatrixRMaj scores = new DMatrixRMaj(rows, columns);
        double[] profiles = new double[columns];
        Arrays.setAll(profiles, j -> profile.applyAsDouble((j + 0.5) / columns));
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double xi = noise.draw(stream);
                weights.unsafe_set(i, j, xi);
                scores.unsafe_set(i, j, noise.score(xi) * (profiles[j] * factors[i]));
            }
        }
        int pruned = (int) Math.round((1 - density) * scores.getNumElements());
        double cut = pruned == 0 ? Double.NEGATIVE_INFINITY : KthSmallest.of(List.of(scores), pruned);
        Mask mask = Mask.above(name, scores, cut);
        return new SaliencyMask(mask, weights, cut);
    }

    private double[] factorsOnGrid(int rows) {
        double[] factors = new double[rows];
        Arrays.setAll(factors, i -> neuronQuantile.applyAsDouble((i + 0.5) / rows));
        return factors;
    }

    private double[] drawnFactors(int rows, RandomStream stream) {
        double[] positions = new double[rows];
        Arrays.setAll(positions, i -> inside(stream));
        Arrays.sort(positions);
        return Arrays.stream(positions).map(neuronQuantile).toArray();
    }

    /**
     * A pruned layer.
     *
     * @param mask the weights whose score is above the threshold
     * @param weights xi, variance 1
     * @param threshold the empirical threshold, which tends to {@link FactorisedSaliency#threshold}
     */
    public record SaliencyMask(Mask mask, DMatrixRMaj weights, double threshold) {

        public SaliencyMask {
            Objects.requireNonNull(mask, "mask");
            Objects.requireNonNull(weights, "weights");
        }
    }

    private double strength(double u, double v) {
        return profile.applyAsDouble(v) * neuronQuantile.applyAsDouble(u);
    }

    /** Uniform inside (0, 1), where quantile functions are finite. */
    private static double inside(RandomStream stream) {
        double u = stream.nextDouble();
        while (u == 0) {
            u = stream.nextDouble();
        }
        return u;
    }

    /** P(xi strength &gt; tau); a score of 0 is above negative thresholds alone. */
    private static double kept(SaliencyNoise noise, double strength, double tau) {
        if (strength == 0) {
            return tau < 0 ? 1 : 0;
        }
        return noise.kept(tau / strength);
    }

    private static double threshold(Axis profile, Axis neurons, SaliencyNoise noise, double density) {
        if (!(density > 0 && density < 1)) {
            throw new IllegalArgumentException("expected a density in (0, 1), found " + density);
        }
        UnivariateFunction excess = tau -> mass(profile, neurons, noise, tau) - density;
        boolean positive = excess.value(0) > 0;
        if (positive || noise.isSigned()) {
            double sign = positive ? 1 : -1;
            // Outwards from 1, where thresholds of factors of order 1 are; the excess falls with tau.
            int k = 0;
            while (k > -MOST_DOUBLINGS && sign * excess.value(sign * Math.scalb(1.0, k)) <= 0) {
                k--;
            }
            double near = k == -MOST_DOUBLINGS ? 0 : sign * Math.scalb(1.0, k);
            double far = sign * Math.scalb(1.0, k + 1);
            while (k < MOST_DOUBLINGS && sign * excess.value(far) > 0) {
                near = far;
                far *= 2;
                k++;
            }
            if (k < MOST_DOUBLINGS) {
                return new BracketingNthOrderBrentSolver(RELATIVE_ACCURACY, 0, 0, 5)
                        .solve(
                                MOST_EVALUATIONS,
                                excess,
                                Math.min(near, far),
                                Math.max(near, far),
                                AllowedSolution.ANY_SIDE);
            }
        }
        throw new IllegalArgumentException(
                "expected factors with which a density of " + density + " can be reached: too many are 0");
    }

    private static double mass(Axis profile, Axis neurons, SaliencyNoise noise, double tau) {
        double mass = 0;
        for (int a = 0; a < neurons.values().length; a++) {
            double row = 0;
            for (int b = 0; b < profile.values().length; b++) {
                row += profile.weights()[b] * kept(noise, profile.values()[b] * neurons.values()[a], tau);
            }
            mass += neurons.weights()[a] * row;
        }
        return mass;
    }
}
