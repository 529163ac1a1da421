package org.widelimit.graphon.cut;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Graphon;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Cut distances of two graphons. The labelled one, d(U, W) = sup over S, T of |int over S x T of (U - W)|, moves no
 * unit, so it is an upper bound of the one over relabellings, which has two ends of its own.
 *
 * <p>Source: P1 (arXiv 2510.17515), section 3, after Lovasz and Szegedy.
 */
public final class CutDistance {

    /** Of the couplings found, so many get a certified cut norm. */
    private static final int PROVEN = 2;

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

    /**
     * The cut distance over relabellings: the infimum of |U - W^(phi, psi)|_cut over measure-preserving maps phi of the
     * rows and psi of the columns, two of them and independent, as the units of two layers are.
     *
     * <p>Below it is bounded by what no relabelling changes, degree distributions and homomorphism densities. Above it
     * is bounded by the certified cut norm under the best couplings that a search found. The two ends have nothing to
     * do with each other: the distance is somewhere between, and no single number is reported for it.
     *
     * @return the bracket with its couplings
     */
    public static RelabelledBracket relabelled(
            StepGraphon u, StepGraphon w, CutNormOptions options, RandomStreams streams) {
        DenseBackend backend = DenseBackends.preferred();
        List<RelabelledBracket.LowerBound> bounds = RelabellingBounds.of(u, w, backend);
        double lower = bounds.stream()
                .mapToDouble(RelabelledBracket.LowerBound::value)
                .max()
                .orElse(0);
        RelabelledBracket best = null;
        List<AlignedSearch.Alignment> found = AlignedSearch.best(u, w, backend, streams);
        for (AlignedSearch.Alignment alignment : found.subList(0, Math.min(PROVEN, found.size()))) {
            Coupling rows = alignment.rows();
            Coupling columns = alignment.columns();
            CutBracket cut = CutNorm.weighted(
                    AlignedSearch.difference(u.density(), w.density(), alignment),
                    rows.mass(),
                    columns.mass(),
                    options,
                    streams);
            // |U - W| <= 1: what a coupling is off in the L1 norm moves the cut norm by at most that much.
            double margins = rows.marginError(u.rowMeasures(), w.rowMeasures())
                    + columns.marginError(u.columnMeasures(), w.columnMeasures());
            double slack = Rounding.up(3 * margins, 8);
            double upper = Rounding.up(cut.upper() + slack * (1 + slack), 4);
            if (best == null || upper < best.upper()) {
                double labelled = Math.max(0, Math.nextDown(cut.lower() - 2 * slack));
                best = new RelabelledBracket(lower, upper, bounds, labelled, rows, columns);
            }
        }
        return Objects.requireNonNull(best, "a search has a result");
    }

    /** {@link #relabelled(StepGraphon, StepGraphon, CutNormOptions, RandomStreams)} for the units of two masks. */
    public static RelabelledBracket relabelled(Mask u, Mask w, CutNormOptions options, RandomStreams streams) {
        return relabelled(StepGraphon.of(u.toMatrix()), StepGraphon.of(w.toMatrix()), options, streams);
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
