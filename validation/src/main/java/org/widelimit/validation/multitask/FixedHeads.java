package org.widelimit.validation.multitask;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.ntk.multitask.ExampleStep;
import org.widelimit.ntk.multitask.HeadGradients;
import org.widelimit.ntk.multitask.MultiTaskNetwork;
import org.widelimit.ntk.multitask.MultiTaskProblem;
import org.widelimit.ntk.multitask.Representation;

/** The tasks of a network whose heads stay as they are: what is learnt is learnt in shared parameters. */
public record FixedHeads(MultiTaskNetwork network) implements MultiTaskProblem {

    @Override
    public int tasks() {
        return network.tasks();
    }

    @Override
    public int parameters() {
        return network.parameters();
    }

    @Override
    public ExampleStep at(double[] theta) {
        return new Step(network.at(theta), network.sharedParameters());
    }

    private record Step(ExampleStep whole, int shared) implements ExampleStep {
        @Override
        public int tasks() {
            return whole.tasks();
        }

        @Override
        public double[] losses() {
            return whole.losses();
        }

        @Override
        public DMatrixRMaj gram() {
            return whole.gram();
        }

        @Override
        public DMatrixRMaj chunkGram(int task, int chunks) {
            return whole.chunkGram(task, chunks);
        }

        @Override
        public DMatrixRMaj representationGram(int task, int chunks, Representation representation) {
            return whole.representationGram(task, chunks, representation);
        }

        @Override
        public double[] gradient(double[] weights, HeadGradients heads) {
            double[] gradient = whole.gradient(weights, heads);
            Arrays.fill(gradient, shared, gradient.length, 0);
            return gradient;
        }

        @Override
        public double backwardPasses() {
            return whole.backwardPasses();
        }
    }
}
