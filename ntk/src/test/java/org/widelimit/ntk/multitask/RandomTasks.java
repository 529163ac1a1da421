package org.widelimit.ntk.multitask;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Networks, Jacobians and Gram matrices of tasks, by seed. */
final class RandomTasks {
    static final DenseBackend BACKEND = DenseBackends.preferred();

    private RandomTasks() {}

    static RandomStream stream(long seed) {
        return RandomStreams.of(seed).child("tasks").stream();
    }

    static Mlp network(long seed, int inputs, int tasks, int... hidden) {
        return Mlp.initialise(
                MlpShape.of(inputs, tasks, hidden),
                MlpOptions.ntk(Activations.TANH, 1, 0.1),
                RandomStreams.of(seed).child("network"));
    }

    static List<DMatrixRMaj> jacobians(long seed, int tasks, int examples, int parameters) {
        RandomStream random = stream(seed);
        List<DMatrixRMaj> jacobians = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            jacobians.add(random.gaussianMatrix(examples, parameters));
        }
        return jacobians;
    }

    /** Of k gradients with lengths over two orders of magnitude. */
    static DMatrixRMaj gram(long seed, int tasks) {
        RandomStream random = stream(seed);
        DMatrixRMaj rows = random.gaussianMatrix(tasks, tasks + 2);
        for (int i = 0; i < tasks; i++) {
            double scale = Math.pow(10, 2 * random.nextDouble() - 1);
            for (int p = 0; p < rows.numCols; p++) {
                rows.set(i, p, scale * rows.get(i, p));
            }
        }
        DMatrixRMaj gram = new DMatrixRMaj(tasks, tasks);
        BACKEND.syrk(1, rows, 0, gram);
        return gram;
    }

    static double[] positive(RandomStream random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Math.exp(random.nextGaussian());
        }
        return values;
    }

    static double[] times(DMatrixRMaj a, double[] x) {
        double[] y = new double[a.numRows];
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < a.numCols; j++) {
                y[i] += a.get(i, j) * x[j];
            }
        }
        return y;
    }
}
