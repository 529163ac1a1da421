package org.widelimit.gradientflow.transformer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Invariant;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.StepObserver.Decision;
import org.widelimit.numerics.InputException;

/**
 * The gradient flow of a two-layer network with squared error from small weights (arXiv 2105.11686):
 *
 * <p>f(x) = sum_j a_j sigma(w_j . x), x = (xbar, 1), L = (1 / 2n) sum_i (f(x_i) - y_i)^2.
 *
 * <p>At leading order the residual is -y_i, and each neuron climbs V(a, w) = a (1 / n) sum_i y_i (w . x_i)^p alone, with the
 * multiplicity p of sigma: the direction of w_j tends to a maximum of V on the sphere, of which the paper says that there are at most p
 * lines (2p orientations).
 */
public final class TwoLayerNetwork {
    private static final FlowOptions OPTIONS =
            FlowOptions.standard().withTolerances(1e-9, 1e-12).withSampling(Sampling.ends());

    private static final double REST = 1e-8;
    private static final double SPAN = 1e5;

    private final DMatrixRMaj inputs;
    private final double[] targets;
    private final SmallActivation activation;

    private TwoLayerNetwork(DMatrixRMaj inputs, double[] targets, SmallActivation activation) {
        this.inputs = inputs;
        this.targets = targets;
        this.activation = activation;
    }

    /**
     * A network on a data set.
     *
     * @param inputs x_i in rows, the constant 1 included, shape (n, k)
     * @param targets y_i, length n, not all zero
     * @param activation sigma up to its leading order and beyond
     * @return the network
     * @throws InputException if the shapes do not fit, a number is not finite, or all targets are zero: then no neuron moves
     */
    public static TwoLayerNetwork of(DMatrixRMaj inputs, double[] targets, SmallActivation activation) {
        if (targets.length != inputs.numRows || targets.length == 0) {
            throw new InputException(
                    "expected a target for each of %d inputs, found %d".formatted(inputs.numRows, targets.length));
        }
        Matrices.requireFinite("inputs", inputs.copy().data);
        Matrices.requireFinite("targets", targets);
        if (Arrays.stream(targets).allMatch(target -> target == 0)) {
            throw new InputException("expected targets of which one is other than zero, found only zeros");
        }
        return new TwoLayerNetwork(inputs.copy(), targets.clone(), activation);
    }

    /**
     * The exact flow. A state is (a_j, w_j) neuron after neuron, of m (k + 1) entries.
     *
     * @param neurons m, positive
     * @return the flow, with the decreasing loss
     */
    public Flow flow(int neurons) {
        return new Exact(this, neurons);
    }

    /**
     * The potential of one neuron at leading order, which is homogeneous of degree p + 1. A state is (a, w), of k + 1 entries.
     *
     * @return its gradient ascent
     */
    public Flow neuron() {
        return new Leading(this);
    }

    /**
     * Where one neuron turns at leading order: y' = (I - y y^T) grad V(y) on the unit sphere of y = (a, w), which has the orbits of the
     * gradient ascent on another clock, until |y'| is 1e-8 of the largest |grad V| there can be.
     *
     * <p>V is homogeneous of degree p in w and 1 in a, so that a point of rest with V != 0 has |w|^2 = p / (p + 1). The others have V = 0, and those
     * that attract w = 0: there the neuron dies out, with a direction that need not have come to rest. For p = 2 that happens to a neuron with a large |a| where a V is
     * negative for every w.
     *
     * @param start (a, w), k + 1 entries, not zero
     * @return the unit vector along w; empty if the neuron dies out
     */
    public Optional<double[]> finalDirection(double[] start) {
        double rest = REST * typicalRate();
        Flow sphere = new Sphere(neuron());
        double[] last = FlowIntegrator.of(OPTIONS)
                .integrate(
                        sphere, 0, Matrices.scaled(1 / Matrices.norm(start), start), SPAN / typicalRate(), (t, y) -> {
                            double[] dy = new double[y.length];
                            sphere.derivative(t, y, dy);
                            return Matrices.norm(dy) <= rest ? Decision.STOP : Decision.CONTINUE;
                        })
                .finalState();
        double[] w = Arrays.copyOfRange(last, 1, last.length);
        int p = activation.multiplicity();
        boolean alive = Matrices.dot(w, w) > 0.5 * p / (p + 1);
        return alive ? Optional.of(Matrices.scaled(1 / Matrices.norm(w), w)) : Optional.empty();
    }

