package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** Ten thousand small matrices of every degenerate kind against exact arithmetic: never a violated bracket. */
class CutBracketManyTest {

    private static final int MATRICES = 10_000;
    private static final int KINDS = CutCases.Kind.values().length;
    private static final CutNormOptions EXACT = CutNormOptions.STANDARD;
    private static final CutNormOptions SEARCH = new CutNormOptions(0, 2, 1, 5, CutNormOptions.Bound.SEMIDEFINITE);

    /** All shapes from 1 x 1 to 5 x 6; each matrix is enumerated, and searched with the relaxation as its bound. */
    @ParameterizedTest
    @EnumSource(CutCases.Kind.class)
    void bracketHoldsTheTruth(CutCases.Kind kind) {
        RandomStreams streams = RandomStreams.of(31).child(kind.name());
        RandomStream stream = streams.stream();
        for (int trial = 0; trial <= MATRICES / KINDS; trial++) {
            DMatrixRMaj a = CutCases.random(kind, 1 + trial % 5, 1 + trial / 5 % 6, stream);
            BigDecimal truth = CutCases.exact(a);
            CutNormTest.assertHolds(a, CutNorm.of(a, EXACT, streams.child("exact", trial)), truth);
            CutNormTest.assertHolds(a, CutNorm.of(a, SEARCH, streams.child("search", trial)), truth);
        }
    }

    /** The truth that the brackets are held against, by the definition: all sets of rows and all sets of columns. */
    @Test
    void theTruthIsTheDefinition() {
        RandomStream stream = RandomStreams.of(32).stream();
        for (int trial = 0; trial < 40; trial++) {
            DMatrixRMaj a = CutCases.random(
                    CutCases.Kind.values()[trial % KINDS], 1 + stream.nextInt(4), 1 + stream.nextInt(4), stream);
            BigDecimal largest = BigDecimal.ZERO;
            for (int sets = 0; sets < 1 << (a.numRows + a.numCols); sets++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int k = 0; k < a.data.length; k++) {
                    boolean inside = (sets >>> k / a.numCols & sets >>> a.numRows + k % a.numCols & 1) != 0;
                    sum = inside ? sum.add(new BigDecimal(a.data[k])) : sum;
                }
                largest = largest.max(sum.abs());
            }
            assertThat(CutCases.exact(a)).isEqualByComparingTo(largest);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void entriesThatAreNoNumbersAreRefused(double entry) {
        DMatrixRMaj a = new DMatrixRMaj(new double[][] {{0, 1}, {entry, 2}, {3, 4}});
        assertThatThrownBy(() -> CutNorm.of(a, EXACT, RandomStreams.of(1)))
                .isInstanceOf(InputException.class)
                .hasMessage("expected finite entries, found " + entry + " at entry (1, 0)");
    }
}
