package org.widelimit.ntk.multitask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ToyProblemTest {

    private static final ToyProblem TOY = ToyProblem.standard();

    /** The formulas once more, written as their source has them. */
    private static double[] losses(double x1, double x2) {
        double f1 = Math.log(Math.max(Math.abs(0.5 * (-x1 - 7) - Math.tanh(-x2)), 0.000005)) + 6;
        double f2 = Math.log(Math.max(Math.abs(0.5 * (-x1 + 3) + Math.tanh(-x2) + 2), 0.000005)) + 6;
        double c1 = Math.max(Math.tanh(x2 * 0.5), 0);
        double c2 = Math.max(Math.tanh(-x2 * 0.5), 0);
        double s1 = (Math.pow(-x1 + 7, 2) + 0.1 * Math.pow(-x2 - 8, 2)) / 10 - 20;
        double s2 = (Math.pow(-x1 - 7, 2) + 0.1 * Math.pow(-x2 - 8, 2)) / 10 - 20;
        return new double[] {0.1 * (f1 * c1 + s1 * c2), f2 * c1 + s2 * c2};
    }

    @Property(tries = 500)
    void lossesAndGradientsAreThoseOfTheFormulas(
            @ForAll @DoubleRange(min = -12, max = 12) double x1, @ForAll @DoubleRange(min = -12, max = 12) double x2) {
        assertThat(TOY.at(new double[] {x1, x2}).losses()).containsExactly(losses(x1, x2), within(1e-12));
        double h = 1e-6;
        double ridge1 = 0.5 * (-x1 - 7) - Math.tanh(-x2);
        double ridge2 = 0.5 * (-x1 + 3) + Math.tanh(-x2) + 2;
        if (Math.abs(x2) < 1e-4 || Math.abs(ridge1) < 1e-2 || Math.abs(ridge2) < 1e-2) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            double[] one = {1 - i, i};
            double[] g = TOY.at(new double[] {x1, x2}).gradient(one, HeadGradients.PLAIN);
            assertThat(g[0]).isCloseTo((losses(x1 + h, x2)[i] - losses(x1 - h, x2)[i]) / (2 * h), within(1e-4));
            assertThat(g[1]).isCloseTo((losses(x1, x2 + h)[i] - losses(x1, x2 - h)[i]) / (2 * h), within(1e-4));
            assertThat(TOY.at(new double[] {x1, x2}).gram().get(i, i))
                    .isCloseTo(g[0] * g[0] + g[1] * g[1], within(1e-9));
        }
    }

    @Test
    void noPointDominatesOneOfTheParetoSet() {
        var random = RandomTasks.stream(1);
        for (int p = 0; p <= 10; p++) {
            double[] point = ToyProblem.paretoPoint(p / 10.0);
            assertThat(point[1]).isBetween(-8.6, -8.2);
            assertThat(ToyProblem.distanceToParetoSet(point)).isLessThan(1e-12);
            double[] best = losses(point[0], point[1]);
            for (int trial = 0; trial < 5000; trial++) {
                double reach = trial % 2 == 0 ? 15 : 0.3;
                double[] other =
                        losses(point[0] + reach * random.nextGaussian(), point[1] + reach * random.nextGaussian());
                assertThat(other[0] < best[0] - 1e-12 && other[1] < best[1] - 1e-12)
                        .isFalse();
            }
        }
        assertThat(ToyProblem.distanceToParetoSet(new double[] {9, -8.4})).isCloseTo(2, within(0.01));
    }

    @Test
    void aMethodThatNeedsExamplesSaysSo() {
        TaskStep step = TOY.at(new double[] {1, 2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NtkmtlSr.defaults().start(2).weights(step))
                .withMessageContaining("examples, whose gradients NTKMTL-SR needs");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Ntkmtl(EigenvalueRule.printed(), 2).start(2).weights(step));
    }
}
