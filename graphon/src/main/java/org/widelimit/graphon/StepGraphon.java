package org.widelimit.graphon;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.random.RandomStream;

/**
 * A graphon that is constant on blocks: W(u, v) = W_ab and V(u, v) = V_ab for u in row block a and v in column block b.
 *
 * <p>The blocks [e_a, e_(a+1)) x [f_b, f_(b+1)) may be unequal, and rows and columns have partitions of their own. 0
 * &lt;= W_ab &lt;= 1; V_ab &gt;= 0 has no upper bound. Immutable.
 */
public final class StepGraphon implements Graphon {

    private final DMatrixRMaj density;
    private final DMatrixRMaj secondMoment;
    private final double[] rowEdges;
    private final double[] columnEdges;

    private StepGraphon(DMatrixRMaj density, DMatrixRMaj secondMoment, double[] rowEdges, double[] columnEdges) {
        this.density = density;
        this.secondMoment = secondMoment;
        this.rowEdges = rowEdges;
        this.columnEdges = columnEdges;
    }

    /** Equal blocks with these densities, and V = W. */
    public static StepGraphon of(DMatrixRMaj density) {
        requireNotEmpty(density);
        return of(density, null, Partition.equal(density.numRows), Partition.equal(density.numCols));
    }

    /**
     * Blocks with these densities and second moments.
     *
     * @param density W_ab in [0, 1], row blocks x column blocks
     * @param secondMoment V_ab, finite and at least 0, of the same shape; null means V = W
     * @param rowEdges from 0 to 1, strictly increasing, one more than there are row blocks
     * @param columnEdges likewise for the columns
     * @throws IllegalArgumentException if any of this does not hold
     */
    public static StepGraphon of(
            DMatrixRMaj density, @Nullable DMatrixRMaj secondMoment, double[] rowEdges, double[] columnEdges) {
        String problem = problem(density, secondMoment, rowEdges, columnEdges);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
        DMatrixRMaj copy = density.copy();
        return new StepGraphon(
                copy, secondMoment == null ? copy : secondMoment.copy(), rowEdges.clone(), columnEdges.clone());
    }

    /** One block: W = V = c. */
    public static StepGraphon constant(double c) {
        return of(new DMatrixRMaj(1, 1, true, c));
    }

    /** The unpruned layer, W = V = 1. */
    public static StepGraphon dense() {
        return constant(1);
    }

    /**
     * The values of a graphon at the mid-points ((a + 1/2) / rowBlocks, (b + 1/2) / columnBlocks) of equal blocks.
     * With as many blocks as units this is exactly the profile that {@link #sample} draws from; for a smooth graphon
     * the integral is off by O(blocks^-2).
     */
    public static StepGraphon discretise(Graphon graphon, int rowBlocks, int columnBlocks) {
        double[] rowEdges = Partition.equal(rowBlocks);
        double[] columnEdges = Partition.equal(columnBlocks);
        DMatrixRMaj density = new DMatrixRMaj(rowBlocks, columnBlocks);
        DMatrixRMaj secondMoment = new DMatrixRMaj(rowBlocks, columnBlocks);
        for (int a = 0; a < rowBlocks; a++) {
            for (int b = 0; b < columnBlocks; b++) {
                double u = (a + 0.5) / rowBlocks;
                double v = (b + 0.5) / columnBlocks;
                density.unsafe_set(a, b, graphon.density(u, v));
                secondMoment.unsafe_set(a, b, graphon.secondMoment(u, v));
            }
        }
        return of(density, secondMoment, rowEdges, columnEdges);
    }

    /**
     * The mean of step graphons on the same blocks, in W and in V.
     *
     * @throws IllegalArgumentException if there is none, or their edges differ
     */
    public static StepGraphon mean(List<StepGraphon> graphons) {
        StepGraphon first = graphons.get(0);
        DMatrixRMaj w = new DMatrixRMaj(first.rowBlocks(), first.columnBlocks());
        DMatrixRMaj v = new DMatrixRMaj(first.rowBlocks(), first.columnBlocks());
        for (StepGraphon graphon : graphons) {
            if (!Arrays.equals(graphon.rowEdges, first.rowEdges)
                    || !Arrays.equals(graphon.columnEdges, first.columnEdges)) {
                throw new IllegalArgumentException("expected step graphons on the same blocks");
            }
            for (int k = 0; k < w.data.length; k++) {
                w.data[k] += graphon.density.data[k] / graphons.size();
                v.data[k] += graphon.secondMoment.data[k] / graphons.size();
            }
        }
        for (int k = 0; k < w.data.length; k++) {
            w.data[k] = Math.min(1, w.data[k]); // a mean of ones may round to more
        }
        return of(w, v, first.rowEdges, first.columnEdges);
    }

