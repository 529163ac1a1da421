package org.widelimit.graphon.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;

/** From estimated probabilities P_ij of the entries of masks to step graphons of ordered units. */
final class FittedLayers {

    private FittedLayers() {}

    /** Estimated probabilities, and how they came about. */
    record Fit(DMatrixRMaj probabilities, double bandwidth, String why) {}

    /**
     * The units of each axis by ascending mean of P (ties by index), in blocks that hold the means of P, or, without a
     * number of blocks, each unit in a block of its own.
     */
    static GraphonEstimate single(Fit fit, boolean graph, OptionalInt blocks) {
        DMatrixRMaj p = fit.probabilities;
        UnitBlocks rows = cut(rowMeans(p), blocks);
        UnitBlocks columns = graph ? rows : cut(columnMeans(p), blocks);
        return new GraphonEstimate(
                means(p, rows, columns), rows.blockOfUnit(), columns.blockOfUnit(), fit.bandwidth, fit.why);
    }

    /** The units of each layer of neurons in the order of {@link ChainEstimator}, inputs and outputs in their own. */
    static ChainEstimate chain(List<Mask> masks, List<Fit> fits, OptionalInt blocks) {
        List<UnitBlocks> units = ChainEstimator.units(masks, blocks.orElse(Integer.MAX_VALUE));
        List<StepGraphon> graphons = new ArrayList<>();
        for (int l = 0; l < fits.size(); l++) {
            graphons.add(means(fits.get(l).probabilities, units.get(l + 1), units.get(l)));
        }
        return new ChainEstimate(
                GraphonChain.of(graphons),
                fits.stream().map(Fit::bandwidth).toList(),
                fits.stream().map(Fit::why).toList());
    }

    private static UnitBlocks cut(double[] strengths, OptionalInt blocks) {
        return UnitBlocks.cut(UnitBlocks.ascending(strengths, strengths), blocks.orElse(strengths.length));
    }

    private static StepGraphon means(DMatrixRMaj p, UnitBlocks rows, UnitBlocks columns) {
        DMatrixRMaj sums = new DMatrixRMaj(rows.count(), columns.count());
        int[] sizes = columns.sizes();
        int[] rowSizes = rows.sizes();
        for (int i = 0; i < p.numRows; i++) {
            int to = rows.blockOfUnit()[i] * sums.numCols;
            for (int j = 0; j < p.numCols; j++) {
                sums.data[to + columns.blockOfUnit()[j]] += p.data[i * p.numCols + j];
            }
        }
        for (int a = 0; a < sums.numRows; a++) {
            for (int b = 0; b < sums.numCols; b++) {
                int k = a * sums.numCols + b;
                sums.data[k] = Math.min(1, sums.data[k] / ((double) rowSizes[a] * sizes[b]));
            }
        }
        return StepGraphon.of(sums, null, rows.edges(), columns.edges());
    }

    private static double[] rowMeans(DMatrixRMaj p) {
        double[] means = new double[p.numRows];
        for (int i = 0; i < p.numRows; i++) {
            for (int k = i * p.numCols; k < (i + 1) * p.numCols; k++) {
                means[i] += p.data[k];
            }
            means[i] /= p.numCols;
        }
        return means;
    }

    private static double[] columnMeans(DMatrixRMaj p) {
        double[] means = new double[p.numCols];
        for (int i = 0; i < p.numRows; i++) {
            for (int j = 0; j < p.numCols; j++) {
                means[j] += p.data[i * p.numCols + j] / p.numRows;
            }
        }
        return means;
    }
}
