package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

/**
 * Wrong verdicts of claims whose truth lies just beyond their tolerance, where errors are most frequent; rounds stop
 * early.
 */
@Tag("slow")
class ErrorRateTest {

    private static int wrong(Claim claim, Verdict wrongVerdict, int runs) {
        int wrong = 0;
        for (int seed = 1; seed <= runs; seed++) {
            wrong += InMemory.run(claim, seed).verdict() == wrongVerdict ? 1 : 0;
        }
        return wrong;
    }

    @Test
    void aValueJustOutsideIsSupportedInLessThanOnePercent() {
        ValueClaim claim = ValueClaim.named("test/V")
                .states("the mean is 0")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1, 2, 4).replicates(4, 16))
                .measuresNumber("noise", cell -> 1.0001 + cell.random().stream().nextGaussian())
                .is(0)
                .within(1, "the truth is 1.0001")
                .falsehood("the mean is 9", 9)
                .build();
        // One-sided 0.5 % of 250 are 1.25; 5 % would be 12.5 +- 3.5.
        assertThat(wrong(claim, Verdict.SUPPORTED, 250)).isLessThanOrEqualTo(5);
    }

    @Test
    void aRivalThatIsTrueIsRefutedInAboutOnePercent() {
        ValueClaim claim = ValueClaim.named("test/V")
                .states("the mean is 9")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1, 2, 4).replicates(4, 16))
                .measuresNumber("noise", cell -> cell.random().stream().nextGaussian())
                .is(9)
                .within(1e-9, "nothing supports a point, so every round is run")
                .falsehood("the mean is 0, which is true", 0)
                .build();
        int runs = 250;
        int refuted = 0;
        // 1 % of 250 are 2.5 +- 1.6.
        for (int seed = 1; seed <= runs; seed++) {
            refuted += InMemory.run(claim, seed).falsehoods().get(0).verdict() == Verdict.REFUTED ? 1 : 0;
        }
        assertThat(refuted).isLessThanOrEqualTo(7);
    }

    @Test
    void anOrderThatIsJustFalseIsSupportedInLessThanOnePercent() {
        OrderClaim claim = OrderClaim.named("test/O")
                .states("0 is smaller than noise around -0.0001")
                .derived("nowhere", "a test")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(1).replicates(8, 12))
                .measures(cell -> Measurement.of("a", 0)
                        .and("b", -0.0001 + cell.random().stream().nextGaussian()))
                .smaller("a", "b")
                .falsehood("by more than 9", 9)
                .build();
        // Looks at 8 and 16 pairs with 1/256 and 327/65536: together 0.9 % of 2,000, which are 18 +- 4; without
        // spending they would be about 30.
        assertThat(wrong(claim, Verdict.SUPPORTED, 2000)).isBetween(5, 28);
    }
}
