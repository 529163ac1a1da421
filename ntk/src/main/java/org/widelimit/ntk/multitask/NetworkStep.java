package org.widelimit.ntk.multitask;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Trace;

/** The losses of a network's tasks at one point, on the examples from, ..., to - 1; each thing is computed when it is first asked for. */
final class NetworkStep implements ExampleStep {
    private final MultiTaskNetwork problem;
    private final Mlp network;
    private final int from;
    private final int to;
    private final Trace trace;
    private @Nullable DMatrixRMaj gradients;
    private @Nullable DMatrixRMaj gram;
    private double passes;

    NetworkStep(MultiTaskNetwork problem, Mlp network, int from, int to) {
        this.problem = problem;
        this.network = network;
        this.from = from;
        this.to = to;
        this.trace = network.forwardTrace(problem.inputs(from, to));
    }

    @Override
    public int tasks() {
        return problem.tasks();
    }

    @Override
    public double[] losses() {
        double[] losses = new double[tasks()];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = problem.task(i).loss().value(outputs(trace, i), problem.targets(i, from, to));
        }
        return losses;
    }

    private DMatrixRMaj outputs(Trace of, int task) {
        int first = problem.firstOutput(task);
        DMatrixRMaj f = of.outputs();
        return CommonOps_DDRM.extract(
                f, 0, f.numRows, first, first + problem.task(task).outputs());
    }

    /** dl_i/df of all outputs, zero for those of other tasks, of the mean loss on the examples start, ..., end - 1 of this step. */
    private DMatrixRMaj seed(int task, int start, int end) {
        DMatrixRMaj f = outputs(trace, task);
        DMatrixRMaj part = CommonOps_DDRM.extract(f, start, end, 0, f.numCols);
        DMatrixRMaj slope = problem.task(task).loss().gradient(part, problem.targets(task, from + start, from + end));
        DMatrixRMaj seed = new DMatrixRMaj(to - from, network.shape().outputs());
        CommonOps_DDRM.insert(slope, seed, start, problem.firstOutput(task));
        return seed;
    }

    /** (k, P). */
    private DMatrixRMaj gradients() {
        if (gradients == null) {
            DMatrixRMaj rows = new DMatrixRMaj(tasks(), problem.parameters());
            for (int i = 0; i < tasks(); i++) {
                double[] gradient =
                        network.gradients(trace, seed(i, 0, to - from)).flatten();
                System.arraycopy(gradient, 0, rows.data, i * rows.numCols, rows.numCols);
            }
            passes += tasks();
            gradients = rows;
        }
        return gradients;
    }

    @Override
    public DMatrixRMaj gram() {
        if (gram == null) {
            gram = gramOf(gradients(), problem.sharedParameters());
        }
        return gram.copy();
    }

    private DMatrixRMaj gramOf(DMatrixRMaj rows, int columns) {
        DMatrixRMaj product = new DMatrixRMaj(rows.numRows, rows.numRows);
        network.backend().syrk(1, CommonOps_DDRM.extract(rows, 0, rows.numRows, 0, columns), 0, product);
        return product;
    }

    @Override
    public DMatrixRMaj chunkGram(int task, int chunks) {
        int size = chunkSize(chunks);
        DMatrixRMaj rows = new DMatrixRMaj(chunks, problem.sharedParameters());
        for (int j = 0; j < chunks; j++) {
            NetworkStep chunk = new NetworkStep(problem, network, from + start(j, size), from + start(j + 1, size));
            double[] gradient = network.gradients(chunk.trace, chunk.seed(task, 0, chunk.to - chunk.from))
                    .flatten();
            System.arraycopy(gradient, 0, rows.data, j * rows.numCols, rows.numCols);
        }
        passes++;
        return gramOf(rows, rows.numCols);
    }

    @Override
    public DMatrixRMaj representationGram(int task, int chunks, Representation representation) {
        int size = chunkSize(chunks);
        DMatrixRMaj heads = network.effectiveWeights().get(network.layers() - 1);
        int d = heads.numCols;
        int examples = to - from;
        DMatrixRMaj rows = new DMatrixRMaj(chunks, representation == Representation.BATCH ? examples * d : d);
        for (int j = 0; j < chunks; j++) {
            DMatrixRMaj byBatch = network.backend().multiply(seed(task, start(j, size), start(j + 1, size)), heads);
            for (int e = 0; e < examples * d; e++) {
                int column = representation == Representation.BATCH ? e : e % d;
                rows.data[j * rows.numCols + column] += byBatch.data[e];
            }
        }
        return gramOf(rows, rows.numCols);
    }

    private int start(int chunk, int size) {
        return Math.min(chunk * size, to - from);
    }

    private int chunkSize(int chunks) {
        int examples = to - from;
        int size = (examples + chunks - 1) / chunks;
        if (chunks < 1 || (chunks - 1) * size >= examples) {
            throw new IllegalArgumentException("expected " + examples + " examples in " + chunks + " chunks of " + size
                    + ", none of them empty; found no examples for the last");
        }
        return size;
    }

    @Override
    public double[] gradient(double[] weights, HeadGradients heads) {
        double[] sum = gradients == null && heads == HeadGradients.WEIGHTED ? atOnce(weights) : combined(weights);
        if (heads == HeadGradients.PLAIN) {
            int shared = problem.sharedParameters();
            Arrays.fill(sum, shared, sum.length, 0);
            addRows(gradients(), shared, sum);
        }
        return sum;
    }

    /** One pass for the weighted sum of the losses. */
    private double[] atOnce(double[] weights) {
        DMatrixRMaj seed = new DMatrixRMaj(to - from, network.shape().outputs());
        for (int i = 0; i < weights.length; i++) {
            CommonOps_DDRM.addEquals(seed, weights[i], seed(i, 0, to - from));
        }
        passes++;
        return network.gradients(trace, seed).flatten();
    }

    private double[] combined(double[] weights) {
        DMatrixRMaj rows = gradients();
        double[] sum = new double[rows.numCols];
        for (int i = 0; i < weights.length; i++) {
            for (int p = 0; p < sum.length; p++) {
                sum[p] += weights[i] * rows.data[i * sum.length + p];
            }
        }
        return sum;
    }

    /** Adds all rows, from a column on. */
    private static void addRows(DMatrixRMaj rows, int first, double[] sum) {
        for (int i = 0; i < rows.numRows; i++) {
            for (int p = first; p < sum.length; p++) {
                sum[p] += rows.data[i * sum.length + p];
            }
        }
    }

    @Override
    public double backwardPasses() {
        return passes;
    }
}
