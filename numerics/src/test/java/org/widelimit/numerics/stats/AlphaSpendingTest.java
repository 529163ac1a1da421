package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStreams;

class AlphaSpendingTest {

    private static final int[] LOOKS = {8, 16, 32, 64, 128};

    /** Share of runs in which the interval misses the true mean at some look. */
    private static double missedAtAnyLook(double levelPerLook, int runs) {
        int missed = 0;
        for (int run = 0; run < runs; run++) {
            double[] values = RandomStreams.of(6).child("looks", run).stream().gaussians(128);
            boolean any = false;
            for (int n : LOOKS) {
                any |= !MeanEstimate.of(Arrays.copyOf(values, n))
                        .interval(levelPerLook)
                        .contains(0);
            }
            missed += any ? 1 : 0;
        }
        return missed / (double) runs;
    }

    @Test
    @Tag("slow")
    void lookingOftenWithoutSpendingInflatesTheErrorAndSpendingDoesNot() {
        int runs = 5_000;
        AlphaSpending spending = new AlphaSpending(0.01, LOOKS.length);
        assertThat(spending.perLook()).isCloseTo(0.002, within(1e-18));
        assertThat(missedAtAnyLook(0.01, runs)).isGreaterThan(0.025);
        // At most 1 %; the looks are correlated, so a little less. Three standard errors are 0.004.
        assertThat(missedAtAnyLook(spending.perLook(), runs)).isBetween(0.003, 0.0125);
    }

    @Test
    void turnsALevelAtOneLookIntoOneOverAll() {
        AlphaSpending spending = new AlphaSpending(0.01, 4);
        assertThat(spending.overall(spending.perLook())).isEqualTo(0.01);
        assertThat(spending.overall(0.5)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoPlan() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AlphaSpending(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AlphaSpending(0.01, 0));
    }
}
