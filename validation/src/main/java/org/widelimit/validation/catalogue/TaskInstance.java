package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.ntk.multitask.ExtendedNtk;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.claim.Instance;

/**
 * Tasks of regression under one trunk: a tanh network with biases, one output for each of k tasks, on n examples. Targets have the magnitude of the corner and inputs its structure; a magnitude of inputs would only saturate tanh.
 *
 * @param targets (n, k)
 */
record TaskInstance(Mlp network, DMatrixRMaj inputs, DMatrixRMaj targets) {

    /** Length of the step in theta over which outputs are differenced: it leaves an error near 1e-8 from the third derivative and 1e-11 from rounding. */
    private static final double STEP = 1e-4;

    static TaskInstance draw(Instance instance) {
        int k = instance.dimension(2, 3);
        int n = instance.dimension(2, 6);
        int d = instance.dimension(1, 5);
        int width = instance.dimension(3, 40);
        instance.describe(() -> k + " tasks, " + n + " examples, " + d + " inputs, width " + width);
        DMatrixRMaj x = instance.gaussianMatrix(n, d);
        for (int i = 0; i < x.getNumElements(); i++) {
            x.data[i] /= instance.magnitude();
        }
        Mlp network = Mlp.initialise(
                        MlpShape.of(d, k, width),
                        MlpOptions.ntk(Activations.TANH, 1, 0.1),
                        instance.random().child("weights"))
                .withBackend(instance.backend());
        return new TaskInstance(network, x, new DMatrixRMaj(n, k, true, instance.gaussians(n * k)));
    }

    int tasks() {
        return targets.numCols;
    }

    DenseBackend backend() {
        return network.backend();
    }

    List<DMatrixRMaj> jacobians() {
        List<DMatrixRMaj> jacobians = new ArrayList<>();
        for (int i = 0; i < tasks(); i++) {
            jacobians.add(network.jacobian(inputs, i));
        }
        return jacobians;
    }

    ExtendedNtk kernel() {
        return ExtendedNtk.of(jacobians(), backend());
    }

    /** O - y, tasks outside. */
    double[] residual() {
        return stacked(network.forward(inputs), targets);
    }

    private static double[] stacked(DMatrixRMaj outputs, DMatrixRMaj minus) {
        int n = outputs.numRows;
        double[] all = new double[outputs.getNumElements()];
        for (int a = 0; a < n; a++) {
            for (int i = 0; i < outputs.numCols; i++) {
                all[i * n + a] = outputs.get(a, i) - minus.get(a, i);
            }
        }
        return all;
    }

    /** dO/dt under gradient flow of {@code sum_i w_i/2 |f_i - y_i|^2}, tasks outside: by back-propagation of the sum and central differences, without any kernel. */
    double[] velocity(double[] weights) {
        DMatrixRMaj outputs = network.forward(inputs);
        DMatrixRMaj seed = outputs.copy();
        for (int a = 0; a < seed.numRows; a++) {
            for (int i = 0; i < seed.numCols; i++) {
                seed.set(a, i, weights[i] * (outputs.get(a, i) - targets.get(a, i)));
            }
        }
        double[] gradient = network.gradients(inputs, seed).flatten();
        double length = 0;
        for (double g : gradient) {
            length = Math.hypot(length, g);
        }
        double time = STEP / length;
        double[] difference = stacked(moved(gradient, -time), moved(gradient, time));
        for (int i = 0; i < difference.length; i++) {
            difference[i] /= 2 * time;
        }
        return difference;
    }

    private DMatrixRMaj moved(double[] direction, double factor) {
        double[] theta = network.parameters();
        for (int p = 0; p < theta.length; p++) {
            theta[p] += factor * direction[p];
        }
        return network.withParameters(theta).forward(inputs);
    }

    /** {@code max |v + A e| / max |v|} for the velocity v and the residual e. */
    static double misfit(double[] velocity, DMatrixRMaj a, double[] residual) {
        double worst = 0;
        double largest = 0;
        for (int row = 0; row < velocity.length; row++) {
            double sum = velocity[row];
            for (int column = 0; column < residual.length; column++) {
                sum += a.get(row, column) * residual[column];
            }
            worst = Math.max(worst, Math.abs(sum));
            largest = Math.max(largest, Math.abs(velocity[row]));
        }
        return worst / largest;
    }
}
