package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class CompensatedDotTest {

    /** Against exact decimals, with products of all sizes that nearly cancel. */
    @Property(tries = 200)
    void theErrorIsBoundedAndTiny(@ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
        RandomStream random = RandomStreams.of(seed).stream();
        CompensatedDot dot = new CompensatedDot();
        BigDecimal exact = BigDecimal.ZERO;
        double absolute = 0;
        for (int i = 0; i < n; i++) {
            double a = Math.scalb(random.nextGaussian(), random.nextInt(60) - 30);
            double b = Math.scalb(random.nextGaussian(), random.nextInt(60) - 30);
            if (i == n - 1) {
                a = -exact.doubleValue();
                b = 1;
            }
            dot.add(a, b);
            exact = exact.add(new BigDecimal(a).multiply(new BigDecimal(b)));
            absolute += Math.abs(a * b);
        }
        BigDecimal error = new BigDecimal(dot.value()).subtract(exact).abs();
        assertThat(error).isLessThanOrEqualTo(new BigDecimal(dot.error()));
        assertThat(dot.error()).isLessThan(3 * RoundingBounds.U * Math.abs(dot.value()) + 1e-27 * absolute + 1e-300);
    }
}
