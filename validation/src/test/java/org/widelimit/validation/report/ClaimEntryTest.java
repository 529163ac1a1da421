package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClaimEntryTest {

    private static ClaimEntryBuilder entry() {
        return ClaimEntry.builder("p/1", "p", ClaimForm.VALUE, "s")
                .verdict(Verdict.SUPPORTED)
                .falsehood(JudgedStatement.of("f", Verdict.REFUTED));
    }

    @Test
    void anEntryIsAsExpectedWhenClaimFalsehoodsAndControlAllAre() {
        assertThat(entry().build().asExpected()).isTrue();
        assertThat(entry().verdict(Verdict.INCONCLUSIVE).build().asExpected()).isFalse();
        assertThat(entry().expected(Verdict.REFUTED).build().asExpected()).isFalse();
        assertThat(entry().falsehood(JudgedStatement.of("g", Verdict.INCONCLUSIVE))
                        .build()
                        .asExpected())
                .isFalse();
        assertThat(entry().control(JudgedStatement.of("c", Verdict.SUPPORTED))
                        .build()
                        .asExpected())
                .isTrue();
        assertThat(entry().control(JudgedStatement.of("c", Verdict.REFUTED))
                        .build()
                        .asExpected())
                .isFalse();
    }

    @Test
    void anIntervalIsTwoNumbersOrOneSidedOrNone() {
        ClaimEntry two = entry().interval(1, 2).build();
        assertThat(two.interval()).isEqualTo(new Bounds(1, 2));
        assertThat(two.oneSided()).isNull();
        ClaimEntry atMost = entry().interval(Double.NEGATIVE_INFINITY, 2).build();
        assertThat(atMost.interval()).isNull();
        assertThat(atMost.oneSided()).isEqualTo(new OneSided(OneSided.Side.UPPER, 2));
        ClaimEntry none = entry().interval(Double.NaN, 2).build();
        assertThat(none.interval()).isNull();
        assertThat(none.oneSided()).isNull();
        assertThatThrownBy(() -> entry().interval(2, 1)).hasMessageContaining("lower <= upper");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> entry().target(1, -0.1).build()).hasMessageContaining("tolerance >= 0 in claim p/1");
        assertThatThrownBy(() -> entry().samples(-1).build()).hasMessageContaining("samples >= 0");
        assertThatThrownBy(() -> entry().seconds(Double.NaN).build()).hasMessageContaining("seconds >= 0");
        assertThatThrownBy(
                        () -> ClaimEntry.builder(" ", "p", ClaimForm.RATE, "s").build())
                .hasMessageContaining("\"id\"");
    }
}
