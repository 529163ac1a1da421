package org.widelimit.graphon.motif;

import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;

/**
 * Bipartite homomorphism densities t(F, W): the probability that a random map of the vertices of F, outputs to outputs
 * and inputs to inputs, sends every edge to an edge.
 *
 * <p>Counting lemma: |t(F, U) - t(F, W)| &lt;= (number of edges of F) times the labelled cut distance of U and W
 * (Lovasz and Szegedy, Limits of dense graph sequences, 2006).
 *
 * @param edge t(K_(1,1)) = int W
 * @param rowCherry two edges at one output, int (int W(u, v) dv)^2 du
 * @param columnCherry two edges at one input, int (int W(u, v) du)^2 dv
 * @param fourCycle t(K_(2,2)) = int int (int W(u, v) W(u', v) dv)^2 du du'
 */
public record MotifDensities(double edge, double rowCherry, double columnCherry, double fourCycle) {

    /**
     * The densities of a mask: counts of maps, divided by their number. Repeated vertices count, as the definition
     * says.
     */
    public static MotifDensities of(Mask mask) {
        double rows = mask.rows();
        double columns = mask.columns();
        double rowSquares = 0;
        for (int degree : mask.rowDegrees()) {
            rowSquares += (double) degree * degree;
        }
        double columnSquares = 0;
        for (int degree : mask.columnDegrees()) {
            columnSquares += (double) degree * degree;
        }
        return new MotifDensities(
                mask.density(),
                rowSquares / (rows * columns * columns),
                columnSquares / (rows * rows * columns),
                codegreeSquares(mask) / (rows * rows * columns * columns));
    }

    /** The densities of a step graphon, from its density W; integrals over blocks are sums weighted by measures. */
    public static MotifDensities of(StepGraphon graphon) {
        DMatrixRMaj w = graphon.density();
        double[] mu = graphon.rowMeasures();
        double[] nu = graphon.columnMeasures();
        double rowCherry = 0;
        double fourCycle = 0;
        for (int a = 0; a < mu.length; a++) {
            for (int c = 0; c < mu.length; c++) {
                double shared = 0;
                for (int b = 0; b < nu.length; b++) {
                    shared += nu[b] * w.unsafe_get(a, b) * w.unsafe_get(c, b);
                }
                fourCycle += mu[a] * mu[c] * shared * shared;
            }
            double degree = 0;
            for (int b = 0; b < nu.length; b++) {
                degree += nu[b] * w.unsafe_get(a, b);
            }
            rowCherry += mu[a] * degree * degree;
        }
        double columnCherry = 0;
        for (int b = 0; b < nu.length; b++) {
            double degree = 0;
            for (int a = 0; a < mu.length; a++) {
                degree += mu[a] * w.unsafe_get(a, b);
            }
            columnCherry += nu[b] * degree * degree;
        }
        return new MotifDensities(graphon.edgeDensity(), rowCherry, columnCherry, fourCycle);
    }

    /** Sum over pairs of outputs of the square of the number of inputs that they share, by bit sets. */
    private static double codegreeSquares(Mask mask) {
        long[][] rows = new long[mask.rows()][(mask.columns() - 1) / Long.SIZE + 1];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mask.columns(); j++) {
                if (mask.kept(i, j)) {
                    rows[i][j / Long.SIZE] |= 1L << j;
                }
            }
        }
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k <= i; k++) {
                long shared = 0;
                for (int w = 0; w < rows[i].length; w++) {
                    shared += Long.bitCount(rows[i][w] & rows[k][w]);
                }
                sum += (k < i ? 2.0 : 1.0) * shared * shared;
            }
        }
        return sum;
    }
}
