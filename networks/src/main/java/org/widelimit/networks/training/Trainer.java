package org.widelimit.networks.training;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.Trace;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Minimises a loss over mini-batches.
 *
 * <p>An epoch is a fresh random order of all examples, cut into batches; its last batch may be smaller. Masked weights have zero
 * derivative and so receive no update: their stored values are the same after training as before.
 */
public final class Trainer {
    private Trainer() {}

    /**
     * Trains a copy of the network.
     *
     * @param x inputs, (n, inputs)
     * @param y targets, (n, outputs)
     * @param streams epoch t draws its order from the child {@code epoch/t}
     * @throws ArithmeticException when the loss is no longer finite; the message says at which step
     */
    public static TrainingResult train(
            Mlp network, DMatrixRMaj x, DMatrixRMaj y, TrainingOptions options, RandomStreams streams) {
        if (x.numRows != y.numRows || x.numRows == 0) {
            throw new IllegalArgumentException(
                    "expected as many targets as inputs, and at least one, found " + y.numRows + " and " + x.numRows);
        }
        Batches batches = new Batches(x.numRows, options.batchSize(), streams);
        double[] theta = network.parameters();
        Optimizer.Run run = options.optimizer().start(theta.length);
        double[] losses = new double[options.steps()];
        Mlp current = network;
        for (int step = 0; step < options.steps(); step++) {
            int[] batch = batches.next();
            DMatrixRMaj target = rows(y, batch);
            Trace trace = current.forwardTrace(rows(x, batch));
            losses[step] = options.loss().value(trace.outputs(), target);
            if (!Double.isFinite(losses[step])) {
                throw new ArithmeticException("training diverged: the loss is " + losses[step] + " at step " + step);
            }
            double[] gradient = current.gradients(trace, options.loss().gradient(trace.outputs(), target))
                    .flatten();
            run.step(theta, gradient);
            current = current.withParameters(theta);
        }
        return TrainingResult.of(current, losses);
    }

    private static DMatrixRMaj rows(DMatrixRMaj a, int[] positions) {
        DMatrixRMaj part = new DMatrixRMaj(positions.length, a.numCols);
        for (int e = 0; e < positions.length; e++) {
            System.arraycopy(a.data, positions[e] * a.numCols, part.data, e * a.numCols, a.numCols);
        }
        return part;
    }

    /** Deals out positions; one batch that holds all examples is not shuffled, since its order changes rounding alone. */
    private static final class Batches {
        private final int examples;
        private final int size;
        private final RandomStreams streams;
        private int epoch;
        private int at;
        private int[] order;

        Batches(int examples, int size, RandomStreams streams) {
            this.examples = examples;
            this.size = Math.min(size, examples);
            this.streams = streams;
            this.order = orderOf(0);
        }

        int[] next() {
            if (at == examples) {
                at = 0;
                order = orderOf(++epoch);
            }
            int end = Math.min(at + size, examples);
            int[] batch = Arrays.copyOfRange(order, at, end);
            at = end;
            return batch;
        }

        private int[] orderOf(int index) {
            if (size == examples) {
                int[] identity = new int[examples];
                Arrays.setAll(identity, e -> e);
                return identity;
            }
            return streams.child("epoch", index).stream().permutation(examples);
        }
    }
}
