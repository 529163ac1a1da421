package org.widelimit.gradientflow.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.widelimit.gradientflow.Flow;
import org.widelimit.gradientflow.Invariant;
import org.widelimit.gradientflow.VectorField;

/** The flow of {@link OneLayerTransformer}. */
record TransformerField(OneLayerTransformer model, TransformerShape shape) implements Flow {
    @Override
    public int dimension() {
        return shape.size();
    }

    @Override
    public void derivative(double t, double[] y, double[] dy) {
        double[] velocity = model.velocity(weights(y)).state();
        System.arraycopy(velocity, 0, dy, 0, dy.length);
    }

    @Override
    public VectorField evaluator() {
        return new TransformerEvaluator(model.data(), model.options(), shape);
    }

    @Override
    public List<Invariant> invariants() {
        List<Invariant> laws = new ArrayList<>();
        laws.add(Balances.keyQuery(shape));
        laws.add(Balances.value(shape));
        if (model.options().activation() == HiddenActivation.IDENTITY) {
            laws.add(Balances.hidden(shape));
        }
        laws.add(Invariant.decreasing("loss", 0, (t, y) -> model.loss(weights(y))));
        return laws;
    }

    /** The largest entry of each block, keys and queries being one block: a small block is not lost beside a large one. */
    @Override
    public double[] scales(double[] initial) {
        double[] scales = new double[initial.length];
        int[] edges = {0, shape.valueAt(), shape.firstAt(), shape.secondAt(), shape.size()};
        double all = largest(initial, 0, initial.length);
        for (int b = 0; b + 1 < edges.length; b++) {
            double block = largest(initial, edges[b], edges[b + 1]);
            Arrays.fill(scales, edges[b], edges[b + 1], block > 0 ? block : all > 0 ? all : 1);
        }
        return scales;
    }

    private TransformerWeights weights(double[] y) {
        return TransformerWeights.fromState(shape, y);
    }

    private static double largest(double[] y, int from, int to) {
        double max = 0;
        for (int i = from; i < to; i++) {
            max = Math.max(max, Math.abs(y[i]));
        }
        return max;
    }
}
