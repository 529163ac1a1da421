package org.widelimit.networks;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The flat order of all parameters: {@code W_1} row by row, {@code b_1}, {@code W_2}, {@code b_2}, ... */
final class ParameterLayout {
    private ParameterLayout() {}

    static int count(MlpShape shape, Biases biases) {
        long count = 0;
        for (int l = 1; l <= shape.layers(); l++) {
            count += (long) shape.units(l) * (shape.fanIn(l) + (biases == Biases.PRESENT ? 1 : 0));
        }
        return Math.toIntExact(count);
    }

    static double[] flatten(List<DMatrixRMaj> weights, List<double[]> biases) {
        int size = weights.stream().mapToInt(DMatrixRMaj::getNumElements).sum()
                + biases.stream().mapToInt(b -> b.length).sum();
        double[] flat = new double[size];
        int at = 0;
        for (int l = 0; l < weights.size(); l++) {
            DMatrixRMaj w = weights.get(l);
            System.arraycopy(w.data, 0, flat, at, w.getNumElements());
            at += w.getNumElements();
            if (!biases.isEmpty()) {
                System.arraycopy(biases.get(l), 0, flat, at, biases.get(l).length);
                at += biases.get(l).length;
            }
        }
        return flat;
    }

    static Gradients unflatten(MlpShape shape, Biases kind, double[] flat) {
        if (flat.length != count(shape, kind)) {
            throw new IllegalArgumentException("expected " + count(shape, kind) + " parameters, found " + flat.length);
        }
        List<DMatrixRMaj> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        int at = 0;
        for (int l = 1; l <= shape.layers(); l++) {
            DMatrixRMaj w = new DMatrixRMaj(shape.units(l), shape.fanIn(l));
            System.arraycopy(flat, at, w.data, 0, w.getNumElements());
            at += w.getNumElements();
            weights.add(w);
            if (kind == Biases.PRESENT) {
                double[] b = new double[shape.units(l)];
                System.arraycopy(flat, at, b, 0, b.length);
                at += b.length;
                biases.add(b);
            }
        }
        return new Gradients(weights, biases);
    }
}
