package org.widelimit.ntk.multitask;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.networks.Biases;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.MlpShape;

/**
 * A trunk with linear heads on examples: the hidden layers of an {@link Mlp} are shared, and its outputs belong to the tasks in turn. The rows of its last layer are the heads, each of one task. Immutable.
 */
public final class MultiTaskNetwork implements MultiTaskProblem {
    private final Mlp network;
    private final List<Task> tasks;
    private final DMatrixRMaj inputs;
    private final List<DMatrixRMaj> targets;

    private MultiTaskNetwork(Mlp network, List<Task> tasks, DMatrixRMaj inputs, List<DMatrixRMaj> targets) {
        this.network = network;
        this.tasks = tasks;
        this.inputs = inputs;
        this.targets = targets;
    }

    /**
     * Tasks of a network on a batch.
     *
     * @param tasks with as many outputs together as the network has
     * @param inputs X, (n, d)
     * @param targets for each task (n, outputs of it)
     */
    public static MultiTaskNetwork of(Mlp network, List<Task> tasks, DMatrixRMaj inputs, List<DMatrixRMaj> targets) {
        int outputs = tasks.stream().mapToInt(Task::outputs).sum();
        if (outputs != network.shape().outputs() || targets.size() != tasks.size()) {
            throw new IllegalArgumentException("expected a network of " + outputs + " outputs and " + tasks.size()
                    + " targets, found " + network.shape().outputs() + " and " + targets.size());
        }
        for (int i = 0; i < tasks.size(); i++) {
            DMatrixRMaj y = targets.get(i);
            if (y.numRows != inputs.numRows || y.numCols != tasks.get(i).outputs()) {
                throw new IllegalArgumentException("expected targets of shape (" + inputs.numRows + ", "
                        + tasks.get(i).outputs() + ") for task " + tasks.get(i).name() + ", found (" + y.numRows + ", "
                        + y.numCols + ")");
            }
        }
        List<DMatrixRMaj> copies = new ArrayList<>();
        targets.forEach(y -> copies.add(y.copy()));
        return new MultiTaskNetwork(network, List.copyOf(tasks), inputs.copy(), List.copyOf(copies));
    }

    /** One task of regression for each column of Y (n, k). */
    public static MultiTaskNetwork regression(Mlp network, DMatrixRMaj inputs, DMatrixRMaj targets) {
        List<Task> tasks = new ArrayList<>();
        List<DMatrixRMaj> columns = new ArrayList<>();
        for (int i = 0; i < targets.numCols; i++) {
            tasks.add(Task.regression("task " + (i + 1)));
            columns.add(CommonOps_DDRM.extractColumn(targets, i, null));
        }
        return of(network, tasks, inputs, columns);
    }

    /** The same network and tasks on other examples. */
    public MultiTaskNetwork on(DMatrixRMaj otherInputs, List<DMatrixRMaj> otherTargets) {
        return of(network, tasks, otherInputs, otherTargets);
    }

    @Override
    public int tasks() {
        return tasks.size();
    }

    @Override
    public int parameters() {
        return network.parameterCount();
    }

    /** Parameters of the trunk: the first so many of {@link Mlp#parameters}. */
    public int sharedParameters() {
        MlpShape shape = network.shape();
        int bias = network.options().biases() == Biases.PRESENT ? 1 : 0;
        return parameters() - shape.outputs() * (shape.fanIn(shape.layers()) + bias);
    }

    /** The parameters that the network came with. */
    public double[] initial() {
        return network.parameters();
    }

    /** The network at theta. */
    public Mlp network(double[] theta) {
        return network.withParameters(theta);
    }

    @Override
    public ExampleStep at(double[] theta) {
        return new NetworkStep(this, network.withParameters(theta), 0, inputs.numRows);
    }

    /** The same with the examples from, ..., to - 1 alone. */
    public ExampleStep at(double[] theta, int from, int to) {
        return new NetworkStep(this, network.withParameters(theta), from, to);
    }

    /** First output of a task. */
    int firstOutput(int task) {
        return tasks.subList(0, task).stream().mapToInt(Task::outputs).sum();
    }

    Task task(int i) {
        return tasks.get(i);
    }

    DMatrixRMaj inputs(int from, int to) {
        return CommonOps_DDRM.extract(inputs, from, to, 0, inputs.numCols);
    }

    DMatrixRMaj targets(int task, int from, int to) {
        DMatrixRMaj y = targets.get(task);
        return CommonOps_DDRM.extract(y, from, to, 0, y.numCols);
    }
}
