package org.widelimit.gradientflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorNormTest {
    /** y_0' = y_1, y_1' = -y_0, and components at rest. */
    private record Circle(int dimension) implements Flow {
        @Override
        public void derivative(double t, double[] y, double[] dy) {
            java.util.Arrays.fill(dy, 0);
            dy[0] = y[1];
            dy[1] = -y[0];
        }
    }

    private static Trajectory solve(int dimension, ErrorNorm norm) {
        double[] start = new double[dimension];
        start[1] = 1;
        FlowOptions options = FlowOptions.standard()
                .withTolerances(1e-8, 1e-8)
                .withErrorNorm(norm)
                .withSampling(Sampling.ends());
        return FlowIntegrator.of(options)
                .integrate(new Circle(dimension), 0, start, 20)
                .complete();
    }

    private static double error(Trajectory trajectory) {
        double[] y = trajectory.finalState();
        return Math.hypot(y[0] - Math.sin(20), y[1] - Math.cos(20));
    }

    @Test
    void theNormsThemselves() {
        double[] errors = {3, -4, 0, 0};
        assertThat(ErrorNorm.MAXIMUM.of(errors)).isEqualTo(4);
        assertThat(ErrorNorm.ROOT_MEAN_SQUARE.of(errors)).isCloseTo(2.5, within(1e-15));
        assertThat(ErrorNorm.ROOT_MEAN_SQUARE.of(new double[] {1, Double.NaN})).isNaN();
    }

    @Test
    void componentsAtRestLoosenTheMeanAndNotTheMaximum() {
        assertThat(solve(2000, ErrorNorm.MAXIMUM).evaluations())
                .isEqualTo(solve(2, ErrorNorm.MAXIMUM).evaluations());
        assertThat(error(solve(2000, ErrorNorm.MAXIMUM))).isLessThan(5e-8);
        Trajectory mean = solve(2000, ErrorNorm.ROOT_MEAN_SQUARE);
        assertThat(mean.evaluations()).isLessThan(solve(2000, ErrorNorm.MAXIMUM).evaluations());
        // As if the tolerance were sqrt(1000) times as large.
        assertThat(error(mean)).isBetween(5 * error(solve(2, ErrorNorm.ROOT_MEAN_SQUARE)), 5e-6);
    }
}