    @Override
    public double density(double u, double v) {
        return density.get(Partition.block(rowEdges, u), Partition.block(columnEdges, v));
    }

    @Override
    public double secondMoment(double u, double v) {
        return secondMoment.get(Partition.block(rowEdges, u), Partition.block(columnEdges, v));
    }

    /** W_ab as a matrix of its own, row blocks x column blocks. */
    public DMatrixRMaj density() {
        return density.copy();
    }

    /** V_ab as a matrix of its own, row blocks x column blocks. */
    public DMatrixRMaj secondMoment() {
        return secondMoment.copy();
    }

    /** Whether V = W in every block. */
    public boolean secondMomentIsDensity() {
        return secondMoment == density || Arrays.equals(secondMoment.data, density.data);
    }

    /** Boundaries of the row blocks, from 0 to 1. */
    public double[] rowEdges() {
        return rowEdges.clone();
    }

    /** Boundaries of the column blocks, from 0 to 1. */
    public double[] columnEdges() {
        return columnEdges.clone();
    }

    /** Measures mu_a of the row blocks; they add up to 1. */
    public double[] rowMeasures() {
        return Partition.measures(rowEdges);
    }

    /** Measures nu_b of the column blocks; they add up to 1. */
    public double[] columnMeasures() {
        return Partition.measures(columnEdges);
    }

    /** Number of row (output) blocks. */
    public int rowBlocks() {
        return density.numRows;
    }

    /** Number of column (input) blocks. */
    public int columnBlocks() {
        return density.numCols;
    }

    /** Edge density rho = sum_ab mu_a nu_b W_ab, the integral of W. */
    public double edgeDensity() {
        return integral(density);
    }

    /** The integral of V, sum_ab mu_a nu_b V_ab. */
    public double meanSecondMoment() {
        return integral(secondMoment);
    }

    /** Flatness: (sum_ab mu_a nu_b (W_ab - rho)^2)^(1/2), the RMS deviation of W from its mean. */
    public double flatnessRms() {
        double mean = edgeDensity();
        DMatrixRMaj squares = new DMatrixRMaj(density.numRows, density.numCols);
        for (int k = 0; k < squares.getNumElements(); k++) {
            squares.data[k] = (density.data[k] - mean) * (density.data[k] - mean);
        }
        return Math.sqrt(integral(squares));
    }

    /** Whether W = V = 1 everywhere: nothing is pruned. */
    public boolean isDense() {
        return Arrays.stream(density.data).allMatch(w -> w == 1)
                && Arrays.stream(secondMoment.data).allMatch(v -> v == 1);
    }

    /**
     * The same function on finer blocks.
     *
     * @throws IllegalArgumentException if an edge of this graphon is missing among the new ones
     */
    public StepGraphon refinedTo(double[] newRowEdges, double[] newColumnEdges) {
        int[] rows = Partition.parents(newRowEdges, rowEdges, "row edges");
        int[] columns = Partition.parents(newColumnEdges, columnEdges, "column edges");
        return blocks(rows, columns, newRowEdges, newColumnEdges);
    }

    /**
     * Blocks in another order, each with its measure: new row block a is the old one rowOrder[a], and likewise for the
     * columns.
     *
     * @throws IllegalArgumentException if an argument is not a permutation of the blocks
     */
    public StepGraphon relabelled(int[] rowOrder, int[] columnOrder) {
        Permutations.require(rowOrder, rowBlocks(), "row blocks");
        Permutations.require(columnOrder, columnBlocks(), "column blocks");
        return blocks(rowOrder, columnOrder, reordered(rowEdges, rowOrder), reordered(columnEdges, columnOrder));
    }

    /** The graphon of the reversed layer: W'(v, u) = W(u, v). */
    public StepGraphon transposed() {
        DMatrixRMaj w = new DMatrixRMaj(columnBlocks(), rowBlocks());
        DMatrixRMaj v = new DMatrixRMaj(columnBlocks(), rowBlocks());
        for (int a = 0; a < rowBlocks(); a++) {
            for (int b = 0; b < columnBlocks(); b++) {
                w.unsafe_set(b, a, density.unsafe_get(a, b));
                v.unsafe_set(b, a, secondMoment.unsafe_get(a, b));
            }
        }
        return of(w, v, columnEdges, rowEdges);
    }

