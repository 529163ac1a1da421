package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.DMatrixSparseTriplet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class SparseCutNormTest {

    private static final RandomStreams STREAMS = RandomStreams.of(17);
    private static final CutNormOptions OPTIONS = CutNormOptions.STANDARD;
    private static final StepGraphon BLOCKS = StepGraphon.of(
            new DMatrixRMaj(new double[][] {{0.3, 0.1}, {0.05, 0.2}, {0.1, 0.1}}),
            null,
            new double[] {0, 0.2, 0.5, 1},
            new double[] {0, 0.6, 1});

    /** Products, rows and columns of the implicit matrix against the one that is written out. */
    @Property(tries = 40)
    void theOperatorIsTheMatrix(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int m = 1 + stream.nextInt(30);
        int n = 1 + stream.nextInt(30);
        SparseDifference a = SparseDifference.of(sparse(stream, m, n, 0.3)).minus(BLOCKS);
        SparseSigns signs = SparseSigns.of(a);
        DenseSigns dense = new DenseSigns(a.toMatrix());
        double[] t = stream.gaussians(n + 1);
        double[] s = stream.gaussians(m + 1);
        assertClose(signs.rowFields(t), dense.rowFields(t));
        assertClose(signs.columnFields(s), dense.columnFields(s));
        int i = stream.nextInt(m + 1);
        int j = stream.nextInt(n + 1);
        double[] one = t.clone();
        double[] other = t.clone();
        signs.addRow(i, 0.7, one);
        dense.addRow(i, 0.7, other);
        assertClose(one, other);
        one = s.clone();
        other = s.clone();
        signs.addColumn(j, -2, one);
        dense.addColumn(j, -2, other);
        assertClose(one, other);
        DMatrixRMaj x = stream.gaussianMatrix(n + 1, 3);
        DMatrixRMaj y = new DMatrixRMaj(m + 1, 3);
        signs.times(x, y);
        for (int k = 0; k < 3; k++) {
            int column = k;
            double[] single = new double[n + 1];
            Arrays.setAll(single, l -> x.get(l, column));
            double[] result = new double[m + 1];
            Arrays.setAll(result, l -> y.get(l, column));
            assertClose(result, dense.rowFields(single));
        }
    }

    /** Both proofs against exact arithmetic over all sets: never a violated bracket. */
    @ParameterizedTest
    @EnumSource(SparseCutNorm.Proof.class)
    void bracketHoldsTheTruth(SparseCutNorm.Proof proof) {
        RandomStream stream = STREAMS.child("small").stream();
        for (int trial = 0; trial < 150; trial++) {
            SparseDifference a = SparseDifference.of(sparse(stream, 1 + stream.nextInt(7), 1 + stream.nextInt(9), 0.4))
                    .minus(trial % 3 == 0 ? BLOCKS : StepGraphon.constant(trial % 3 == 1 ? 0 : 0.25));
            // What is written out is rounded; the truth is taken from numbers that are not.
            BigDecimal truth = exact(a);
            BigDecimal entries = BigDecimal.valueOf((long) a.rows() * a.columns());
            CutBracket bracket = SparseCutNorm.of(a, proof, OPTIONS, STREAMS.child("small", trial));
            assertThat(new BigDecimal(bracket.lower()).multiply(entries)).isLessThanOrEqualTo(truth);
            assertThat(new BigDecimal(bracket.upper()).multiply(entries)).isGreaterThanOrEqualTo(truth);
            assertThat(bracket.lower() * a.rows() * a.columns()).isEqualTo(truth.doubleValue(), within(1e-12));
        }
    }

    /** The same matrix written out has the same lower end and, signs bounded apart, a somewhat smaller upper one. */
    @Test
    void agreesWithTheDenseBracket() {
        RandomStream stream = STREAMS.child("dense").stream();
        Mask mask = BLOCKS.sample("m", 150, 220, stream);
        SparseDifference a = SparseDifference.of(mask).minus(BLOCKS);
        CutBracket dense = CutDistance.labelled(mask, BLOCKS, OPTIONS, STREAMS);
        CutBracket likely = SparseCutNorm.of(a, SparseCutNorm.Proof.RANDOM_VECTORS, OPTIONS, STREAMS);
        CutBracket proven = SparseCutNorm.of(a, SparseCutNorm.Proof.ALL_VECTORS, OPTIONS, STREAMS);
        assertThat(likely.lower()).isEqualTo(dense.lower(), within(0.005 * dense.lower()));
        assertThat(likely.upper() / dense.upper()).isBetween(1.0, 1.06);
        assertThat(proven.upper() / likely.upper()).isBetween(0.999, 1.06);
        assertThat(likely.failureProbability()).isEqualTo(0x1p-40);
        assertThat(proven.failureProbability()).isZero();
        CutBracket turned = SparseCutNorm.of(a.transposed(), SparseCutNorm.Proof.RANDOM_VECTORS, OPTIONS, STREAMS);
        assertThat(turned.upper()).isEqualTo(likely.upper());
        assertThat(turned.rows()).isEqualTo(likely.columns());
    }

    /** Against singular values: both bounds are above the largest, and close. */
    @Property(tries = 20)
    void chebyshevBoundsTheNorm(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int m = 2 + stream.nextInt(60);
        int n = 2 + stream.nextInt(m);
        SparseSigns signs =
                SparseSigns.of(SparseDifference.of(sparse(stream, m, n, 0.3)).minus(0.1));
        double[] a = new double[m + 1];
        double[] b = new double[n + 1];
        Arrays.setAll(a, i -> Math.exp(0.3 * stream.nextGaussian()));
        Arrays.setAll(b, j -> Math.exp(0.3 * stream.nextGaussian()));
        double norm = norm(signs, a, b);
        // Scaled so that the largest singular value is 0.9, 1 and 1.2.
        for (double size : new double[] {0.9, 1, 1.2}) {
            double[] scaled = Arrays.stream(a).map(x -> x * size / norm).toArray();
            ChebyshevNorm chebyshev = new ChebyshevNorm(signs, scaled, b);
            double proven = chebyshev.provenBound();
            double likely = chebyshev.likelyBound(stream);
            assertThat(proven).isGreaterThanOrEqualTo(Math.max(1, size * (1 - 1e-13)));
            assertThat(likely).isGreaterThanOrEqualTo(Math.max(1, size * (1 - 1e-13)));
            assertThat(proven).isLessThanOrEqualTo(Math.max(1, size) * 1.08);
            assertThat(likely).isLessThanOrEqualTo(size > 1 ? 1.3 * size : 1.003);
        }
    }

    @Test
    void wholeMatricesAndNothing() {
        SparseDifference positive = SparseDifference.of(Mask.of("m", 9, 7, (i, j) -> (i * j) % 3 == 1));
        CutBracket bracket = SparseCutNorm.of(positive, SparseCutNorm.Proof.RANDOM_VECTORS, OPTIONS, STREAMS);
        assertThat(bracket.exact()).isTrue();
        assertThat(bracket.failureProbability()).isZero();
        assertThat(bracket.lower()).isBetween(Math.nextDown(positive.entries() / 63.0), positive.entries() / 63.0);
        assertThat(bracket.upper()).isBetween(positive.entries() / 63.0, Math.nextUp(positive.entries() / 63.0));
        CutBracket zero = SparseCutNorm.of(
                SparseDifference.of(new DMatrixSparseCSC(5, 4)), SparseCutNorm.Proof.RANDOM_VECTORS, OPTIONS, STREAMS);
        assertThat(zero.upper()).isZero();
        CutBracket cancelled = SparseCutNorm.of(
                SparseDifference.of(Mask.dense("m", 8, 8)).minus(1), SparseCutNorm.Proof.ALL_VECTORS, OPTIONS, STREAMS);
        assertThat(cancelled.lower()).isZero();
        assertThat(cancelled.upper()).isLessThan(1e-13);
    }

    /** Entries of any size: powers of two come out as they went in, and subnormal ones break nothing. */
    @Test
    void scales() {
        RandomStream stream = STREAMS.child("scales").stream();
        DMatrixSparseCSC sparse = sparse(stream, 20, 15, 0.3);
        CutBracket one =
                SparseCutNorm.of(SparseDifference.of(sparse), SparseCutNorm.Proof.ALL_VECTORS, OPTIONS, STREAMS);
        for (int k : new int[] {-900, -300, 500, 1000}) {
            DMatrixSparseCSC scaled = sparse.copy();
            for (int at = 0; at < scaled.nz_length; at++) {
                scaled.nz_values[at] = Math.scalb(scaled.nz_values[at], k);
            }
            CutBracket bracket =
                    SparseCutNorm.of(SparseDifference.of(scaled), SparseCutNorm.Proof.ALL_VECTORS, OPTIONS, STREAMS);
            assertThat(bracket.lower()).isEqualTo(Math.scalb(one.lower(), k), within(Math.scalb(1e-14, k)));
            assertThat(bracket.upper()).isEqualTo(Math.scalb(one.upper(), k), within(Math.scalb(1e-14, k)));
        }
    }

    @Test
    void entriesThatAreNoNumbersAreRefused() {
        DMatrixSparseCSC broken = new DMatrixSparseCSC(2, 2);
        broken.set(1, 0, Double.NaN);
        assertThatThrownBy(() -> SparseDifference.of(broken))
                .isInstanceOf(InputException.class)
                .hasMessage("expected finite entries, found NaN at entry (1, 0)");
        DMatrixSparseTriplet twice = new DMatrixSparseTriplet(3, 2, 2);
        twice.addItem(2, 1, 1);
        twice.addItem(2, 1, -1);
        assertThatThrownBy(() -> SparseDifference.of(twice))
                .isInstanceOf(InputException.class)
                .hasMessage("expected each entry once, found entry (2, 1) twice");
    }

    private static BigDecimal exact(SparseDifference a) {
        SparseSide side = a.byRows();
        BigDecimal[] entries = new BigDecimal[a.rows() * a.columns()];
        for (int k = 0; k < entries.length; k++) {
            entries[k] = new BigDecimal(-side.blocks().get(side.own()[k / a.columns()], side.other()[k % a.columns()]));
        }
        for (int i = 0; i < a.rows(); i++) {
            for (int at = side.start()[i]; at < side.start()[i + 1]; at++) {
                int k = i * a.columns() + side.index()[at];
                entries[k] = entries[k].add(new BigDecimal(side.value()[at]));
            }
        }
        BigDecimal best = BigDecimal.ZERO;
        for (int set = 1; set < 1 << a.rows(); set++) {
            BigDecimal positive = BigDecimal.ZERO;
            BigDecimal negative = BigDecimal.ZERO;
            for (int j = 0; j < a.columns(); j++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int i = 0; i < a.rows(); i++) {
                    sum = (set >>> i & 1) == 0 ? sum : sum.add(entries[i * a.columns() + j]);
                }
                positive = positive.add(sum.max(BigDecimal.ZERO));
                negative = negative.subtract(sum.min(BigDecimal.ZERO));
            }
            best = best.max(positive).max(negative);
        }
        return best;
    }

    private static double norm(SparseSigns signs, double[] a, double[] b) {
        DMatrixRMaj scaled = new DMatrixRMaj(a.length, b.length);
        for (int i = 0; i < a.length; i++) {
            double[] row = new double[b.length];
            signs.addRow(i, a[i], row);
            for (int j = 0; j < b.length; j++) {
                scaled.set(i, j, row[j] * b[j]);
            }
        }
        return DenseBackends.preferred().singularValues(scaled)[0];
    }

    private static DMatrixSparseCSC sparse(RandomStream stream, int m, int n, double density) {
        DMatrixSparseCSC sparse = new DMatrixSparseCSC(m, n);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                if (stream.nextBoolean(density)) {
                    sparse.set(i, j, stream.nextBoolean(0.5) ? 1 : stream.nextGaussian());
                }
            }
        }
        return sparse;
    }

    private static void assertClose(double[] one, double[] other) {
        for (int k = 0; k < one.length; k++) {
            assertThat(one[k]).isEqualTo(other[k], within(1e-11));
        }
    }
}
