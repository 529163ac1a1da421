package org.widelimit.graphon.cut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;

/**
 * Lower bounds of the cut distance over relabellings, from what no relabelling changes.
 *
 * <p><b>Motifs.</b> By the counting lemma |t(F, U) - t(F, W)| &lt;= e(F) |U - W|_cut: replace U by W edge by edge; what
 * the other edges contribute at the two ends of the one that changes are functions with values in [0, 1], of the row
 * and of the column alone. Both sides are unchanged when W is relabelled (Lovasz and Szegedy, Limits of dense graph
 * sequences, 2006, for graphs; for bipartite graphs the two colours keep their sides).
 *
 * <p><b>Degrees.</b> With T all columns, |U - W|_cut &gt;= sup over S of |int over S of f|, f = d_U - d_W the difference
 * of the row degree functions. The supremum is the larger of the integrals of the positive and of the negative part,
 * (|f|_1 + |int f|) / 2. Over all rearrangements |f|_1 is smallest for sorted functions, so
 *
 * <pre>  distance &gt;= (W_1(d_U, d_W) + |rho_U - rho_W|) / 2</pre>
 *
 * with the Wasserstein distance W_1 of the degree distributions. This is never below the bound of a star: t(star with
 * k edges) is int d^k, and |int d_U^k - d_W^k| = |int f h| with 0 &lt;= h &lt;= k. Columns likewise.
 */
final class RelabellingBounds {

    private final DenseBackend backend;

    private RelabellingBounds(DenseBackend backend) {
        this.backend = backend;
    }

    /** All bounds, degrees first. */
    static List<RelabelledBracket.LowerBound> of(StepGraphon u, StepGraphon w, DenseBackend backend) {
        return new RelabellingBounds(backend).bounds(u, w);
    }

    /**
     * A homomorphism density.
     *
     * @param edges e(F)
     * @param value t(F, W), a sum of products of non-negative numbers
     */
    record Density(int edges, double value) {}

    private List<RelabelledBracket.LowerBound> bounds(StepGraphon u, StepGraphon w) {
        List<RelabelledBracket.LowerBound> bounds = new ArrayList<>();
        bounds.add(new RelabelledBracket.LowerBound("rowDegrees", degrees(u, w)));
        bounds.add(new RelabelledBracket.LowerBound("columnDegrees", degrees(u.transposed(), w.transposed())));
        // A density is a sum of products of at most 6 edges, each step rounded once; sums have at most so many terms.
        double blocks = (double) u.rowBlocks() + u.columnBlocks() + w.rowBlocks() + w.columnBlocks();
        double relative = Rounding.gamma(8 * blocks + 200);
        Map<String, Density> second = densities(w);
        densities(u).forEach((name, density) -> {
            double other = second.getOrDefault(name, density).value();
            double gap = Math.abs(density.value() - other) - 2 * relative * (density.value() + other);
            double value = gap <= 0 ? 0 : Rounding.divideDown(Math.nextDown(gap), density.edges());
            bounds.add(new RelabelledBracket.LowerBound(name, value));
        });
        return bounds;
    }

    /** (W_1 + |difference of the means|) / 2 for the row degrees, rounded down. */
    private static double degrees(StepGraphon u, StepGraphon w) {
        double[] first = rowDegrees(u);
        double[] second = rowDegrees(w);
        Coupling sorted = Coupling.monotone(u.rowMeasures(), ascending(first), w.rowMeasures(), ascending(second));
        int[] ofFirst = sorted.first();
        int[] ofSecond = sorted.second();
        double[] mass = sorted.mass();
        double positive = 0;
        double negative = 0;
        for (int k = 0; k < mass.length; k++) {
            double f = first[ofFirst[k]] - second[ofSecond[k]];
            positive += mass[k] * Math.max(f, 0);
            negative += mass[k] * Math.max(-f, 0);
        }
        // A change of the degrees, at most 1, by e each or of the coupling by e in the L1 norm changes the value by e.
        double slack = Rounding.gamma(2.0 * (first.length + second.length + u.columnBlocks() + w.columnBlocks()) + 50)
                + 3 * sorted.marginError(u.rowMeasures(), w.rowMeasures());
        return Math.max(0, Math.nextDown(Math.max(positive, negative) - Rounding.up(slack, 4)));
    }

