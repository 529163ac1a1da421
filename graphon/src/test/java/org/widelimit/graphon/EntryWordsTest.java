package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStreams;

/** A word by hand: entries 64 to 67 of row 1 of a matrix with 68 columns; bits that stand for no entry are 0. */
class EntryWordsTest {

    private static final int FROM = 64;
    private static final int TO = 68;

    @Test
    void allIsOneBitForEachEntry() {
        assertThat(EntryWords.all().word(1, FROM, TO)).isEqualTo(0b1111);
        assertThat(EntryWords.all().word(1, 0, FROM)).isEqualTo(-1);
    }

    @Test
    void theConditionIsAskedForTheEntriesOfTheWord() {
        assertThat(EntryWords.where((i, j) -> i == 1 && j > 65).word(1, FROM, TO))
                .isEqualTo(0b1100);
        assertThat(EntryWords.where((i, j) -> i == 0).word(1, FROM, TO)).isZero();
    }

    @Test
    void aScoreHasToExceedTheThreshold() {
        DMatrixRMaj scores = new DMatrixRMaj(2, TO);
        scores.fill(9);
        scores.set(1, 64, 0.5);
        scores.set(1, 65, Math.nextUp(0.5));
        scores.set(1, 66, -1);
        scores.set(1, 67, Double.NaN);
        assertThat(EntryWords.above(0.5, scores).word(1, FROM, TO)).isEqualTo(0b0010);
        assertThat(EntryWords.above(Double.NEGATIVE_INFINITY, scores).word(1, FROM, TO))
                .isEqualTo(0b0111);
        scores.set(1, 67, Double.NEGATIVE_INFINITY);
        assertThat(EntryWords.above(Double.NEGATIVE_INFINITY, scores).word(1, FROM, TO))
                .isEqualTo(0b0111);
    }

    /** Rows are of block 1, columns of blocks 0, 1, 0, 1: what is certain is there, and what is impossible is not. */
    @Test
    void aDrawIsComparedWithTheProbabilityOfItsBlock() {
        DMatrixRMaj probability = new DMatrixRMaj(new double[][] {{1, 0}, {0, 1}});
        int[] columnBlock = new int[TO];
        columnBlock[65] = 1;
        columnBlock[67] = 1;
        EntryWords words = EntryWords.drawn(RandomStreams.of(1).stream(), probability, new int[] {0, 1}, columnBlock);
        assertThat(words.word(1, FROM, TO)).isEqualTo(0b1010);
        assertThat(words.word(0, FROM, TO)).isEqualTo(0b0101);
    }
}
