package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;

/** Condensation and rank-collapse diagnostics. */
class DiagnosticsTest {
    private static final DMatrixRMaj EXAMPLE = new DMatrixRMaj(2, 4, true, 3, 0, -1, 0, 4, 2, 0, 0);
    private static final double[] UP = {0, 5};

    @Test
    void cosinesAndAnglesByHand() {
        assertThat(Condensation.columnCosines(EXAMPLE, UP))
                .containsExactly(new double[] {0.8, 1, 0, Double.NaN}, within(1e-15));
        assertThat(Condensation.columnAngles(EXAMPLE, UP))
                .containsExactly(new double[] {Math.atan2(3, 4), 0, Math.PI / 2, Double.NaN}, within(1e-15));
        DMatrixRMaj rows = CommonOps_DDRM.transpose(EXAMPLE, null);
        assertThat(Condensation.rowCosines(rows, UP)).containsExactly(Condensation.columnCosines(EXAMPLE, UP));
        assertThat(Condensation.rowAngles(rows, UP)).containsExactly(Condensation.columnAngles(EXAMPLE, UP));
        // Opposite columns are condensed too: the line has no sign, the cosine does.
        DMatrixRMaj opposite = new DMatrixRMaj(2, 1, true, 0, -3);
        assertThat(Condensation.columnCosines(opposite, UP)).containsExactly(-1);
        assertThat(Condensation.columnAngles(opposite, UP)).containsExactly(0);
        assertThatIllegalArgumentException().isThrownBy(() -> Condensation.columnCosines(EXAMPLE, new double[3]));
    }

    @Test
    void countsTheDirectionsOfRows() {
        DMatrixRMaj rows = new DMatrixRMaj(5, 2, true, 1, 0, -3, 0.001, 0, 2, 1e-6, 1e-6, 0, 0);
        assertThat(Condensation.lines(rows, 0.01, 1e-3)).isEqualTo(2);
        // The short row has a direction of its own once it counts; a row of zeros never has.
        assertThat(Condensation.lines(rows, 0.01, 0)).isEqualTo(3);
        assertThat(Condensation.lines(rows, 1e-5, 1e-3)).isEqualTo(3);
        assertThat(Condensation.lines(new DMatrixRMaj(2, 2), 0.1, 0)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> Condensation.lines(rows, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Condensation.lines(rows, 0.1, 1));
    }

    @Test
    void smallAnglesKeepTheirDigits() {
        assertThat(Condensation.angle(new double[] {1, 0}, new double[] {1, 1e-12}))
                .isCloseTo(1e-12, offset(1e-24));
        assertThat(Condensation.angle(new double[] {1, 0}, new double[] {-1, 1e-12}))
                .isCloseTo(Math.PI, offset(1e-11));
        assertThat(Condensation.angle(new double[] {2, 0}, new double[] {0, 7})).isCloseTo(Math.PI / 2, offset(1e-15));
        assertThat(Condensation.angle(new double[] {0, 0}, new double[] {0, 7})).isNaN();
        assertThat(Condensation.columnAngles(new DMatrixRMaj(2, 1, true, 1e-12, 1), UP)[0])
                .isCloseTo(1e-12, offset(1e-24));
    }

    @Test
    void effectiveRankByHand() {
        assertThat(RankCollapse.effectiveRank(CommonOps_DDRM.identity(5))).isCloseTo(5, offset(1e-13));
        assertThat(RankCollapse.effectiveRank(CommonOps_DDRM.diag(2, 0, 0))).isCloseTo(1, offset(1e-15));
        // p = (3/4, 1/4).
        double expected = Math.exp(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25));
        assertThat(RankCollapse.effectiveRank(CommonOps_DDRM.diag(3, -1))).isCloseTo(expected, offset(1e-14));
        assertThat(RankCollapse.effectiveRank(new DMatrixRMaj(2, 3))).isZero();
        assertThat(RankCollapse.ratios(CommonOps_DDRM.diag(1, 4, 2)))
                .containsExactly(new double[] {1, 0.5, 0.25}, within(1e-15));
        assertThat(RankCollapse.ratio(new DMatrixRMaj(2, 3), 1)).isZero();
        assertThat(RankCollapse.ratio(CommonOps_DDRM.diag(1, 4), 3)).isZero();
    }

    @Property(tries = 50)
    void effectiveRankLiesBetweenOneAndTheRank(
            @ForAll @IntRange(min = 1, max = 8) int rows,
            @ForAll @IntRange(min = 1, max = 8) int columns,
            @ForAll @IntRange(max = 9999) int seed) {
        DMatrixRMaj w = Laws.stream(seed, "rank").gaussianMatrix(rows, columns);
        double rank = RankCollapse.effectiveRank(w);
        assertThat(rank).isBetween(1 - 1e-13, Math.min(rows, columns) + 1e-13);
        assertThat(RankCollapse.effectiveRank(Matrices.scaled(-1e-30, w))).isCloseTo(rank, offset(1e-12));
        assertThat(RankCollapse.effectiveRank(CommonOps_DDRM.transpose(w, null)))
                .isCloseTo(rank, offset(1e-12));
    }

    @Property(tries = 50)
    void alignmentIsFreeOfSignAndScale(
            @ForAll @IntRange(min = 2, max = 7) int d, @ForAll @IntRange(max = 9999) int seed) {
        RandomStream random = Laws.stream(seed, "align");
        DMatrixRMaj a = random.gaussianMatrix(d, d);
        DMatrixRMaj b = random.gaussianMatrix(d, d);
        assertThat(RankCollapse.alignment(a, Matrices.scaled(-3, a))).isCloseTo(1, offset(1e-10));
        double alignment = RankCollapse.alignment(a, b);
        assertThat(alignment).isBetween(0.0, 1.0);
        assertThat(RankCollapse.alignment(b, a)).isCloseTo(alignment, offset(1e-10));
    }

    @Test
    void alignmentByHand() {
        DMatrixRMaj turned = new DMatrixRMaj(2, 2, true, 0.6, 0, 0.8, 0);
        assertThat(RankCollapse.alignment(turned, CommonOps_DDRM.diag(2, 1))).isCloseTo(0.6, offset(1e-15));
        assertThat(RankCollapse.alignment(new DMatrixRMaj(2, 2), turned)).isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> RankCollapse.alignment(turned, new DMatrixRMaj(2, 3)));
    }
}
