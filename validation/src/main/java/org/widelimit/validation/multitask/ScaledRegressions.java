package org.widelimit.validation.multitask;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.networks.Activations;
import org.widelimit.networks.MeanSquaredError;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpOptions;
import org.widelimit.networks.MlpShape;
import org.widelimit.networks.training.Adam;
import org.widelimit.ntk.multitask.DescentOptions;
import org.widelimit.ntk.multitask.MultiTaskNetwork;
import org.widelimit.ntk.multitask.Task;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Four regressions under one trunk, y_i = sin(u_i . x), u_i a normal direction, on normal inputs of four coordinates; task i is measured in a unit that makes its outputs and targets c_i times as large and its loss c_i^2 times, c_i from 1e-2 to 1e2
 * in equal ratios. Relative to their start all tasks are then alike, and what differs is the scale of the losses alone.
 */
public final class ScaledRegressions {

    private static final int TASKS = 4;
    private static final int INPUTS = 4;
    private static final double SMALLEST = -2;
    private static final double LARGEST = 2;
    private static final double RATE = 0.01;
    private static final int STEPS = 300;

    private ScaledRegressions() {}

    /** A problem with a tanh trunk of one hidden layer. */
    public static MultiTaskNetwork draw(int width, int examples, RandomStreams random, DenseBackend backend) {
        RandomStream draws = random.child("data").stream();
        DMatrixRMaj x = draws.gaussianMatrix(examples, INPUTS);
        DMatrixRMaj directions = draws.gaussianMatrix(TASKS, INPUTS);
        DMatrixRMaj y = new DMatrixRMaj(examples, TASKS);
        for (int e = 0; e < examples; e++) {
            for (int i = 0; i < TASKS; i++) {
                double product = 0;
                for (int c = 0; c < INPUTS; c++) {
                    product += directions.get(i, c) * x.get(e, c);
                }
                y.set(e, i, Math.sin(product));
            }
        }
        Mlp network = Mlp.initialise(
                        MlpShape.of(INPUTS, TASKS, width),
                        MlpOptions.ntk(Activations.TANH, 1, 0.1),
                        random.child("weights"))
                .withBackend(backend);
        List<Task> tasks = new ArrayList<>();
        List<DMatrixRMaj> targets = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            double scale = size(i) * size(i);
            tasks.add(new Task("unit " + size(i), 1, new ScaledLoss(new MeanSquaredError(), scale)));
            targets.add(CommonOps_DDRM.extractColumn(y, i, null));
        }
        return MultiTaskNetwork.of(network, tasks, x, targets);
    }

    /** c_i. */
    public static double size(int task) {
        return Math.pow(10, SMALLEST + (LARGEST - SMALLEST) * task / (TASKS - 1));
    }

    /** Adam, 300 steps. */
    public static DescentOptions descent() {
        return DescentOptions.of(Adam.of(RATE), STEPS);
    }
}
