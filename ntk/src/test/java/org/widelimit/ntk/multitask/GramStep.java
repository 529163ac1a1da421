package org.widelimit.ntk.multitask;

import org.ejml.data.DMatrixRMaj;

/** A step that knows a Gram matrix and losses alone. */
record GramStep(DMatrixRMaj gramMatrix, double... lossValues) implements TaskStep {
    @Override
    public int tasks() {
        return lossValues.length;
    }

    @Override
    public double[] losses() {
        return lossValues.clone();
    }

    @Override
    public DMatrixRMaj gram() {
        return gramMatrix.copy();
    }

    @Override
    public DMatrixRMaj chunkGram(int task, int chunks) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DMatrixRMaj representationGram(int task, int chunks, Representation representation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double[] gradient(double[] weights, HeadGradients heads) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double backwardPasses() {
        return 0;
    }
}
