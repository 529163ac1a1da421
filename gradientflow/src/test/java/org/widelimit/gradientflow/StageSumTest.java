package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class StageSumTest {

    @Property(tries = 200)
    void isTheSumWrittenOut(
            @ForAll @IntRange(min = 1, max = 16) int stages,
            @ForAll @IntRange(min = 1, max = 37) int n,
            @ForAll @LongRange(min = 1, max = 1000) long seed) {
        RandomStream random = RandomStreams.of(seed).stream();
        double[] weights = random.gaussians(stages);
        for (int j = 1; j < stages; j += 3) {
            weights[j] = 0;
        }
        double[][] k = new double[stages][];
        for (int j = 0; j < stages; j++) {
            k[j] = random.gaussians(n);
        }
        double[] y = random.gaussians(n);
        double[] sum = random.gaussians(n);
        double[] step = random.gaussians(n);
        StageSum.of(weights).sum(k, sum);
        StageSum.of(weights).addTo(y, 0.3, k, step);
        for (int i = 0; i < n; i++) {
            double expected = 0;
            for (int j = 0; j < stages; j++) {
                expected += weights[j] * k[j][i];
            }
            assertThat(sum[i]).isCloseTo(expected, within(1e-13));
            assertThat(step[i]).isCloseTo(y[i] + 0.3 * expected, within(1e-13));
        }
    }
}
