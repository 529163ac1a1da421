package org.widelimit.ntk.multitask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.widelimit.ntk.multitask.MultiTaskScore.Metric;

class MultiTaskScoreTest {

    @Test
    void aGainIsNegativeWhicheverWayTheMetricIsBetter() {
        List<Metric> metrics = List.of(Metric.HIGHER, Metric.LOWER);
        // An accuracy up by a tenth, an error down by a fifth: (-10 - 20) / 2 per cent.
        assertThat(MultiTaskScore.drop(new double[] {55, 0.8}, new double[] {50, 1}, metrics))
                .isCloseTo(-15, within(1e-12));
        assertThat(MultiTaskScore.drop(new double[] {50, 1}, new double[] {50, 1}, metrics))
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiTaskScore.drop(new double[] {1}, new double[] {1, 2}, metrics));
    }
}
