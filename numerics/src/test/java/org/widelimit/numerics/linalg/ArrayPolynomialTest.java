package org.widelimit.numerics.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayPolynomialTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 7, 8, 9, 12, 13, 20, 24, 41})
    void isTheSumOfPowers(int terms) {
        double[] coefficients = new double[terms];
        for (int j = 0; j < terms; j++) {
            coefficients[j] = Math.cos(3 * j + 1) / (j + 1);
        }
        int count = 101;
        double[] y = new double[count];
        double[] result = new double[count];
        for (int k = 0; k < count; k++) {
            y[k] = -1 + 0.02 * k;
        }
        ArrayPolynomial.of(coefficients).evaluate(count, y, result);
        for (int k = 0; k < count; k++) {
            double sum = 0;
            for (int j = 0; j < terms; j++) {
                sum += coefficients[j] * Math.pow(y[k], j);
            }
            assertThat(result[k]).isCloseTo(sum, within(2e-15));
        }
    }

    @Test
    void entriesDoNotDependOnTheCall() {
        ArrayPolynomial polynomial = ArrayPolynomial.of(0.3, -0.2, 0.1, 4, 5, -6, 7, 8, 9, 0.1);
        int count = 1000;
        double[] y = new double[count];
        for (int k = 0; k < count; k++) {
            y[k] = Math.sin(k);
        }
        double[] together = new double[count];
        polynomial.evaluate(count, y, together);
        double[] one = new double[1];
        for (int k = 0; k < count; k++) {
            polynomial.evaluate(1, new double[] {y[k]}, one);
            assertThat(one[0]).isEqualTo(together[k]);
        }
        assertThat(polynomial.coefficients()).hasSize(12).startsWith(0.3, -0.2).endsWith(0, 0);
    }
}
