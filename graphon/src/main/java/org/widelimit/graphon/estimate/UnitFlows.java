package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.List;

/**
 * In-flow and out-flow of every unit of a chain of masks, over the positions that count: a_0 = 1, a_l(u) = mean over v
 * of m_l(u, v) a_(l-1)(v), and b_(L+1) = 1, b_(l-1)(v) = mean over u of m_l(u, v) b_l(u). Up to a factor for each unit
 * layer, a is the number of kept paths from the inputs to the unit and b that from the unit to the outputs.
 */
record UnitFlows(List<double[]> in, List<double[]> out) {

    /** Flows of the unit layers 0 (inputs) to L + 1 (outputs). */
    static UnitFlows of(List<Half> layers) {
        int count = layers.size();
        List<double[]> in = new ArrayList<>();
        in.add(KeptMeans.ones(layers.get(0).kept().columns()));
        for (int l = 0; l < count; l++) {
            in.add(scaled(KeptMeans.ofRows(layers.get(l), in.get(l))));
        }
        List<double[]> out = new ArrayList<>();
        out.add(KeptMeans.ones(layers.get(count - 1).kept().rows()));
        for (int l = count - 1; l >= 0; l--) {
            out.add(0, scaled(KeptMeans.ofColumns(layers.get(l), out.get(0))));
        }
        return new UnitFlows(in, out);
    }

    /** Scales to a largest value of 1, so that no depth can underflow; a common factor does not change an order. */
    private static double[] scaled(double[] flow) {
        double largest = 0;
        for (double value : flow) {
            largest = Math.max(largest, value);
        }
        if (largest > 0) {
            for (int u = 0; u < flow.length; u++) {
                flow[u] /= largest;
            }
        }
        return flow;
    }
}
