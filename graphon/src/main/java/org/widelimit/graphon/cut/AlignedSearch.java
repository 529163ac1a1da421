package org.widelimit.graphon.cut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.Transpose;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * A search for couplings of rows and of columns under which two step graphons are close.
 *
 * <p>From several starts (blocks in their own order, in the order of their degrees, of the degrees of their
 * neighbours, and at random) the coupling of the rows that is best for the columns and the other way about, in
 *
 * <pre>  sum over pieces of p q (U_ab - W_a'b')^2 = constant - 2 sum p q U_ab W_a'b',</pre>
 *
 * each an exact optimal transport, until nothing changes. Then, for few pieces, pairs of pieces change partners as
 * long as the cut norm itself falls. Nothing here is a proof: the cut norm of what is found is bounded separately.
 */
final class AlignedSearch {

    private static final int MOST_TURNS = 30;
    private static final double SMALLEST_GAIN = 1e-12;
    private static final int RANDOM_STARTS = 12;
    private static final int POLISHED = 4;
    private static final int MOST_PIECES = 40;
    /** From here on no further pass over the neighbours begins; one has at most 1560 of them. */
    private static final int MOST_EVALUATIONS = 4000;

    private static final int ENUMERATED = 10;
    private static final CutNormOptions QUICK = new CutNormOptions(0, 4, 0, 0, CutNormOptions.Bound.CENTRED);

    private final StepGraphon u;
    private final StepGraphon w;
    private final DMatrixRMaj first;
    private final DMatrixRMaj second;
    private final DenseBackend backend;
    private final RandomStreams streams;
    private int evaluations;

    private AlignedSearch(StepGraphon u, StepGraphon w, DenseBackend backend, RandomStreams streams) {
        this.u = u;
        this.w = w;
        this.first = u.density();
        this.second = w.density();
        this.backend = backend;
        this.streams = streams;
    }

    /**
     * Couplings of both sides.
     *
     * @param rows row blocks of the first graphon and of the second
     * @param columns column blocks likewise
     * @param agreement sum p q U_ab W_a'b', to be large
     */
    record Alignment(Coupling rows, Coupling columns, double agreement) {}

    /** The best alignments found, none twice, the best by the searched value first. */
    static List<Alignment> best(StepGraphon u, StepGraphon w, DenseBackend backend, RandomStreams streams) {
        return new AlignedSearch(u, w, backend, streams).run();
    }

    private List<Alignment> run() {
        List<Alignment> found = new ArrayList<>();
        for (Coupling start : starts()) {
            Alignment alignment = alternated(start);
            if (found.stream()
                    .noneMatch(other -> other.rows().equals(alignment.rows())
                            && other.columns().equals(alignment.columns()))) {
                found.add(alignment);
            }
        }
        found.sort(Comparator.comparingDouble(alignment -> -alignment.agreement()));
        List<Alignment> best = new ArrayList<>(found.subList(0, Math.min(POLISHED, found.size())));
        best.add(untouched()); // so that the upper end is not above the labelled distance
        return best.stream()
                .map(this::polished)
                .sorted(Comparator.comparingDouble(Polished::cut))
                .map(Polished::alignment)
                .toList();
    }

    private Alignment untouched() {
        Coupling rows =
                Coupling.monotone(u.rowMeasures(), identity(u.rowBlocks()), w.rowMeasures(), identity(w.rowBlocks()));
        Coupling columns = Coupling.monotone(
                u.columnMeasures(), identity(u.columnBlocks()), w.columnMeasures(), identity(w.columnBlocks()));
        return new Alignment(rows, columns, agreement(rows, columns));
    }

    /** Couplings of the columns to start from. */
    private List<Coupling> starts() {
        double[] nu = u.columnMeasures();
        double[] other = w.columnMeasures();
        List<Coupling> starts = new ArrayList<>();
        starts.add(Coupling.monotone(nu, identity(nu.length), other, identity(other.length)));
        for (int depth = 1; depth <= 2; depth++) {
            starts.add(Coupling.monotone(nu, byDegree(u, depth), other, byDegree(w, depth)));
        }
        RandomStream stream = streams.child("cut-alignment").stream();
        for (int k = 0; k < RANDOM_STARTS; k++) {
            int[] order = stream.permutation(nu.length);
            starts.add(Coupling.monotone(nu, order, other, stream.permutation(other.length)));
        }
        return starts;
    }

    /** Columns by degree, or by the mean degree of their rows. */
    private static int[] byDegree(StepGraphon graphon, int depth) {
        DMatrixRMaj density = graphon.density();
        double[] mu = graphon.rowMeasures();
        double[] nu = graphon.columnMeasures();
        double[] rows = new double[mu.length];
        double[] columns = new double[nu.length];
        Arrays.fill(rows, 1);
        for (int k = 1; k <= depth; k++) {
            Arrays.fill(columns, 0);
            for (int at = 0; at < density.data.length; at++) {
                columns[at % nu.length] += mu[at / nu.length] * rows[at / nu.length] * density.data[at];
            }
            Arrays.fill(rows, 0);
            for (int at = 0; at < density.data.length; at++) {
                rows[at / nu.length] += nu[at % nu.length] * columns[at % nu.length] * density.data[at];
            }
        }
        return RelabellingBounds.ascending(columns);
    }

