package org.widelimit.graphon.cut;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.random.RandomStreams;

/**
 * The labelled cut distance of two graphons, d(U, W) = sup over S, T of |int over S x T of (U - W)|: no unit is moved,
 * so it is an upper bound of the cut distance over relabellings.
 *
 * <p>Source: P1 (arXiv 2510.17515), section 3, after Lovasz and Szegedy.
 */
public final class CutDistance {

    private CutDistance() {}

    /**
     * The distance of the densities of two step graphons. Both are refined to the common partition, whose blocks weigh
     * with their measures; some best sets are unions of its blocks.
     *
     * @return the bracket; its witness are row and column blocks of the common partition, which is that of all edges
     *     of both
     */
    public static CutBracket labelled(StepGraphon u, StepGraphon w, CutNormOptions options, RandomStreams streams) {
        double[] rowEdges = union(u.rowEdges(), w.rowEdges());
        double[] columnEdges = union(u.columnEdges(), w.columnEdges());
        DMatrixRMaj difference = new DMatrixRMaj(rowEdges.length - 1, columnEdges.length - 1);
        for (int a = 0; a < difference.numRows; a++) {
            for (int b = 0; b < difference.numCols; b++) {
                // Blocks are half open, so the left edge of a piece lies in the block that holds the piece.
                double x = rowEdges[a];
                double y = columnEdges[b];
                difference.unsafe_set(a, b, u.density(x, y) - w.density(x, y));
            }
        }
        return CutNorm.weighted(difference, measures(rowEdges), measures(columnEdges), options, streams);
    }

    /**
     * The cut norm of m_ij - W((i + 1/2) / rows, (j + 1/2) / columns): the distance of a mask to the graphon that it
     * was sampled from, at its own resolution.
     */
    public static CutBracket labelled(Mask mask, Graphon graphon, CutNormOptions options, RandomStreams streams) {
        StepGraphon profile = StepGraphon.discretise(graphon, mask.rows(), mask.columns());
        DMatrixRMaj difference = mask.toMatrix();
        double[] density = profile.density().data;
        for (int k = 0; k < density.length; k++) {
            difference.data[k] -= density[k];
        }
        // Measures and not a division at the end: so the rounding of m - W is in the bracket.
        return CutNorm.weighted(
                difference, measures(profile.rowEdges()), measures(profile.columnEdges()), options, streams);
    }

    private static double[] union(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    private static double[] measures(double[] edges) {
        double[] measures = new double[edges.length - 1];
        Arrays.setAll(measures, k -> edges[k + 1] - edges[k]);
        return measures;
    }
}
