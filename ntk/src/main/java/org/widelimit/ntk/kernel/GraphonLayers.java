package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.InputException;

/**
 * The integral operators of a chain as matrices that contain the measures of their columns:
 *
 * <pre>
 *   P_l[u, v] = Vw V_l(u, v) mu(v),     moments and sensitivities
 *   Q_l[u, v] = Vw W_l(u, v) mu(v),     the weights' own gradients; W_l = 1 for a variance profile
 * </pre>
 *
 * Columns of layer 1 are the d input coordinates, each with measure 1/d; the last layer has one row, the mean over outputs.
 */
final class GraphonLayers {
    private final List<DMatrixRMaj> propagation;
    private final List<DMatrixRMaj> gradient;

    private GraphonLayers(List<DMatrixRMaj> propagation, List<DMatrixRMaj> gradient) {
        this.propagation = propagation;
        this.gradient = gradient;
    }

    static GraphonLayers of(GraphonChain chain, KernelOptions options, Variant variant, int coordinates) {
        List<StepGraphon> layers = chain.aligned().layers();
        requireCount(layers.size(), options);
        List<DMatrixRMaj> propagation = new ArrayList<>();
        List<DMatrixRMaj> gradient = new ArrayList<>();
        for (int l = 1; l <= layers.size(); l++) {
            StepGraphon layer = layers.get(l - 1);
            Columns columns = l == 1 ? Columns.grid(layer.columnEdges(), coordinates) : Columns.blocks(layer);
            double[] rows = l == layers.size() ? layer.rowMeasures() : new double[0];
            DMatrixRMaj p = operator(options.weightVariance(), layer.secondMoment(), columns, rows);
            propagation.add(p);
            if (variant == Variant.VARIANCE_PROFILE) {
                gradient.add(operator(options.weightVariance(), ones(layer), columns, rows));
            } else if (layer.secondMomentIsDensity()) {
                gradient.add(p);
            } else {
                gradient.add(operator(options.weightVariance(), layer.density(), columns, rows));
            }
        }
        return new GraphonLayers(List.copyOf(propagation), List.copyOf(gradient));
    }

    static void requireCount(int found, KernelOptions options) {
        int expected = options.hiddenLayers() + 1;
        if (found != expected) {
            throw new InputException("expected " + expected + " graphons for " + options.hiddenLayers()
                    + " hidden layers, found " + found);
        }
    }

    /** {@code L + 1}. */
    int count() {
        return propagation.size();
    }

    /** Positions in unit layer l: blocks, and for {@code l = 0} input coordinates. */
    int units(int l) {
        return l == 0 ? propagation(1).numCols : propagation(l).numRows;
    }

    /** {@code P_l}, l = 1 .. L+1. */
    DMatrixRMaj propagation(int l) {
        return propagation.get(l - 1);
    }

    /** {@code Q_l}, l = 1 .. L+1; the same object as {@code P_l} where they are equal. */
    DMatrixRMaj gradient(int l) {
        return gradient.get(l - 1);
    }

    private static DMatrixRMaj ones(StepGraphon layer) {
        DMatrixRMaj ones = new DMatrixRMaj(layer.rowBlocks(), layer.columnBlocks());
        Arrays.fill(ones.data, 1);
        return ones;
    }

    /** @param rowMeasures where not empty, rows are averaged with them into one */
    private static DMatrixRMaj operator(double factor, DMatrixRMaj values, Columns columns, double[] rowMeasures) {
        boolean average = rowMeasures.length > 0;
        DMatrixRMaj result = new DMatrixRMaj(average ? 1 : values.numRows, columns.block.length);
        for (int a = 0; a < values.numRows; a++) {
            double share = average ? factor * rowMeasures[a] : factor;
            for (int b = 0; b < columns.block.length; b++) {
                double entry = share * values.get(a, columns.block[b]) * columns.measure[b];
                result.add(average ? 0 : a, b, entry);
            }
        }
        return result;
    }

    /** For each column of an operator the block that it comes from, and its measure. */
    private record Columns(int[] block, double[] measure) {

        static Columns blocks(StepGraphon layer) {
            int[] block = new int[layer.columnBlocks()];
            Arrays.setAll(block, b -> b);
            return new Columns(block, layer.columnMeasures());
        }

        /** Coordinate j of d sits at {@code (j + 1/2) / d}, counted from 0. */
        static Columns grid(double[] edges, int d) {
            int[] block = new int[d];
            double[] measure = new double[d];
            int b = 0;
            for (int j = 0; j < d; j++) {
                double position = (j + 0.5) / d;
                while (b < edges.length - 2 && edges[b + 1] <= position) {
                    b++;
                }
                block[j] = b;
                measure[j] = 1.0 / d;
            }
            return new Columns(block, measure);
        }
    }
}
