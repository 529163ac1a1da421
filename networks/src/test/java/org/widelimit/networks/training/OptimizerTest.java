package org.widelimit.networks.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    @Test
    void gradientDescentSubtractsTheScaledGradient() {
        double[] theta = {1, -2};
        Optimizer.Run run = Sgd.of(0.5).start(2);
        run.step(theta, new double[] {2, 4});
        assertThat(theta).containsExactly(0, -4);
        run.step(theta, new double[] {-1, 0});
        assertThat(theta).containsExactly(0.5, -4);
    }

    /** v = 2, then 0.5 * 2 + 4 = 5, then 0.5 * 5 + 0 = 2.5; theta = 10 - 2, - 5, - 2.5. */
    @Test
    void momentumAccumulatesGradients() {
        double[] theta = {10};
        Optimizer.Run run = new Sgd(1, 0.5).start(1);
        run.step(theta, new double[] {2});
        assertThat(theta[0]).isEqualTo(8);
        run.step(theta, new double[] {4});
        assertThat(theta[0]).isEqualTo(3);
        run.step(theta, new double[] {0});
        assertThat(theta[0]).isEqualTo(0.5);
    }

    /**
     * By hand, b1 = 0.5, b2 = 0.75, eps = 1: step 1 with g = 2: m = 1, v = 1, corrected 2 and 4: 0.1 * 2/(2 + 1). Step 2 with
     * g = -1: m = 0, v = 0.75 + 0.25 = 1: no move. Step 3 with g = 3: m = 1.5, v = 0.75 + 2.25 = 3; corrections 1 - 1/8 and
     * 1 - 27/64: 0.1 * (12/7) / (sqrt(192/37) + 1).
     */
    @Test
    void adamTakesTheStepsOfItsPaper() {
        double[] theta = {1};
        Optimizer.Run run = new Adam(0.1, 0.5, 0.75, 1).start(1);
        run.step(theta, new double[] {2});
        assertThat(theta[0]).isCloseTo(1 - 0.2 / 3, within(1e-15));
        run.step(theta, new double[] {-1});
        assertThat(theta[0]).isCloseTo(1 - 0.2 / 3, within(1e-15));
        run.step(theta, new double[] {3});
        assertThat(theta[0]).isCloseTo(1 - 0.2 / 3 - 0.1 * 12 / 7 / (Math.sqrt(192.0 / 37) + 1), within(1e-15));
    }

    @Test
    void adamBeginsWithAStepOfTheLearningRate() {
        assertThat(Adam.defaults()).isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-8));
        for (double g : new double[] {1e-3, 1, 1e6}) {
            double[] theta = {0};
            Adam.defaults().start(1).step(theta, new double[] {g});
            assertThat(theta[0]).isCloseTo(-0.001 * g / (g + 1e-8), within(1e-17));
        }
    }

    @Test
    void aParameterWithoutGradientsDoesNotMove() {
        for (Optimizer optimizer : List.of(Sgd.of(1), new Sgd(1, 0.9), Adam.defaults())) {
            double[] theta = {0.1, 0.1};
            Optimizer.Run run = optimizer.start(2);
            for (int t = 0; t < 5; t++) {
                run.step(theta, new double[] {0, 1 + t});
            }
            assertThat(theta[0]).isEqualTo(0.1);
            assertThat(theta[1]).isLessThan(0.1);
        }
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatThrownBy(() -> Sgd.of(0)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> new Sgd(1, 1)).hasMessageContaining("momentum");
        assertThatThrownBy(() -> Adam.of(Double.NaN)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> new Adam(1, 1, 0.5, 1)).hasMessageContaining("decays");
        assertThatThrownBy(() -> new Adam(1, 0.5, 0.5, 0)).hasMessageContaining("epsilon");
    }
}
