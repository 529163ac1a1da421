package org.widelimit.gradientflow.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.widelimit.gradientflow.Flow;

/** In one dimension: E = y^3 / 3, y' = y^2, y = 1 / (1 - t) from y(0) = 1. */
class HomogeneousAscentTest {

    private static final Flow SQUARE = flow(1);
    private static final Flow REPELLED = flow(-1);

    private static Flow flow(double sign) {
        return new Flow() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public void derivative(double t, double[] y, double[] dy) {
                dy[0] = sign * y[0] * y[0];
            }
        };
    }

    private static HomogeneousAscent ascent(Flow field) {
        return HomogeneousAscent.of(field, y -> y[0] * y[0] * y[0] / 3, 3, HomogeneousAscent.REST);
    }

    /** From any positive start, which is brought to 1 first. */
    @Test
    void theSolutionIsThatOfTheUnitStartUpToTheTarget() {
        List<Double> times = new ArrayList<>();
        HomogeneousAscent.End end = ascent(SQUARE).follow(new double[] {1e-310}, 1e12, (time, y, energy) -> {
            assertThat(y[0] * (1 - time)).isCloseTo(1, within(1e-8));
            assertThat(energy).isEqualTo(y[0] * y[0] * y[0] / 3);
            times.add(time);
        });
        assertThat(end.outcome()).isEqualTo(BlowUp.Outcome.BLOW_UP);
        assertThat(end.state()[0]).isGreaterThanOrEqualTo(Math.cbrt(3e12));
        assertThat(end.time() + 1 / end.state()[0]).isCloseTo(1, within(1e-12));
        assertThat(times).isSorted().hasSizeGreaterThan(10).last().isEqualTo(end.time());
    }

    @Test
    void whatDecaysComesToRest() {
        HomogeneousAscent.End end = ascent(REPELLED).follow(new double[] {5}, 1e12, (time, y, energy) -> {});
        assertThat(end.outcome()).isEqualTo(BlowUp.Outcome.SADDLE);
        assertThat(end.state()[0]).isLessThanOrEqualTo(HomogeneousAscent.REST).isPositive();
    }

    @Test
    void withTooFewStepsItIsSaidThatNothingIsKnown() {
        HomogeneousAscent.End end = ascent(SQUARE).within(3).follow(new double[] {1}, 1e12, (time, y, energy) -> {});
        assertThat(end.outcome()).isEqualTo(BlowUp.Outcome.UNRESOLVED);
        assertThat(end.steps()).isLessThanOrEqualTo(3);
    }
}
