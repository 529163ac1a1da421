package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.Instance;

/** Random chains of step graphons, for what holds for all of them. */
final class RandomChains {

    private static final int MOST_BLOCKS = 64;
    private static final double DEAD_BLOCKS = 0.1;

    private RandomChains() {}

    /**
     * A chain of {@code hidden + 1} layers: unequal blocks, other blocks on the two sides of a unit layer half of the
     * time, a tenth of the blocks without any weight; one to three rows of outputs.
     *
     * @param moments whether V = W
     */
    static GraphonChain any(Instance instance, int hidden, Moments moments) {
        RandomStream stream = instance.stream();
        List<StepGraphon> layers = new ArrayList<>();
        double[] below = edges(instance.dimension(1, MOST_BLOCKS), stream);
        for (int l = 1; l <= hidden + 1; l++) {
            double[] columns =
                    l > 1 && stream.nextBoolean(0.5) ? edges(instance.dimension(1, MOST_BLOCKS), stream) : below;
            double[] rows = edges(instance.dimension(1, l > hidden ? 3 : MOST_BLOCKS), stream);
            layers.add(layer(rows, columns, moments, stream));
            below = rows;
        }
        return GraphonChain.of(layers);
    }

    /** What is known of the second moment. */
    enum Moments {
        /** V = W. */
        DENSITY,
        /** V = W times a factor in [0, 2] of each block. */
        OTHER
    }

    /** Edges of K blocks whose measures differ by up to a factor of 20. */
    static double[] edges(int blocks, RandomStream stream) {
        double[] edges = new double[blocks + 1];
        for (int k = 1; k <= blocks; k++) {
            edges[k] = edges[k - 1] + 0.05 + 0.95 * stream.nextDouble();
        }
        double total = edges[blocks];
        for (int k = 1; k < blocks; k++) {
            edges[k] /= total;
        }
        edges[blocks] = 1;
        return edges;
    }

    private static StepGraphon layer(double[] rows, double[] columns, Moments moments, RandomStream stream) {
        DMatrixRMaj density = uniform(rows.length - 1, columns.length - 1, stream);
        for (int k = 0; k < density.getNumElements(); k++) {
            density.data[k] = stream.nextBoolean(DEAD_BLOCKS) ? 0 : density.data[k];
        }
        @Nullable DMatrixRMaj second = null;
        if (moments == Moments.OTHER) {
            second = density.copy();
            for (int k = 0; k < second.getNumElements(); k++) {
                second.data[k] *= 2 * stream.nextDouble();
            }
        }
        return StepGraphon.of(density, second, rows, columns);
    }

    /** Equal blocks with densities uniform in [0, 1): strong structure with few blocks, little with many. */
    static StepGraphon blocks(int rows, int columns, RandomStream stream) {
        return StepGraphon.of(uniform(rows, columns, stream));
    }

    private static DMatrixRMaj uniform(int rows, int columns, RandomStream stream) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int k = 0; k < matrix.getNumElements(); k++) {
            matrix.data[k] = stream.nextDouble();
        }
        return matrix;
    }

    /** The chain with another first layer. */
    static GraphonChain withFirst(StepGraphon first, GraphonChain chain) {
        List<StepGraphon> layers = new ArrayList<>(chain.layers());
        layers.set(0, first);
        return GraphonChain.of(layers);
    }

    /** Constant graphons: c on the masked layers, 1 on the others. */
    static GraphonChain constant(double c, boolean... masked) {
        List<StepGraphon> layers = new ArrayList<>();
        for (boolean m : masked) {
            layers.add(m ? StepGraphon.constant(c) : StepGraphon.dense());
        }
        return GraphonChain.of(layers);
    }

    /** A constant of density c in all of {@code hidden + 1} layers. */
    static GraphonChain constant(double c, int hidden) {
        boolean[] all = new boolean[hidden + 1];
        Arrays.fill(all, true);
        return constant(c, all);
    }
}
