package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HolmAdjustmentTest {

    @Test
    void stepsDown() {
        // By hand: 4 x 0.005, 3 x 0.01, then 2 x 0.03 and 1 x 0.04 pulled up to it.
        assertThat(HolmAdjustment.adjust(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        assertThat(HolmAdjustment.adjust()).isEmpty();
        assertThat(HolmAdjustment.adjust(0.7, 0.8)).containsExactly(1, 1);
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatIllegalArgumentException().isThrownBy(() -> HolmAdjustment.adjust(0.1, 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> HolmAdjustment.adjust(Double.NaN));
    }

    @Property
    void liesBetweenThePlainAndBonferroniAndKeepsTheOrder(
            @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = 0, max = 1) Double> values) {
        double[] p = values.stream().mapToDouble(Double::doubleValue).toArray();
        double[] adjusted = HolmAdjustment.adjust(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], Math.min(1, p.length * p[i]) + 1e-15);
            for (int j = 0; j < p.length; j++) {
                assertThat(p[i] < p[j] && adjusted[i] > adjusted[j]).isFalse();
            }
        }
    }
}
