package org.widelimit.ntk.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.widelimit.networks.Activation;

/** The duals against references with 12 to 17 digits, at ordinary and at the hardest points. */
class DualActivationReferenceTest {
    private static final double ULP = 0x1.0p-52;

    @ParameterizedTest
    @CsvFileSource(resources = "dual-oracles.csv", numLinesToSkip = 2)
    void ordinaryPoint(String name, double value, double derivative) {
        DualActivation dual = DualActivation.of(Activation.named(name));
        assertThat(dual.value(1.3, 0.7, 0.45)).isCloseTo(value, within(5.01e-13));
        assertThat(dual.derivative(1.3, 0.7, 0.45)).isCloseTo(derivative, within(5.01e-13));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "dual-references.csv", numLinesToSkip = 2)
    void hardPoint(
            String name,
            double q11,
            double q22,
            double q12,
            double value,
            double derivative,
            double valueSize,
            double derivativeSize,
            double valueGap) {
        DualActivation dual = DualActivation.of(Activation.named(name));
        double ulps = name.equals("tanh") ? 1000 : 8;
        assertThat(dual.value(q11, q22, q12)).isCloseTo(value, within(ulps * ULP * valueSize));
        // The absolute value's derivative at variance 0 is -1 and 1 with equal chances: size 0, but made of ones.
        double size = derivativeSize == 0 ? 1 : derivativeSize;
        assertThat(dual.derivative(q11, q22, q12)).isCloseTo(derivative, within(ulps * ULP * size));
        assertThat(dual.value(q22, q11, q12)).isCloseTo(value, within(ulps * ULP * valueSize));
    }

    /** Not compared with the size of the diagonal: relu at opposite inputs is of order (1 + rho)^(3/2). */
    @ParameterizedTest
    @CsvFileSource(resources = "dual-references.csv", numLinesToSkip = 2)
    void piecewiseLinearDualsAreRelativelyAccurate(
            String name,
            double q11,
            double q22,
            double q12,
            double value,
            double derivative,
            double valueSize,
            double derivativeSize,
            double valueGap) {
        if (!(name.equals("relu") || name.startsWith("linear") || name.startsWith("leaky:"))) {
            return;
        }
        DualActivation dual = DualActivation.of(Activation.named(name));
        PairBatch batch = Covariances.evaluate(dual, q11, q22, q12);
        assertThat(batch.valueGap()[0]).isCloseTo(valueGap, within(16 * ULP * valueGap));
        if (name.equals("relu")) {
            assertThat(batch.value()[0]).isCloseTo(value, within(16 * ULP * Math.abs(value)));
            assertThat(batch.derivative()[0]).isCloseTo(derivative, within(16 * ULP * derivative));
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "dual-references.csv", numLinesToSkip = 2)
    void diagonalIsTheValueForOneVariable(
            String name,
            double q11,
            double q22,
            double q12,
            double value,
            double derivative,
            double valueSize,
            double derivativeSize,
            double valueGap) {
        DualActivation dual = DualActivation.of(Activation.named(name));
        double[] moments = dual.marginals(new double[] {q11, q22}).moment();
        double tolerance = name.equals("tanh") ? 1e-13 : 8 * ULP;
        double size = Math.sqrt(moments[0]) * Math.sqrt(moments[1]);
        assertThat(size).isCloseTo(valueSize, within(tolerance * valueSize));
        assertThat(dual.value(q11)).isCloseTo(moments[0], within(tolerance * moments[0]));
    }
}
