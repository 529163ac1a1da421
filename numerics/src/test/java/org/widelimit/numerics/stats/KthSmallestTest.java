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
