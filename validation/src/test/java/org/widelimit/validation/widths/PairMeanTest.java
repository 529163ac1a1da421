package org.widelimit.validation.widths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.widelimit.numerics.random.RandomStreams;

class PairMeanTest {

    /** The definition: R U - (R - 1) U without seed r. */
    @Property(tries = 100)
    void pseudoValuesAreTheJackknifes(@ForAll @IntRange(min = 3, max = 9) int seeds, @ForAll long seed) {
        List<int[]> pairs = PairMean.pairs(seeds);
        double[] values = RandomStreams.of(seed).stream().gaussians(pairs.size());
        double[] pseudo = PairMean.pseudoValues(values, seeds);
        double total = 0;
        for (int r = 0; r < seeds; r++) {
            double expected = seeds * mean(pairs, values, -1) - (seeds - 1) * mean(pairs, values, r);
            assertThat(pseudo[r]).isCloseTo(expected, within(1e-11));
            total += pseudo[r];
        }
        assertThat(total / seeds).isCloseTo(mean(pairs, values, -1), within(1e-12));
    }

    private static double mean(List<int[]> pairs, double[] values, int without) {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < values.length; k++) {
            if (pairs.get(k)[0] != without && pairs.get(k)[1] != without) {
                sum += values[k];
                count++;
            }
        }
        return sum / count;
    }
}
