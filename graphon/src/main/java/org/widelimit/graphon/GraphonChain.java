package org.widelimit.graphon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;

/**
 * The graphons W_1, ..., W_(L+1) of a network's weight layers, in order from the input. Layer l is W_l(u_l, u_(l-1)):
 * its rows live on the same unit interval as the columns of layer l + 1, the units of unit layer l. Immutable.
 */
public final class GraphonChain {

    private final List<StepGraphon> layers;

    private GraphonChain(List<StepGraphon> layers) {
        this.layers = layers;
    }

    /**
     * A chain of these layers, the one next to the input first.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static GraphonChain of(List<StepGraphon> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one graphon");
        }
        return new GraphonChain(List.copyOf(layers));
    }

    /** The layers in order from the input; not modifiable. */
    public List<StepGraphon> layers() {
        return layers;
    }

    /**
     * The same functions with one partition at every unit layer: the row edges of each layer are the column edges of
     * the next. Where they differ, both layers are refined to the common partition.
     */
    public GraphonChain aligned() {
        int count = layers.size();
        List<double[]> units = new ArrayList<>();
        units.add(layers.get(0).columnEdges());
        for (int l = 1; l < count; l++) {
            units.add(
                    Partition.common(layers.get(l - 1).rowEdges(), layers.get(l).columnEdges()));
        }
        units.add(layers.get(count - 1).rowEdges());
        List<StepGraphon> refined = new ArrayList<>();
        for (int l = 0; l < count; l++) {
            refined.add(layers.get(l).refinedTo(units.get(l + 1), units.get(l)));
        }
        return new GraphonChain(List.copyOf(refined));
    }

    /**
     * Path density p = int ... int W_(L+1)(u_(L+1), u_L) ... W_1(u_1, u_0) du_0 ... du_(L+1), by the backward recursion
     * b_(l-1)(v) = int W_l(u, v) b_l(u) du from b_(L+1) = 1, p = int b_0.
     */
    public double pathDensity() {
        return backward(StepGraphon::density);
    }

    /** The same with V in the place of W: the factor by which pruning scales the network's second moment. */
    public double secondMomentPathDensity() {
        return backward(StepGraphon::secondMoment);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GraphonChain that && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return layers.hashCode();
    }

    @Override
    public String toString() {
        return "GraphonChain" + layers;
    }

    private double backward(Function<StepGraphon, DMatrixRMaj> values) {
        List<StepGraphon> chain = aligned().layers;
        double[] b = new double[chain.get(chain.size() - 1).rowBlocks()];
        Arrays.fill(b, 1);
        for (int l = chain.size() - 1; l >= 0; l--) {
            double[] measures = chain.get(l).rowMeasures();
            DMatrixRMaj layer = values.apply(chain.get(l));
            double[] next = new double[chain.get(l).columnBlocks()];
            for (int a = 0; a < b.length; a++) {
                for (int k = 0; k < next.length; k++) {
                    next[k] += measures[a] * b[a] * layer.unsafe_get(a, k);
                }
            }
            b = next;
        }
        double[] measures = chain.get(0).columnMeasures();
        double p = 0;
        for (int k = 0; k < b.length; k++) {
            p += measures[k] * b[k];
        }
        return p;
    }
}