    static Map<String, Density> densities(StepGraphon graphon, DenseBackend backend) {
        return new RelabellingBounds(backend).densities(graphon);
    }

    /** The densities of all motifs with up to six edges that cost no more than a product of matrices. */
    private Map<String, Density> densities(StepGraphon graphon) {
        DMatrixRMaj w = graphon.density();
        double[] mu = graphon.rowMeasures();
        double[] nu = graphon.columnMeasures();
        double[] rows = product(w, nu, Transpose.NO);
        double[] columns = product(w, mu, Transpose.YES);
        Map<String, Density> densities = new LinkedHashMap<>();
        densities.put("edge", new Density(1, mean(mu, rows)));
        densities.put("rowCherry", new Density(2, squares(mu, rows)));
        densities.put("columnCherry", new Density(2, squares(nu, columns)));
        double[] towardsRows = product(w, times(nu, columns), Transpose.NO);
        double[] towardsColumns = product(w, times(mu, rows), Transpose.YES);
        densities.put("path3", new Density(3, mean(times(mu, rows), towardsRows)));
        densities.put("path4Row", new Density(4, squares(mu, towardsRows)));
        densities.put("path4Column", new Density(4, squares(nu, towardsColumns)));
        DMatrixRMaj shared = codegrees(w, nu);
        densities.put("fourCycle", new Density(4, pairs(shared, mu, 2)));
        densities.put("twoRowsThreeColumns", new Density(6, pairs(shared, mu, 3)));
        densities.put(
                "threeRowsTwoColumns", new Density(6, pairs(codegrees(CommonOps_DDRM.transpose(w, null), mu), nu, 3)));
        densities.put("sixCycle", new Density(6, triangles(shared, mu)));
        return densities;
    }

    /** K = W diag(nu) W^T. */
    private DMatrixRMaj codegrees(DMatrixRMaj w, double[] nu) {
        DMatrixRMaj weighted = w.copy();
        for (int k = 0; k < weighted.data.length; k++) {
            weighted.data[k] *= nu[k % w.numCols];
        }
        DMatrixRMaj shared = new DMatrixRMaj(w.numRows, w.numRows);
        backend.gemm(Transpose.NO, Transpose.YES, 1, weighted, w, 0, shared);
        return shared;
    }

    /** sum mu_a mu_c mu_e k_ac k_ce k_ea. */
    private double triangles(DMatrixRMaj shared, double[] mu) {
        DMatrixRMaj walks = codegrees(shared, mu);
        double sum = 0;
        for (int k = 0; k < walks.data.length; k++) {
            sum += mu[k / mu.length] * mu[k % mu.length] * walks.data[k] * shared.data[k];
        }
        return sum;
    }

    /** sum mu_a mu_c k_ac^power. */
    private static double pairs(DMatrixRMaj shared, double[] mu, int power) {
        double sum = 0;
        for (int a = 0; a < mu.length; a++) {
            double row = 0;
            for (int c = 0; c < mu.length; c++) {
                double k = shared.unsafe_get(a, c);
                row += mu[c] * (power == 2 ? k * k : k * k * k);
            }
            sum += mu[a] * row;
        }
        return sum;
    }

    private static double[] rowDegrees(StepGraphon graphon) {
        return product(graphon.density(), graphon.columnMeasures(), Transpose.NO);
    }

    /** Indices in ascending order of their values. */
    static int[] ascending(double[] values) {
        return java.util.stream.IntStream.range(0, values.length)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(k -> values[k]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] product(DMatrixRMaj w, double[] x, Transpose transpose) {
        boolean plain = transpose == Transpose.NO;
        double[] y = new double[plain ? w.numRows : w.numCols];
        for (int i = 0; i < w.numRows; i++) {
            for (int j = 0; j < w.numCols; j++) {
                if (plain) {
                    y[i] += w.unsafe_get(i, j) * x[j];
                } else {
                    y[j] += w.unsafe_get(i, j) * x[i];
                }
            }
        }
        return y;
    }

    private static double[] times(double[] x, double[] y) {
        double[] result = x.clone();
        Arrays.setAll(result, k -> x[k] * y[k]);
        return result;
    }

    private static double mean(double[] mu, double[] x) {
        return Arrays.stream(times(mu, x)).sum();
    }

    private static double squares(double[] mu, double[] x) {
        return mean(mu, times(x, x));
    }
}
