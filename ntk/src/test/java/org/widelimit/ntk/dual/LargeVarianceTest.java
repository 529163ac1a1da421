package org.widelimit.ntk.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.networks.Activation;

/** Smooth activations of inputs that nobody has scaled (grey values up to 255, say): they look like a step or a kink, within a thousandth of the standard deviation and less. */
class LargeVarianceTest {

    private static final double[] CORRELATIONS = {-0.9, -0.2, 0, 0.5, 0.93};

    /** One variable of standard deviation {@code root}, the others of root / 2. */
    private static PairBatch pairs(Activation activation, double root) {
        DualActivation dual = Duals.of(activation);
        double q = root * root;
        double[] others = new double[CORRELATIONS.length];
        Arrays.fill(others, q / 4);
        PairBatch batch = PairBatch.ofCapacity(CORRELATIONS.length);
        for (int k = 0; k < CORRELATIONS.length; k++) {
            batch.covariance()[k] = CORRELATIONS[k] * q / 2;
            batch.gap()[k] = (1 - Math.abs(CORRELATIONS[k])) * q;
        }
        dual.evaluate(dual.marginals(new double[] {q}), 0, dual.marginals(others), 0, CORRELATIONS.length, batch);
        return batch;
    }

    /** The series with stretched nodes, beside nested adaptive quadrature. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"tanh, 42", "tanh, 170", "sigmoid, 90", "silu, 60", "softplus, 120"})
    void agreesWithQuadrature(String name, double root) {
        Activation activation = Activation.named(name);
        PairBatch batch = pairs(activation, root);
        DualQuadrature quadrature = DualQuadrature.of(activation);
        double q = root * root;
        double value = Math.sqrt(
                quadrature.moment(q).value() * quadrature.moment(q / 4).value());
        double slope = Math.sqrt(quadrature.slopeMoment(q).value()
                * quadrature.slopeMoment(q / 4).value());
        for (int k = 0; k < CORRELATIONS.length; k++) {
            double q12 = CORRELATIONS[k] * q / 2;
            assertThat(batch.value()[k])
                    .as("rho %s", CORRELATIONS[k])
                    .isCloseTo(quadrature.value(q, q / 4, q12).value(), within(2e-13 * value));
            assertThat(batch.derivative()[k])
                    .as("rho %s", CORRELATIONS[k])
                    .isCloseTo(quadrature.derivative(q, q / 4, q12).value(), within(2e-13 * slope));
        }
    }

    /**
     * Where quadrature would take seconds, what it tends to: sign and delta, {@code E tanh(u) tanh(v) -> 2/pi asin rho} and {@code root_u root_v E tanh'(u) tanh'(v) -> 4 / (2 pi
     * sqrt(1 - rho^2))}. What is left is {@code O(1/root^2)}, as tanh - sign is odd; the error of the second is 1e-13 of {@code sqrt(T T)}, which is {@code O(1/root)}, times root^2.
     */
    @Test
    void tanhOfHugeInputsIsTheirSign() {
        double root = 1e6;
        PairBatch batch = pairs(Activation.named("tanh"), root);
        for (int k = 0; k < CORRELATIONS.length; k++) {
            double rho = CORRELATIONS[k];
            assertThat(batch.value()[k]).isCloseTo(2 / Math.PI * Math.asin(rho), within(1e-10));
            assertThat(batch.derivative()[k] * root * root / 2)
                    .isCloseTo(2 / (Math.PI * Math.sqrt(1 - rho * rho)), within(1e-6));
        }
    }
}
