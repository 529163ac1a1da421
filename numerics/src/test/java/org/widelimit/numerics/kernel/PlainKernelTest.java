package org.widelimit.numerics.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.numerics.linalg.Transpose;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class PlainKernelTest {
    private static final ArrayKernel KERNEL = new PlainKernel();

    /** To the last bit, as the contract says. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "1, 2, 3, 4",
        "3, 1, 5, 8",
        "2, 3, 5, 5",
        "1, 4, 1, 9",
        "4, 1, 7, 3",
        "1, 7, 8, 6",
        "2, 16, 16, 16",
        "1, 24, 16, 1",
        "1, 40, 41, 42",
        "5, 2, 0, 3",
        "0, 2, 2, 2"
    })
    void aProductIsTheSumInOrder(int count, int rows, int inner, int columns) {
        for (Transpose left : Transpose.values()) {
            RandomStream random = RandomStreams.of(7).child("products").stream();
            Products shape = new Products(left, count, rows, inner, columns);
            double[] a = random.gaussians(count * rows * inner);
            double[] b = random.gaussians(count * inner * columns);
            double[] c = random.gaussians(count * rows * columns);
            double[] expected = new double[c.length];
            for (int m = 0; m < count; m++) {
                for (int i = 0; i < rows; i++) {
                    for (int k = 0; k < inner; k++) {
                        for (int j = 0; j < columns; j++) {
                            int at = (m * rows + i) * columns + j;
                            int row = left == Transpose.NO ? i * inner + k : k * rows + i;
                            expected[at] =
                                    Math.fma(a[m * rows * inner + row], b[(m * inner + k) * columns + j], expected[at]);
                        }
                    }
                }
            }
            KERNEL.multiply(shape, a, b, c);
            assertThat(c).containsExactly(expected);
        }
    }

    @Test
    void theLargestSize() {
        assertThat(KERNEL.largest(new double[0])).isZero();
        assertThat(KERNEL.largest(new double[] {-0.0})).isEqualTo(0.0);
        assertThat(KERNEL.largest(new double[] {1, -3, 2})).isEqualTo(3);
        assertThat(KERNEL.largest(new double[] {1, Double.NEGATIVE_INFINITY, 2, 5}))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(KERNEL.largest(new double[] {Double.POSITIVE_INFINITY, -Double.NaN, 2}))
                .isNaN();
        double[] x = RandomStreams.of(1).child("largest").stream().gaussians(101);
        for (int i = 0; i < x.length; i++) {
            double[] y = x.clone();
            y[i] = -100;
            assertThat(KERNEL.largest(y)).isEqualTo(100);
        }
    }
}