    /** (1/n) sum_i |y_i| |x_i|^p: no neuron of unit size moves faster than about this. */
    private double typicalRate() {
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            double norm = Matrices.norm(Arrays.copyOfRange(inputs.data, i * inputs.numCols, (i + 1) * inputs.numCols));
            sum += Math.abs(targets[i]) * Math.pow(norm, activation.multiplicity()) / targets.length;
        }
        return sum;
    }

    private static double dot(DMatrixRMaj inputs, int row, double[] y, int from) {
        double sum = 0;
        for (int k = 0; k < inputs.numCols; k++) {
            sum += inputs.data[row * inputs.numCols + k] * y[from + k];
        }
        return sum;
    }

    private record Exact(TwoLayerNetwork network, int neurons) implements Flow {
        @Override
        public int dimension() {
            return neurons * (network.inputs.numCols + 1);
        }

        @Override
        public void derivative(double t, double[] y, double[] dy) {
            Arrays.fill(dy, 0);
            double[] residuals = residuals(y);
            int width = network.inputs.numCols;
            for (int j = 0; j < neurons; j++) {
                int at = j * (width + 1);
                for (int i = 0; i < residuals.length; i++) {
                    double h = dot(network.inputs, i, y, at + 1);
                    double pull = -residuals[i] / residuals.length;
                    dy[at] += pull * network.activation.value(h);
                    double slope = pull * y[at] * network.activation.slope(h);
                    for (int k = 0; k < width; k++) {
                        dy[at + 1 + k] += slope * network.inputs.data[i * width + k];
                    }
                }
            }
        }

        private double[] residuals(double[] y) {
            int width = network.inputs.numCols;
            double[] residuals = new double[network.targets.length];
            for (int i = 0; i < residuals.length; i++) {
                int sample = i;
                residuals[i] = IntStream.range(0, neurons)
                                .mapToDouble(j -> y[j * (width + 1)]
                                        * network.activation.value(dot(network.inputs, sample, y, j * (width + 1) + 1)))
                                .sum()
                        - network.targets[i];
            }
            return residuals;
        }

        @Override
        public List<Invariant> invariants() {
            return List.of(Invariant.decreasing("loss", 0, (t, y) -> {
                double[] residuals = residuals(y);
                return Matrices.dot(residuals, residuals) / (2.0 * residuals.length);
            }));
        }
    }

    /** A flow projected onto the unit sphere. */
    private record Sphere(Flow flow) implements Flow {
        @Override
        public int dimension() {
            return flow.dimension();
        }

        @Override
        public void derivative(double t, double[] y, double[] dy) {
            flow.derivative(t, y, dy);
            double along = Matrices.dot(y, dy) / Matrices.dot(y, y);
            for (int i = 0; i < dy.length; i++) {
                dy[i] -= along * y[i];
            }
        }
    }

    private record Leading(TwoLayerNetwork network) implements Flow {
        @Override
        public int dimension() {
            return network.inputs.numCols + 1;
        }

        @Override
        public void derivative(double t, double[] y, double[] dy) {
            Arrays.fill(dy, 0);
            int p = network.activation.multiplicity();
            int width = network.inputs.numCols;
            for (int i = 0; i < network.targets.length; i++) {
                double h = dot(network.inputs, i, y, 1);
                double pull = network.targets[i] / network.targets.length;
                double power = p == 1 ? 1 : p == 2 ? h : h * h;
                dy[0] += pull * power * h;
                double slope = pull * y[0] * p * power;
                for (int k = 0; k < width; k++) {
                    dy[1 + k] += slope * network.inputs.data[i * width + k];
                }
            }
        }
    }
}
