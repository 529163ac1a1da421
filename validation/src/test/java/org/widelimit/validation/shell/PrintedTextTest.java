package org.widelimit.validation.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** What counts as the same output of a notebook, and what does not. */
class PrintedTextTest {

    @Test
    void onlyTheLastDigitAndRoundingErrorsMayDiffer() {
        assertThat(PrintedText.same("slope -0.488, n", "slope -0.489, n")).isTrue();
        assertThat(PrintedText.same("slope -0.488, n", "slope -0.490, n")).isFalse();
        assertThat(PrintedText.same("slope -0.488, n", "slope 0.488, n")).isFalse();
        assertThat(PrintedText.same("drift by 1.5e-13", "drift by 9.9e-14")).isTrue();
        assertThat(PrintedText.same("value -5.83e-18 to", "value  1.44e-19 to")).isTrue();
        assertThat(PrintedText.same("ratio 4.47e-05", "ratio 4.48e-05")).isTrue();
        assertThat(PrintedText.same("ratio 4.47e-05", "ratio 4.49e-05")).isFalse();
        assertThat(PrintedText.same("95 of 100 right", "94 of 100 right")).isFalse();
    }

    @Test
    void wordsAndPicturesMayNot() {
        assertThat(PrintedText.same("flow/7  SUPPORTED  7.0e-14", "flow/7  REFUTED  7.0e-14"))
                .isFalse();
        assertThat(PrintedText.same("|  ==@@|", "|    ==@@|")).isFalse();
        assertThat(PrintedText.same("  0.0490 |o   |", "  0.0491 |o   |")).isTrue();
        assertThat(PrintedText.same("  0.0490 |o   |", "  0.0490 | o  |")).isFalse();
        assertThat(PrintedText.same("1 of 2", "1 of")).isFalse();
    }

    @Test
    void temporaryFoldersAndTimesAreNotCompared() {
        PrintedText.assertSame(
                "/tmp/own-claim38/report/report.html\nown/1  Rate  yes       0.21\n",
                "/var/x/own-claim4/report/report.html\nown/1  Rate  yes       1.07\n");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> PrintedText.assertSame("own/1  Rate  yes       0.21", "own/1  Rate  NO       0.21"));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> PrintedText.assertSame("a\n", "a\nb\n"));
    }
}
