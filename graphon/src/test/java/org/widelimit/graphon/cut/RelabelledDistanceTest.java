package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.motif.MotifDensities;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class RelabelledDistanceTest {

    private static final RandomStreams STREAMS = RandomStreams.of(6);
    private static final CutNormOptions OPTIONS = CutNormOptions.STANDARD;

    /** 1 on 4 nodes against 0 on 6, on 2 against 4, 0.7 on 4 against 0.5 on 6: both ends are |p - q|. */
    @Test
    void constants() {
        double[][] cases = {{1, 4, 0, 6, 1}, {1, 2, 0, 4, 1}, {0.7, 4, 0.5, 6, 0.2}};
        for (double[] c : cases) {
            RelabelledBracket bracket = distance(constant(c[0], (int) c[1]), constant(c[2], (int) c[3]));
            assertThat(bracket.lower()).isEqualTo(c[4], within(1e-12)).isLessThanOrEqualTo(c[4]);
            assertThat(bracket.upper()).isEqualTo(c[4], within(1e-12)).isGreaterThanOrEqualTo(c[4]);
        }
    }

    /** Two blocks of rows of 0.8 and 0.2: to a constant the degrees say it all, (W_1 + 0) / 2 = 0.15. */
    @Test
    void degreesAloneCanBeSharp() {
        StepGraphon rows = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.8}, {0.2}}));
        RelabelledBracket bracket = distance(rows, StepGraphon.constant(0.5));
        assertThat(bracket.lower()).isEqualTo(0.15, within(1e-12));
        assertThat(bracket.upper()).isEqualTo(0.15, within(1e-12));
        assertThat(bracket.source().name()).isEqualTo("rowDegrees");
    }

    /** Two blocks on the diagonal and a constant have equal degrees; only motifs with cycles tell them apart. */
    @Test
    void cyclesSeeWhatDegreesDoNot() {
        StepGraphon blocks = StepGraphon.of(new DMatrixRMaj(new double[][] {{1, 0}, {0, 1}}));
        RelabelledBracket bracket = distance(blocks, StepGraphon.constant(0.5));
        assertThat(bound(bracket, "rowDegrees")).isZero();
        // t(C4) is 1/8 and 1/16, and the cut norm of +-1/2 on two by two blocks is 1/8.
        assertThat(bound(bracket, "fourCycle")).isEqualTo(1.0 / 64, within(1e-12));
        assertThat(bracket.lower()).isGreaterThanOrEqualTo(bound(bracket, "fourCycle"));
        assertThat(bracket.upper()).isEqualTo(0.125, within(1e-12));
    }

    /**
     * Against all 14,400 relabellings of 5 x 5 and smaller matrices. The least cut norm over permutations is at least
     * the distance, so the lower end is below it; the search finds it nearly always, and couplings that split units
     * may beat it.
     */
    @Test
    void smallMatricesAgainstAllPermutations() {
        RandomStream stream = STREAMS.child("small").stream();
        int found = 0;
        for (int trial = 0; trial < 24; trial++) {
            int m = 2 + trial % 3;
            int n = 2 + trial / 3 % 3;
            DMatrixRMaj a = random(stream, m, n, trial % 2);
            DMatrixRMaj b = random(stream, m, n, trial % 2);
            double truth = overPermutations(a, b);
            RelabelledBracket bracket = distance(StepGraphon.of(a), StepGraphon.of(b));
            assertThat(bracket.lower()).isLessThanOrEqualTo(truth + 1e-15);
            found += bracket.upper() <= truth + 1e-12 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(22);
        DMatrixRMaj a = random(stream, 5, 5, 1);
        DMatrixRMaj b = random(stream, 5, 5, 1);
        RelabelledBracket bracket = distance(StepGraphon.of(a), StepGraphon.of(b));
        double truth = overPermutations(a, b);
        assertThat(bracket.lower()).isLessThanOrEqualTo(truth + 1e-15);
        assertThat(bracket.upper()).isEqualTo(truth, within(0.25 * truth));
    }

    /** The upper end is at least the exact cut norm under its couplings, which keep the measures. */
    @Property(tries = 40)
    void theUpperEndIsACutNormUnderCouplings(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        StepGraphon u = graphon(stream);
        StepGraphon w = graphon(stream);
        RelabelledBracket bracket = distance(u, w);
        Coupling rows = bracket.rowCoupling();
        Coupling columns = bracket.columnCoupling();
        assertThat(rows.marginError(u.rowMeasures(), w.rowMeasures())).isLessThan(1e-12);
        assertThat(columns.marginError(u.columnMeasures(), w.columnMeasures())).isLessThan(1e-12);
        DMatrixRMaj weighted = new DMatrixRMaj(rows.size(), columns.size());
        for (int k = 0; k < rows.size(); k++) {
            for (int l = 0; l < columns.size(); l++) {
                double d = u.density().get(rows.first()[k], columns.first()[l])
                        - w.density().get(rows.second()[k], columns.second()[l]);
                weighted.set(k, l, rows.mass()[k] * columns.mass()[l] * d);
            }
        }
        BigDecimal cut = CutCases.exact(weighted);
        assertThat(bracket.upper()).isGreaterThanOrEqualTo(cut.doubleValue());
        assertThat(bracket.upper()).isEqualTo(cut.doubleValue(), within(1e-11));
        assertThat(bracket.upper())
                .isLessThanOrEqualTo(
                        CutDistance.labelled(u, w, OPTIONS, STREAMS).upper() + 1e-9);
    }

    /** A relabelled copy, its blocks split besides: the distance is 0, and the search finds that. */
    @Test
    void relabelledAndSplitCopies() {
        RandomStream stream = STREAMS.child("copies").stream();
        for (int trial = 0; trial < 40; trial++) {
            StepGraphon u = graphon(stream);
            StepGraphon moved = u.relabelled(stream.permutation(u.rowBlocks()), stream.permutation(u.columnBlocks()));
            RelabelledBracket bracket = distance(u, halved(moved));
            assertThat(bracket.lower()).isZero();
            assertThat(bracket.upper()).isLessThan(1e-11);
        }
    }

    /** No bound sees how blocks are split or in which order they stand. */
    @Property(tries = 30)
    void lowerBoundsAreInvariant(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        StepGraphon u = graphon(stream);
        StepGraphon w = graphon(stream);
        StepGraphon other =
                halved(w).relabelled(stream.permutation(2 * w.rowBlocks()), stream.permutation(2 * w.columnBlocks()));
        List<RelabelledBracket.LowerBound> one = RelabellingBounds.of(u, w, DenseBackends.preferred());
        List<RelabelledBracket.LowerBound> two = RelabellingBounds.of(u, other, DenseBackends.preferred());
        List<RelabelledBracket.LowerBound> turned = RelabellingBounds.of(w, u, DenseBackends.preferred());
        for (int k = 0; k < one.size(); k++) {
            assertThat(two.get(k).name()).isEqualTo(one.get(k).name());
            assertThat(two.get(k).value()).isEqualTo(one.get(k).value(), within(1e-11));
            assertThat(turned.get(k).value()).isEqualTo(one.get(k).value(), within(1e-11));
        }
        assertThat(bound(one, "rowDegrees")).isGreaterThanOrEqualTo(bound(one, "rowCherry") - 1e-11);
        assertThat(bound(one, "rowDegrees")).isGreaterThanOrEqualTo(bound(one, "edge") - 1e-11);
        assertThat(bound(one, "columnDegrees")).isGreaterThanOrEqualTo(bound(one, "columnCherry") - 1e-11);
    }

    /** Densities by the definition, all maps of the vertices, and those of {@link MotifDensities}. */
    @Property(tries = 20)
    void densitiesAreTheirDefinition(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        StepGraphon w = graphon(stream);
        Map<String, int[][]> motifs = Map.of(
                "path3", new int[][] {{0, 0}, {0, 1}, {1, 1}},
                "path4Row", new int[][] {{0, 0}, {0, 1}, {1, 0}, {2, 1}},
                "path4Column", new int[][] {{0, 0}, {1, 0}, {0, 1}, {1, 2}},
                "twoRowsThreeColumns", new int[][] {{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}},
                "threeRowsTwoColumns", new int[][] {{0, 0}, {1, 0}, {2, 0}, {0, 1}, {1, 1}, {2, 1}},
                "sixCycle", new int[][] {{0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}, {2, 0}});
        Map<String, RelabellingBounds.Density> densities = RelabellingBounds.densities(w, DenseBackends.preferred());
        motifs.forEach((name, edges) -> {
            RelabellingBounds.Density density = densities.get(name);
            assertThat(density.edges()).isEqualTo(edges.length);
            assertThat(density.value()).as(name).isEqualTo(homomorphisms(w, edges), within(1e-13));
        });
        MotifDensities small = MotifDensities.of(w);
        assertThat(densities.get("edge").value()).isEqualTo(small.edge(), within(1e-14));
        assertThat(densities.get("rowCherry").value()).isEqualTo(small.rowCherry(), within(1e-14));
        assertThat(densities.get("columnCherry").value()).isEqualTo(small.columnCherry(), within(1e-14));
        assertThat(densities.get("fourCycle").value()).isEqualTo(small.fourCycle(), within(1e-14));
    }

    /** A mask with blocks, its units shuffled on both sides: the search undoes it; another one stays away. */
    @Test
    void shuffledMasksAreFound() {
        RandomStream stream = STREAMS.child("masks").stream();
        StepGraphon model = StepGraphon.of(new DMatrixRMaj(new double[][] {{0.9, 0.5, 0.1}, {0.6, 0.2, 0.05}}));
        Mask mask = model.sample("m", 60, 80, stream);
        Mask shuffled = mask.permuted(stream.permutation(60), stream.permutation(80));
        RelabelledBracket same = CutDistance.relabelled(mask, shuffled, OPTIONS, STREAMS);
        assertThat(same.lower()).isZero();
        assertThat(same.upper()).isLessThan(1e-11);
        Mask denser = StepGraphon.constant(model.edgeDensity()).sample("r", 60, 80, stream);
        RelabelledBracket other = CutDistance.relabelled(mask, denser, OPTIONS, STREAMS);
        assertThat(other.lower()).isGreaterThan(0.08);
        assertThat(other.lower()).isLessThanOrEqualTo(other.labelled());
        assertThat(other.upper()).isLessThan(0.25);
    }

    /** Optimal transport against all permutations, and against the dual bound of its own potentials by splitting. */
    @Property(tries = 60)
    void transportIsOptimal(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int n = 1 + stream.nextInt(5);
        DMatrixRMaj cost = stream.gaussianMatrix(n, n);
        double[] equal = new double[n];
        Arrays.fill(equal, 1.0 / n);
        double least = Double.POSITIVE_INFINITY;
        for (int[] order : permutations(n)) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += cost.get(i, order[i]) / n;
            }
            least = Math.min(least, sum);
        }
        assertThat(cost(cost, Transport.cheapest(cost, equal, equal))).isEqualTo(least, within(1e-12));
        // Unequal measures in units of 1/12: the same problem with 12 equal rows and columns.
        double[] mu = parts(stream, 12);
        double[] nu = parts(stream, 12);
        DMatrixRMaj coarse = stream.gaussianMatrix(mu.length, nu.length);
        int[] rowOf = unitsOf(mu);
        int[] columnOf = unitsOf(nu);
        DMatrixRMaj fine = new DMatrixRMaj(12, 12);
        for (int k = 0; k < 144; k++) {
            fine.data[k] = coarse.get(rowOf[k / 12], columnOf[k % 12]);
        }
        double[] units = new double[12];
        Arrays.fill(units, 1.0 / 12);
        Coupling coupling = Transport.cheapest(coarse, mu, nu);
        assertThat(coupling.marginError(mu, nu)).isLessThan(1e-13);
        assertThat(cost(coarse, coupling)).isEqualTo(cost(fine, Transport.cheapest(fine, units, units)), within(1e-12));
    }

    private static RelabelledBracket distance(StepGraphon u, StepGraphon w) {
        return CutDistance.relabelled(u, w, OPTIONS, STREAMS);
    }

    private static double bound(RelabelledBracket bracket, String name) {
        return bound(bracket.lowerBounds(), name);
    }

    private static double bound(List<RelabelledBracket.LowerBound> bounds, String name) {
        return bounds.stream()
                .filter(bound -> bound.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static StepGraphon constant(double p, int blocks) {
        return StepGraphon.discretise((u, v) -> p, blocks, blocks);
    }

    private static DMatrixRMaj random(RandomStream stream, int m, int n, int binary) {
        DMatrixRMaj a = new DMatrixRMaj(m, n);
        for (int k = 0; k < a.data.length; k++) {
            a.data[k] = binary == 1 ? (stream.nextBoolean(0.4) ? 1 : 0) : stream.nextDouble();
        }
        return a;
    }

    private static StepGraphon graphon(RandomStream stream) {
        double[] mu = parts(stream, 8);
        double[] nu = parts(stream, 6);
        return StepGraphon.of(random(stream, mu.length, nu.length, 0), null, edges(mu), edges(nu));
    }

    /** Measures that are multiples of 1 / units, at most four of them. */
    private static double[] parts(RandomStream stream, int units) {
        int count = 1 + stream.nextInt(4);
        int[] sizes = new int[count];
        Arrays.fill(sizes, 1);
        for (int k = count; k < units; k++) {
            sizes[stream.nextInt(count)]++;
        }
        return Arrays.stream(sizes).mapToDouble(size -> (double) size / units).toArray();
    }

    private static double[] edges(double[] measures) {
        double[] edges = new double[measures.length + 1];
        for (int k = 0; k < measures.length; k++) {
            edges[k + 1] = edges[k] + measures[k];
        }
        edges[measures.length] = 1;
        return edges;
    }

    private static int[] unitsOf(double[] measures) {
        int[] units = new int[12];
        int at = 0;
        for (int k = 0; k < measures.length; k++) {
            for (long unit = Math.round(12 * measures[k]); unit > 0; unit--) {
                units[at++] = k;
            }
        }
        return units;
    }

    private static StepGraphon halved(StepGraphon graphon) {
        return graphon.refinedTo(halved(graphon.rowEdges()), halved(graphon.columnEdges()));
    }

    private static double[] halved(double[] edges) {
        double[] finer = new double[2 * edges.length - 1];
        for (int k = 0; k < finer.length; k++) {
            finer[k] = k % 2 == 0 ? edges[k / 2] : (edges[k / 2] + edges[k / 2 + 1]) / 2;
        }
        return finer;
    }

    private static double cost(DMatrixRMaj cost, Coupling coupling) {
        double sum = 0;
        for (int k = 0; k < coupling.size(); k++) {
            sum += coupling.mass()[k] * cost.get(coupling.first()[k], coupling.second()[k]);
        }
        return sum;
    }

    private static double overPermutations(DMatrixRMaj a, DMatrixRMaj b) {
        double least = Double.POSITIVE_INFINITY;
        DMatrixRMaj difference = new DMatrixRMaj(a.numRows, a.numCols);
        for (int[] rows : permutations(a.numRows)) {
            for (int[] columns : permutations(a.numCols)) {
                for (int i = 0; i < a.numRows; i++) {
                    for (int j = 0; j < a.numCols; j++) {
                        difference.set(i, j, a.get(i, j) - b.get(rows[i], columns[j]));
                    }
                }
                least = Math.min(least, bySets(difference));
            }
        }
        return least / a.getNumElements();
    }

    /** The maximum over all sets of rows in doubles, good to rounding. */
    private static double bySets(DMatrixRMaj a) {
        double best = 0;
        for (int set = 1; set < 1 << a.numRows; set++) {
            double positive = 0;
            double negative = 0;
            for (int j = 0; j < a.numCols; j++) {
                double sum = 0;
                for (int i = 0; i < a.numRows; i++) {
                    sum += (set >>> i & 1) * a.unsafe_get(i, j);
                }
                positive += Math.max(sum, 0);
                negative += Math.max(-sum, 0);
            }
            best = Math.max(best, Math.max(positive, negative));
        }
        return best;
    }

    private static List<int[]> permutations(int n) {
        List<int[]> all = new ArrayList<>();
        extend(new int[n], 0, all);
        return all;
    }

    private static void extend(int[] order, int length, List<int[]> all) {
        if (length == order.length) {
            all.add(order.clone());
            return;
        }
        for (int k = 0; k < order.length; k++) {
            int next = k;
            if (Arrays.stream(order, 0, length).noneMatch(x -> x == next)) {
                order[length] = next;
                extend(order, length + 1, all);
            }
        }
    }

    /** Sum over all maps of the vertices of the product over edges (row vertex, column vertex), with measures. */
    private static double homomorphisms(StepGraphon w, int[][] edges) {
        int rows = 1 + Arrays.stream(edges).mapToInt(edge -> edge[0]).max().orElse(0);
        int columns = 1 + Arrays.stream(edges).mapToInt(edge -> edge[1]).max().orElse(0);
        DMatrixRMaj density = w.density();
        double[] mu = w.rowMeasures();
        double[] nu = w.columnMeasures();
        double sum = 0;
        int maps = (int) (Math.pow(mu.length, rows) * Math.pow(nu.length, columns));
        for (int map = 0; map < maps; map++) {
            int[] image = new int[rows + columns];
            int left = map;
            double product = 1;
            for (int vertex = 0; vertex < image.length; vertex++) {
                double[] measures = vertex < rows ? mu : nu;
                image[vertex] = left % measures.length;
                left /= measures.length;
                product *= measures[image[vertex]];
            }
            for (int[] edge : edges) {
                product *= density.get(image[edge[0]], image[rows + edge[1]]);
            }
            sum += product;
        }
        return sum;
    }
}
