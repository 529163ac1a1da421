package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class CutNormTest {

    private static final RandomStreams STREAMS = RandomStreams.of(99);
    private static final CutNormOptions EXACT = CutNormOptions.STANDARD;
    private static final CutNormOptions SEARCH = EXACT.withExactSide(0);
    private static final CutNormOptions CENTRED = SEARCH.withBound(CutNormOptions.Bound.CENTRED);

    /** Sums over the best sets: 2, 5, 11 for Sylvester's Hadamard matrices; 1 and 15 for two small ones by hand. */
    @Test
    void knownValues() {
        assertExactly(new DMatrixRMaj(new double[][] {{1, -1}, {-1, 1}}), 1);
        assertExactly(hadamard(2), 2);
        assertExactly(hadamard(4), 5);
        assertExactly(hadamard(8), 11);
        DMatrixRMaj threeUpTwoDown = new DMatrixRMaj(5, 5);
        for (int k = 0; k < 25; k++) {
            threeUpTwoDown.data[k] = k < 15 ? 1 : -1;
        }
        assertExactly(threeUpTwoDown, 15);
    }

    @Test
    void constantsAndNothing() {
        DMatrixRMaj constant = new DMatrixRMaj(7, 5);
        CommonOps_DDRM.fill(constant, -0.25);
        CutBracket bracket = CutNorm.of(constant, EXACT, STREAMS);
        assertThat(bracket.exact()).isTrue();
        assertThat(bracket.lower()).isEqualTo(0.25);
        assertThat(bracket.upper()).isEqualTo(0.25);
        assertThat(bracket.rows()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(bracket.columns()).containsExactly(0, 1, 2, 3, 4);
        for (int[] shape : new int[][] {{3, 4}, {0, 3}, {0, 0}}) {
            CutBracket nothing = CutNorm.of(new DMatrixRMaj(shape[0], shape[1]), EXACT, STREAMS);
            assertThat(nothing).isEqualTo(new CutBracket(0, 0, true, new int[0], new int[0]));
        }
    }

    /** Enumeration and search against exact arithmetic, on every kind of matrix: never a violated bracket. */
    @ParameterizedTest
    @EnumSource(CutCases.Kind.class)
    void bracketHoldsTheTruth(CutCases.Kind kind) {
        RandomStream stream = STREAMS.child(kind.name()).stream();
        for (int trial = 0; trial < 40; trial++) {
            DMatrixRMaj a = CutCases.random(kind, 1 + stream.nextInt(7), 1 + stream.nextInt(9), stream);
            BigDecimal truth = CutCases.exact(a);
            CutBracket exact = CutNorm.of(a, EXACT, STREAMS.child(kind.name(), trial));
            CutBracket search = CutNorm.of(a, SEARCH, STREAMS.child(kind.name(), trial));
            CutBracket centred = CutNorm.of(a, CENTRED, STREAMS.child(kind.name(), trial));
            assertHolds(a, exact, truth);
            assertHolds(a, search, truth);
            assertHolds(a, centred, truth);
            assertThat(search.upper()).isLessThanOrEqualTo(centred.upper());
            assertThat(exact.exact()).isTrue();
            if (kind != CutCases.Kind.SUBNORMAL) {
                assertThat(exact.upper() - exact.lower()).isLessThanOrEqualTo(1e-13 * meanSize(a));
                // On such small matrices the search finds the optimum.
                assertThat(search.lower()).isEqualTo(exact.lower(), within(1e-12 * meanSize(a)));
            }
        }
    }

    /**
     * Ratios of the relaxation on matrices of noise, as they are at these sizes: a looser certificate or a weaker
     * search would show.
     */
    @ParameterizedTest
    @CsvSource({"SIGNS, 120, 120, 1.10", "GAUSSIAN, 90, 200, 1.10", "MASK_MINUS_DENSITY, 200, 150, 1.10"})
    void bracketOfNoiseIsNarrow(CutCases.Kind kind, int rows, int columns, double ratio) {
        DMatrixRMaj a = CutCases.random(kind, rows, columns, STREAMS.child("narrow").stream());
        CutBracket bracket = CutNorm.of(a, EXACT, STREAMS);
        assertThat(bracket.exact()).isFalse();
        assertThat(bracket.upper() / bracket.lower()).isBetween(1.04, ratio);
    }

    @Test
    void bracketOfStrongBlocksIsTight() {
        RandomStream stream = STREAMS.child("blocks").stream();
        DMatrixRMaj a = new DMatrixRMaj(200, 240);
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 240; j++) {
                double p = (i < 100) == (j < 120) ? 0.6 : 0.2;
                a.set(i, j, (stream.nextDouble() < p ? 1 : 0) - 0.4);
            }
        }
        CutBracket bracket = CutNorm.of(a, EXACT, STREAMS);
        // The relaxation itself is 1 to 2.5 % above the truth at this size, and 0.2 % at n = 1000.
        assertThat(bracket.upper() / bracket.lower()).isLessThan(1.02);
        assertThat(bracket.lower()).isEqualTo(0.05, within(0.005));
    }

    /** A mutation that the test above would see: an upper end lower by a part in ten thousand is often wrong. */
    @Test
    void upperEndsAreOftenSharp() {
        RandomStream stream = STREAMS.child("sharp").stream();
        int sharp = 0;
        for (int trial = 0; trial < 50; trial++) {
            DMatrixRMaj a = CutCases.random(CutCases.Kind.MASK_MINUS_DENSITY, 6, 7, stream);
            CutBracket exact = CutNorm.of(a, EXACT, STREAMS);
            sharp += new BigDecimal(exact.upper() * 0.9999 * 42).compareTo(CutCases.exact(a)) < 0 ? 1 : 0;
        }
        assertThat(sharp).isEqualTo(50);
    }

    @Property(tries = 60)
    void lawsOfANorm(@ForAll CutCases.Kind kind, @ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int m = 1 + stream.nextInt(8);
        int n = 1 + stream.nextInt(8);
        DMatrixRMaj a = CutCases.random(kind, m, n, stream);
        CutBracket cut = CutNorm.of(a, EXACT, STREAMS);
        double slack = 1e-12 * meanSize(a) + Double.MIN_NORMAL;

        assertThat(cut.lower()).isLessThanOrEqualTo(meanSize(a) + slack);
        assertThat(cut.upper() + slack).isGreaterThanOrEqualTo(Math.abs(mean(a)));
        assertThat(CutNorm.of(transposed(a), EXACT, STREAMS).upper()).isEqualTo(cut.upper(), within(slack));
        DMatrixRMaj moved = permuted(a, stream.permutation(m), stream.permutation(n));
        assertThat(CutNorm.of(moved, EXACT, STREAMS).upper()).isEqualTo(cut.upper(), within(slack));
        DMatrixRMaj scaled = a.copy();
        CommonOps_DDRM.scale(-0.375, scaled);
        assertThat(CutNorm.of(scaled, EXACT, STREAMS).upper()).isEqualTo(0.375 * cut.upper(), within(slack));
    }

    /** Each row twice and each column three times: a step function does not know into how many pieces it is cut. */
    @Property(tries = 40)
    void splittingTwinsChangesNothing(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int m = 1 + stream.nextInt(7);
        int n = 1 + stream.nextInt(7);
        DMatrixRMaj a = stream.gaussianMatrix(m, n);
        DMatrixRMaj split = new DMatrixRMaj(2 * m, 3 * n);
        for (int i = 0; i < 2 * m; i++) {
            for (int j = 0; j < 3 * n; j++) {
                split.set(i, j, a.get(i / 2, j / 3));
            }
        }
        CutBracket one = CutNorm.of(a, EXACT, STREAMS);
        CutBracket other = CutNorm.of(split, EXACT, STREAMS);
        assertThat(other.exact()).isTrue();
        assertThat(other.lower()).isEqualTo(one.lower(), within(1e-14));
        assertThat(other.upper()).isEqualTo(one.upper(), within(1e-14));
        assertThat(other.rows().length).isEqualTo(2 * one.rows().length);
    }

    @Property(tries = 60)
    void triangleInequality(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int m = 1 + stream.nextInt(9);
        int n = 1 + stream.nextInt(9);
        DMatrixRMaj a = stream.gaussianMatrix(m, n);
        DMatrixRMaj b = stream.gaussianMatrix(m, n);
        DMatrixRMaj sum = new DMatrixRMaj(m, n);
        CommonOps_DDRM.add(a, b, sum);
        assertThat(CutNorm.of(sum, EXACT, STREAMS).lower())
                .isLessThanOrEqualTo(CutNorm.of(a, EXACT, STREAMS).upper()
                        + CutNorm.of(b, EXACT, STREAMS).upper()
                        + 1e-14);
    }

    /** |u v - 1/4| on [0, 1]^2 is (6 3^(1/2) - 9) / 16, at u, v > (3^(1/2) - 1) / 2; mid-points are off by O(n^-2). */
    @Test
    void productMinusAQuarter() {
        int n = 300;
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a.set(i, j, (i + 0.5) / n * ((j + 0.5) / n) - 0.25);
            }
        }
        CutBracket bracket = CutNorm.of(a, EXACT, STREAMS);
        double truth = (6 * Math.sqrt(3) - 9) / 16;
        assertThat(bracket.lower()).isEqualTo(truth, within(1e-5));
        assertThat(bracket.upper()).isBetween(truth - 1e-5, 1.5 * truth);
        assertThat(bracket.rows()[0]).isCloseTo((int) Math.floor(n * (Math.sqrt(3) - 1) / 2 + 0.5), within(1));
    }

    @Test
    void theLowerEndIsTheValueOfItsWitness() {
        RandomStream stream = STREAMS.child("witness").stream();
        DMatrixRMaj a = stream.gaussianMatrix(60, 80);
        CutBracket bracket = CutNorm.of(a, EXACT, STREAMS);
        double value = CutCases.value(a, bracket).doubleValue() / 4800;
        assertThat(bracket.exact()).isFalse();
        assertThat(bracket.lower()).isEqualTo(value, within(1e-15));
        assertThat(bracket.rows()).isSorted().doesNotHaveDuplicates();
        assertThat(bracket.columns()).isSorted().doesNotHaveDuplicates();
    }

    /** 0.3 - 0.1 is no double: the exact difference lies in the bracket, and the rounded one need not be its ends. */
    @Property(tries = 60)
    void differencesKeepTheirRounding(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int m = 1 + stream.nextInt(5);
        int n = 1 + stream.nextInt(5);
        DMatrixRMaj a = stream.gaussianMatrix(m, n);
        DMatrixRMaj b = stream.gaussianMatrix(m, n);
        BigDecimal best = BigDecimal.ZERO;
        for (int sets = 0; sets < 1 << (m + n); sets++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 0; k < a.data.length; k++) {
                boolean inside = (sets >>> k / n & sets >>> m + k % n & 1) != 0;
                sum = inside ? sum.add(new BigDecimal(a.data[k])).subtract(new BigDecimal(b.data[k])) : sum;
            }
            best = best.max(sum.abs());
        }
        CutBracket bracket = CutNorm.ofDifference(a, b, EXACT, STREAMS);
        BigDecimal entries = BigDecimal.valueOf((long) m * n);
        assertThat(new BigDecimal(bracket.lower()).multiply(entries)).isLessThanOrEqualTo(best);
        assertThat(new BigDecimal(bracket.upper()).multiply(entries)).isGreaterThanOrEqualTo(best);
        assertThat(bracket.upper()).isEqualTo(bracket.lower(), within(1e-13));
        assertThat(CutNorm.ofDifference(a, a, EXACT, STREAMS).upper()).isZero();
    }

    @Test
    void theResultDependsOnTheStreamsAlone() {
        DMatrixRMaj a = STREAMS.child("again").stream().gaussianMatrix(40, 50);
        assertThat(CutNorm.of(a, EXACT, RandomStreams.of(1))).isEqualTo(CutNorm.of(a, EXACT, RandomStreams.of(1)));
    }

    @Test
    void unusableInputIsRefused() {
        DMatrixRMaj broken = new DMatrixRMaj(new double[][] {{1, 2}, {3, Double.NaN}});
        assertThatThrownBy(() -> CutNorm.of(broken, EXACT, STREAMS))
                .isInstanceOf(InputException.class)
                .hasMessage("expected finite entries, found NaN at entry (1, 1)");
        assertThatIllegalArgumentException().isThrownBy(() -> EXACT.withExactSide(31));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CutNormOptions(1, 0, 0, 0, CutNormOptions.Bound.CENTRED));
        assertThatIllegalArgumentException().isThrownBy(() -> new CutBracket(2, 1, false, new int[0], new int[0]));
    }

    static void assertHolds(DMatrixRMaj a, CutBracket bracket, BigDecimal truth) {
        BigDecimal entries = BigDecimal.valueOf(a.getNumElements());
        assertThat(new BigDecimal(bracket.lower()).multiply(entries)).isLessThanOrEqualTo(CutCases.value(a, bracket));
        assertThat(new BigDecimal(bracket.lower()).multiply(entries)).isLessThanOrEqualTo(truth);
        assertThat(new BigDecimal(bracket.upper()).multiply(entries)).isGreaterThanOrEqualTo(truth);
    }

    private static void assertExactly(DMatrixRMaj a, double sum) {
        CutBracket bracket = CutNorm.of(a, EXACT, STREAMS);
        double expected = sum / a.getNumElements();
        assertThat(bracket.exact()).isTrue();
        assertThat(bracket.lower()).isBetween(Math.nextDown(expected), expected);
        assertThat(bracket.upper()).isBetween(expected, Math.nextUp(expected));
        assertThat(CutCases.value(a, bracket)).isEqualByComparingTo(BigDecimal.valueOf(sum));
    }

    private static DMatrixRMaj hadamard(int order) {
        DMatrixRMaj h = new DMatrixRMaj(order, order);
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < order; j++) {
                h.set(i, j, Integer.bitCount(i & j) % 2 == 0 ? 1 : -1);
            }
        }
        return h;
    }

    private static double meanSize(DMatrixRMaj a) {
        double sum = 0;
        for (double value : a.data) {
            sum += Math.abs(value) / a.data.length;
        }
        return sum;
    }

    private static double mean(DMatrixRMaj a) {
        double sum = 0;
        for (double value : a.data) {
            sum += value / a.data.length;
        }
        return sum;
    }

    private static DMatrixRMaj transposed(DMatrixRMaj a) {
        return CommonOps_DDRM.transpose(a, null);
    }

    private static DMatrixRMaj permuted(DMatrixRMaj a, int[] rows, int[] columns) {
        DMatrixRMaj result = new DMatrixRMaj(a.numRows, a.numCols);
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < a.numCols; j++) {
                result.set(i, j, a.get(rows[i], columns[j]));
            }
        }
        return result;
    }
}
