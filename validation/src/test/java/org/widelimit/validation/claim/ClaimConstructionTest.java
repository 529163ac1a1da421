package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.widelimit.validation.report.Scale;

class ClaimConstructionTest {

    private static ValueClaim.Builder value() {
        return SyntheticClaims.value("test/V", 3, 1).is(3);
    }

    @Property
    void aRivalCloserThanTwoTolerancesIsRefused(
            @ForAll @DoubleRange(min = -3, max = 3) double tolerances,
            @ForAll @DoubleRange(min = 0.01, max = 2) double tolerance) {
        ValueClaim.Builder claim = value().within(tolerance, "a test").falsehood("nearby", 3 + tolerances * tolerance);
        if (Math.abs(tolerances) < 2 - 1e-9) {
            assertThatIllegalArgumentException()
                    .isThrownBy(claim::build)
                    .withMessageContaining("two tolerances")
                    .withMessageContaining("test/V");
        } else if (Math.abs(tolerances) > 2 + 1e-9) {
            assertThatCode(claim::build).doesNotThrowAnyException();
        }
    }

    @Test
    void exactlyTwoTolerancesAreEnoughInSpiteOfRounding() {
        // -0.3 - -0.5 is a little less than 0.2 in doubles.
        assertThatCode(() -> SyntheticClaims.rate("test/R", -0.5)
                        .within(0.1, "a test")
                        .falsehood("slower", -0.3)
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void aClaimWithoutFalsehoodIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value().build())
                .withMessage("expected at least one falsehood in claim test/V, found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.identity("test/I", 1).build())
                .withMessageContaining("at least one falsehood");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.order("test/O", 1).build())
                .withMessageContaining("at least one falsehood");
    }

    @Test
    void expectedRefutedAndPrintedAndControlBelongTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value().expectedRefuted()
                        .control("corrected", 5)
                        .falsehood("more", 9)
                        .build())
                .withMessageContaining("-printed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.value("test/V-printed", 3, 1)
                        .is(3)
                        .falsehood("more", 9)
                        .build())
                .withMessageContaining("-printed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.value("test/V-printed", 3, 1)
                        .is(3)
                        .expectedRefuted()
                        .falsehood("more", 9)
                        .build())
                .withMessageContaining("a control");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        value().control("corrected", 5).falsehood("more", 9).build())
                .withMessageContaining("a control");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.value("test/V-printed", 3, 1)
                        .is(3)
                        .expectedRefuted()
                        .control("too near", 3.1)
                        .falsehood("more", 9)
                        .build())
                .withMessageContaining("two tolerances");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.value("Test/V", 3, 1)
                        .is(3)
                        .falsehood("more", 9)
                        .build())
                .withMessageContaining("Test/V");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueClaim.named("test/V")
                        .states("x")
                        .is(1)
                        .within(1, "y")
                        .build())
                .withMessage("expected something to measure in claim test/V, found nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value().within(0, "none").falsehood("more", 9).build())
                .withMessageContaining("tolerance > 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value().within(0.1, " ").falsehood("more", 9).build())
                .withMessageContaining("reason for the tolerance");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueClaim.named("test/V")
                        .states("x")
                        .knob("width")
                        .measuresNumber("x", c -> 1)
                        .at(Scale.QUICK, Sweep.over(1, 2, 3))
                        .is(1)
                        .within(1, "y")
                        .falsehood("z", 5)
                        .build())
                .withMessageContaining("source");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value().at(Scale.QUICK, Sweep.over(1, 2, 3)))
                .withMessageContaining("one sweep at scale quick");
    }

    @Test
    void plansThatCannotDecideAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value().at(Scale.FULL, Sweep.over(1, 2))
                        .falsehood("more", 9)
                        .build())
                .withMessageContaining("at least 3 values of the knob");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value().at(Scale.FULL, Sweep.over(1, 2, 3).replicates(2, 8))
                        .falsehood("more", 9)
                        .build())
                .withMessageContaining("at least 4 replicates");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.rate("test/R", -0.5)
                        .at(Scale.FULL, Sweep.over(1, 2, 3))
                        .falsehood("more", 9)
                        .build())
                .withMessageContaining("at least 4 values of the knob");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticClaims.order("test/O", 1)
                        .at(Scale.FULL, Sweep.over(1).replicates(5))
                        .falsehood("more", 9)
                        .build())
                .withMessageContaining("sign flips");
        assertThatIllegalArgumentException().isThrownBy(() -> Sweep.over(1, 3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Sweep.over(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Sweep.over(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Sweep.over(1).replicates(4, 2));
    }

    @Test
    void roundsDoubleUpToTheBudget() {
        assertThat(Sweep.over(1).replicates(8, 64).rounds()).containsExactly(8, 16, 32, 64);
        assertThat(Sweep.over(1).replicates(8, 50).rounds()).containsExactly(8, 16, 32, 50);
        assertThat(Sweep.over(1).replicates(8).rounds()).containsExactly(8);
    }

    @Test
    void aPlanUsesTheNextSmallerSweepAndNeverALargerOne() {
        Plan plan = value().at(Scale.FULL, Sweep.over(1, 2, 3))
                .falsehood("more", 9)
                .build()
                .card()
                .plan();
        assertThat(plan.minScale()).isEqualTo(Scale.QUICK);
        assertThat(plan.at(Scale.STANDARD)).isEqualTo(plan.at(Scale.QUICK));
        assertThat(plan.at(Scale.FULL).knobs()).containsExactly(1.0, 2.0, 3.0);
        Plan late = SyntheticClaims.identity("test/I", 1)
                .from(Scale.STANDARD)
                .falsehood("none", "without the cross term")
                .build()
                .card()
                .plan();
        assertThat(late.runsAt(Scale.QUICK)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> late.at(Scale.QUICK))
                .withMessage("expected at least scale standard, found quick");
    }
}
