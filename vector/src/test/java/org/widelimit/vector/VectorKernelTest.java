package org.widelimit.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.kernel.ArrayKernel;
import org.widelimit.numerics.kernel.ArrayKernels;
import org.widelimit.numerics.kernel.PlainKernel;
import org.widelimit.numerics.kernel.Products;
import org.widelimit.numerics.linalg.Transpose;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/** The bits of the kernel in plain Java. */
class VectorKernelTest {
    private static final ArrayKernel PLAIN = new PlainKernel();
    private static final ArrayKernel VECTORS = new VectorKernel();
    private static final double[] SPECIAL = {
        0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        709.78,
        709.79,
        -745.13,
        -745.14,
        -708.5,
        22,
        -22,
        Double.MIN_NORMAL,
        1e300
    };

    private static RandomStream random() {
        return RandomStreams.of(11).child("vectors").stream();
    }

    @Test
    void itIsTheKernelThatIsOffered() {
        assertThat(ArrayKernels.preferred()).isInstanceOf(VectorKernel.class);
    }

    @Test
    void productsOfEveryShape() {
        RandomStream random = random();
        for (Transpose left : Transpose.values()) {
            for (int count : new int[] {1, 4, 7}) {
                for (int rows : new int[] {1, 3, 4, 9}) {
                    for (int inner : new int[] {0, 1, 5, 16}) {
                        for (int columns = 1; columns <= 35; columns++) {
                            Products shape = new Products(left, count, rows, inner, columns);
                            double[] a = random.gaussians(count * rows * inner);
                            double[] b = random.gaussians(count * inner * columns);
                            double[] plain = new double[count * rows * columns];
                            double[] vectors = new double[plain.length];
                            Arrays.fill(vectors, Double.NaN);
                            PLAIN.multiply(shape, a, b, plain);
                            VECTORS.multiply(shape, a, b, vectors);
                            assertThat(vectors).as("%s", shape).containsExactly(plain);
                        }
                    }
                }
            }
        }
    }

    @Test
    void exponentials() {
        double[] x = arguments();
        double[] y = x.clone();
        PLAIN.exp(x);
        VECTORS.exp(y);
        assertThat(bits(y)).containsExactly(bits(x));
    }

    @Test
    void hyperbolicTangents() {
        double[] x = arguments();
        double[] y = x.clone();
        PLAIN.tanh(x);
        VECTORS.tanh(y);
        assertThat(bits(y)).containsExactly(bits(x));
    }

    @Test
    void theLargestSize() {
        double[] x = arguments();
        for (int length = 0; length < 200; length++) {
            double[] part = Arrays.copyOfRange(x, length, 2 * length);
            assertThat(Double.valueOf(VECTORS.largest(part))).isEqualTo(Double.valueOf(PLAIN.largest(part)));
        }
    }

    /** Every special value in every lane, and numbers of all sizes. */
    private static double[] arguments() {
        RandomStream random = random();
        double[] x = new double[100_003];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < 17 * 64
                    ? SPECIAL[(i + i / 64) % SPECIAL.length]
                    : Math.copySign(Math.exp(-30 + 36.6 * random.nextDouble()), random.nextDouble() - 0.5);
        }
        return x;
    }

    private static long[] bits(double[] x) {
        return Arrays.stream(x).mapToLong(Double::doubleToLongBits).toArray();
    }
}
