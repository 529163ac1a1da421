package org.widelimit.numerics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class KthSmallestTest {
    @Property(tries = 200)
    void isTheKthOfTheSortedNumbers(@ForAll("numbers") double[] a, @ForAll("numbers") double[] b) {
        double[] sorted =
                DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).sorted().toArray();
        List<DMatrixRMaj> parts = List.of(DMatrixRMaj.wrap(1, a.length, a), DMatrixRMaj.wrap(b.length, 1, b));
        for (int k = 1; k <= sorted.length; k++) {
            // Not isEqualTo on boxes: -0.0 and 0.0 are one number here.
            assertThat(KthSmallest.of(parts, k) == sorted[k - 1]).isTrue();
        }
    }

    /** As many as are not sorted: spread out, in one bin to the last digit, in few values. */
    @Property(tries = 12)
    void isTheKthOfManyNumbers(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        isTheKth(10_000, stream);
        isTheKth(4097, stream);
        isTheKth(4096, stream);
        isTheKth(1234 + 33, stream);
    }

    private static void isTheKth(int size, RandomStream stream) {
        for (int kind = 0; kind < 3; kind++) {
            double[] all = new double[size];
            for (int i = 0; i < all.length; i++) {
                all[i] = switch (kind) {
                    case 0 -> stream.nextGaussian() * Math.exp(20 * stream.nextGaussian());
                    case 1 -> -1 - stream.nextInt(100_000) * Math.ulp(1.0);
                    default -> stream.nextInt(3) - 1;
                };
            }
            List<DMatrixRMaj> parts = List.of(
                    DMatrixRMaj.wrap(1, 1234, Arrays.copyOf(all, 1234)),
                    DMatrixRMaj.wrap(1, all.length - 1234, Arrays.copyOfRange(all, 1234, all.length)));
            Arrays.sort(all);
            for (int k : new int[] {1, 2, 1 + stream.nextInt(all.length), all.length / 2, all.length}) {
                assertThat(KthSmallest.of(parts, k)).isEqualTo(all[k - 1]);
            }
        }
    }

    @Test
    void takesBothZerosForOneNumber() {
        List<DMatrixRMaj> parts = List.of(new DMatrixRMaj(1, 4, true, 0.0, -0.0, -1, 1));
        for (int k = 2; k <= 3; k++) {
            assertThat(KthSmallest.of(parts, k)).isZero();
        }
    }

    @Test
    void refusesRanksThatDoNotExist() {
        List<DMatrixRMaj> parts = List.of(new DMatrixRMaj(1, 2));
        assertThatThrownBy(() -> KthSmallest.of(parts, 0)).hasMessageContaining("1..2");
        assertThatThrownBy(() -> KthSmallest.of(parts, 3)).hasMessageContaining("1..2");
    }

    @Provide
    Arbitrary<double[]> numbers() {
        return Arbitraries.oneOf(
                        Arbitraries.doubles(),
                        Arbitraries.of(0.0, -0.0, 1.0, -1.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE),
                        Arbitraries.integers().between(0, 40).map(ulps -> 1 + ulps * Math.ulp(1.0)))
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}