    @Override
    public Mask sample(String name, int rows, int columns, RandomStream stream) {
        int[] rowBlock = Partition.blocksOfGrid(rowEdges, rows);
        int[] columnBlock = Partition.blocksOfGrid(columnEdges, columns);
        return Mask.ofWords(name, rows, columns, EntryWords.drawn(stream, density, rowBlock, columnBlock));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StepGraphon that
                && Arrays.equals(rowEdges, that.rowEdges)
                && Arrays.equals(columnEdges, that.columnEdges)
                && Arrays.equals(density.data, that.density.data)
                && Arrays.equals(secondMoment.data, that.secondMoment.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {
            Arrays.hashCode(rowEdges), Arrays.hashCode(columnEdges), Arrays.hashCode(density.data),
        });
    }

    @Override
    public String toString() {
        return "StepGraphon[" + rowBlocks() + " x " + columnBlocks() + " blocks, density " + edgeDensity() + "]";
    }

    /** What keeps these arrays from being a step graphon, or an empty string. */
    static String problem(
            DMatrixRMaj density, @Nullable DMatrixRMaj secondMoment, double[] rowEdges, double[] columnEdges) {
        if (density.numRows < 1 || density.numCols < 1) {
            return "expected a density with at least one block, found shape " + shape(density);
        }
        String entry = entryProblem(density, "density", 1);
        if (!entry.isEmpty()) {
            return entry;
        }
        if (secondMoment != null) {
            if (secondMoment.numRows != density.numRows || secondMoment.numCols != density.numCols) {
                return "expected a second moment of shape " + shape(density) + ", found " + shape(secondMoment);
            }
            String moment = entryProblem(secondMoment, "second moment", Double.MAX_VALUE);
            if (!moment.isEmpty()) {
                return moment;
            }
        }
        String rows = Partition.problem(rowEdges, density.numRows, "row edges");
        return rows.isEmpty() ? Partition.problem(columnEdges, density.numCols, "column edges") : rows;
    }

    private static String entryProblem(DMatrixRMaj matrix, String what, double largest) {
        for (int a = 0; a < matrix.numRows; a++) {
            for (int b = 0; b < matrix.numCols; b++) {
                double value = matrix.unsafe_get(a, b);
                if (!(value >= 0 && value <= largest)) {
                    String range = largest == 1 ? "in [0, 1]" : "that is finite and at least 0";
                    return "expected a " + what + " " + range + ", found " + value + " at entry (" + a + ", " + b + ")";
                }
            }
        }
        return "";
    }

    private static void requireNotEmpty(DMatrixRMaj density) {
        if (density.numRows < 1 || density.numCols < 1) {
            throw new IllegalArgumentException(
                    "expected a density with at least one block, found shape " + shape(density));
        }
    }

    private static String shape(DMatrixRMaj matrix) {
        return "(" + matrix.numRows + ", " + matrix.numCols + ")";
    }

    private double integral(DMatrixRMaj values) {
        double sum = 0;
        for (int a = 0; a < rowBlocks(); a++) {
            double rowSum = 0;
            for (int b = 0; b < columnBlocks(); b++) {
                rowSum += (columnEdges[b + 1] - columnEdges[b]) * values.unsafe_get(a, b);
            }
            sum += (rowEdges[a + 1] - rowEdges[a]) * rowSum;
        }
        return sum;
    }

    private StepGraphon blocks(int[] rows, int[] columns, double[] newRowEdges, double[] newColumnEdges) {
        DMatrixRMaj w = new DMatrixRMaj(rows.length, columns.length);
        DMatrixRMaj v = new DMatrixRMaj(rows.length, columns.length);
        for (int a = 0; a < rows.length; a++) {
            for (int b = 0; b < columns.length; b++) {
                w.unsafe_set(a, b, density.unsafe_get(rows[a], columns[b]));
                v.unsafe_set(a, b, secondMoment.unsafe_get(rows[a], columns[b]));
            }
        }
        return of(w, v, newRowEdges, newColumnEdges);
    }

    private static double[] reordered(double[] edges, int[] order) {
        double[] result = new double[edges.length];
        for (int k = 0; k < order.length; k++) {
            result[k + 1] = result[k] + (edges[order[k] + 1] - edges[order[k]]);
        }
        // The measures add up to 1 but for rounding.
        result[order.length] = 1;
        return result;
    }
}
