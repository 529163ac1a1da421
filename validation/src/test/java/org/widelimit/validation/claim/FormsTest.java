package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.widelimit.validation.report.Verdict;

class FormsTest {

    @Test
    void aTrueValueIsSupportedAndItsRivalsRefuted() {
        Judgement judgement = InMemory.run(
                SyntheticClaims.value("test/V", 3, 0.5)
                        .is(3)
                        .falsehood("7 % more", 3.2)
                        .falsehood("10 % more", "rival")
                        .build(),
                1);
        assertThat(judgement.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judgement.asExpected()).isTrue();
        assertThat(judgement.main().estimate()).isBetween(2.95, 3.05);
    }

    @Test
    void aTrueRateIsSupportedAndItsRivalsRefuted() {
        Judgement judgement = InMemory.run(
                SyntheticClaims.rate("test/R", -0.5)
                        .falsehood("a third", -1.0 / 3)
                        .falsehood("the other error", "other")
                        .build(),
                1);
        assertThat(judgement.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(judgement.asExpected()).isTrue();
    }

    @Test
    void aTrueOrderIsSupportedAndItsReverseRefuted() {
        Judgement judgement = InMemory.run(
                SyntheticClaims.order("test/O", 1.5)
                        .falsehoodReversed("b is smaller than a")
                        .falsehood("by more than 3", 3)
                        .build(),
                1);
        assertThat(judgement.asExpected()).isTrue();
    }

    @Test
    void aTrueIdentityIsSupportedAndItsRivalRefuted() {
        Judgement judgement = InMemory.run(
                SyntheticClaims.identity("test/I", 1e-15)
                        .falsehood("no cross term", "without the cross term")
                        .build(),
                1);
        assertThat(judgement.asExpected()).isTrue();
    }

    @Test
    void aFalseIdentityIsRefutedWithACounterexample() {
        Judgement judgement = InMemory.run(
                SyntheticClaims.bound("test/B", 0.9)
                        .falsehood("stronger", "rival")
                        .build(),
                1);
        assertThat(judgement.verdict()).isEqualTo(Verdict.REFUTED);
    }
}