    private Alignment alternated(Coupling start) {
        Coupling columns = start;
        Coupling rows = bestRows(columns);
        double agreement = Double.NEGATIVE_INFINITY;
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            columns = bestColumns(rows);
            Coupling next = bestRows(columns);
            double value = agreement(next, columns);
            if (value <= agreement + SMALLEST_GAIN) {
                break;
            }
            agreement = value;
            rows = next;
        }
        return new Alignment(rows, columns, agreement(rows, columns));
    }

    private Coupling bestRows(Coupling columns) {
        DMatrixRMaj moved = new DMatrixRMaj(u.rowBlocks(), w.columnBlocks());
        backend.gemm(Transpose.NO, Transpose.NO, 1, first, columns.flow(u.columnBlocks(), w.columnBlocks()), 0, moved);
        DMatrixRMaj cost = new DMatrixRMaj(u.rowBlocks(), w.rowBlocks());
        backend.gemm(Transpose.NO, Transpose.YES, -1, moved, second, 0, cost);
        return Transport.cheapest(cost, u.rowMeasures(), w.rowMeasures());
    }

    private Coupling bestColumns(Coupling rows) {
        DMatrixRMaj moved = new DMatrixRMaj(u.columnBlocks(), w.rowBlocks());
        backend.gemm(Transpose.YES, Transpose.NO, 1, first, rows.flow(u.rowBlocks(), w.rowBlocks()), 0, moved);
        DMatrixRMaj cost = new DMatrixRMaj(u.columnBlocks(), w.columnBlocks());
        backend.gemm(Transpose.NO, Transpose.NO, -1, moved, second, 0, cost);
        return Transport.cheapest(cost, u.columnMeasures(), w.columnMeasures());
    }

    private double agreement(Coupling rows, Coupling columns) {
        int[] a = rows.first();
        int[] otherA = rows.second();
        int[] b = columns.first();
        int[] otherB = columns.second();
        double[] p = rows.mass();
        double[] q = columns.mass();
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            double row = 0;
            for (int l = 0; l < b.length; l++) {
                row += q[l] * first.unsafe_get(a[k], b[l]) * second.unsafe_get(otherA[k], otherB[l]);
            }
            sum += p[k] * row;
        }
        return sum;
    }

    /** An alignment and its cut norm, or what a quick search finds of it. */
    private record Polished(Alignment alignment, double cut) {}

    /** Partners are exchanged, of rows and of columns, as long as the cut norm falls. */
    private Polished polished(Alignment alignment) {
        evaluations = 0;
        Alignment best = alignment;
        double value = cut(best);
        if (Math.max(alignment.rows().size(), alignment.columns().size()) > MOST_PIECES) {
            return new Polished(best, value);
        }
        boolean rose = true;
        while (rose && value > SMALLEST_GAIN && evaluations < MOST_EVALUATIONS) {
            rose = false;
            for (Alignment neighbour : neighbours(best)) {
                double next = cut(neighbour);
                if (next < value - SMALLEST_GAIN) {
                    best = neighbour;
                    value = next;
                    rose = true;
                    break;
                }
            }
        }
        return new Polished(best, value);
    }

    private List<Alignment> neighbours(Alignment alignment) {
        List<Alignment> neighbours = new ArrayList<>();
        Coupling rows = alignment.rows();
        Coupling columns = alignment.columns();
        for (int k = 0; k < rows.size(); k++) {
            for (int l = 0; l < k; l++) {
                neighbours.add(new Alignment(rows.swapped(k, l, u.rowBlocks(), w.rowBlocks()), columns, 0));
            }
        }
        for (int k = 0; k < columns.size(); k++) {
            for (int l = 0; l < k; l++) {
                neighbours.add(new Alignment(rows, columns.swapped(k, l, u.columnBlocks(), w.columnBlocks()), 0));
            }
        }
        return neighbours;
    }

    /** The cut norm, or what a quick search finds of it. */
    private double cut(Alignment alignment) {
        evaluations++;
        DMatrixRMaj a = difference(first, second, alignment);
        double[] p = alignment.rows().mass();
        double[] q = alignment.columns().mass();
        CutProblem problem = CutProblem.of(a, p, q);
        if (problem.isZero()) {
            return 0;
        }
        CutProblem wide = problem.a().numRows > problem.a().numCols ? problem.transposed() : problem;
        if (wide.a().numRows <= ENUMERATED) {
            return Math.scalb(CutEnumeration.of(wide).value(), wide.exponent());
        }
        Witness witness = CutSearch.of(wide.a(), QUICK, streams.child("cut-quick"));
        return Math.scalb(wide.valueAtLeast(witness.rows(), witness.columns()), wide.exponent());
    }

    /** U_ab - W_a'b', row pieces x column pieces. */
    static DMatrixRMaj difference(DMatrixRMaj first, DMatrixRMaj second, Alignment alignment) {
        int[] a = alignment.rows().first();
        int[] otherA = alignment.rows().second();
        int[] b = alignment.columns().first();
        int[] otherB = alignment.columns().second();
        DMatrixRMaj difference = new DMatrixRMaj(a.length, b.length);
        for (int k = 0; k < a.length; k++) {
            for (int l = 0; l < b.length; l++) {
                difference.unsafe_set(k, l, first.unsafe_get(a[k], b[l]) - second.unsafe_get(otherA[k], otherB[l]));
            }
        }
        return difference;
    }

    private static int[] identity(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, k -> k);
        return order;
    }
}
