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

    /** In coordinates in which each g_i is a unit vector. */
    @Override
    public double[] gradient(double[] weights, HeadGradients heads) {
        return weights.clone();
    }

    @Override
    public double backwardPasses() {
        return 0;
    }
}
