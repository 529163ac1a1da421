package org.widelimit.ntk.multitask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class SimplexMinimumTest {

    /** A = J J^T of k rows of such different lengths; fewer dimensions than rows make it singular. */
    private static DMatrixRMaj gram(int k, int dimension, double decades, long seed) {
        RandomStream random = RandomStreams.of(seed).stream();
        DMatrixRMaj rows = random.gaussianMatrix(k, dimension);
        for (int i = 0; i < k; i++) {
            double scale = Math.pow(10, decades * (random.nextDouble() - 0.5));
            for (int j = 0; j < dimension; j++) {
                rows.set(i, j, scale * rows.get(i, j));
            }
        }
        return CommonOps_DDRM.multTransB(rows, rows, null);
    }

    @Property(tries = 2000)
    void noPointNextToItIsLower(
            @ForAll @IntRange(min = 1, max = 6) int k,
            @ForAll @IntRange(min = 1, max = 8) int dimension,
            @ForAll @DoubleRange(min = 0, max = 20) double decades,
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        DMatrixRMaj a = gram(k, dimension, decades, seed);
        double[] w = SimplexMinimum.of(a);
        assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(w).min().orElseThrow()).isNotNegative();
        double scale = CommonOps_DDRM.elementMaxAbs(a);
        double[] slopes = new double[k];
        double value = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                slopes[i] += a.get(i, j) * w[j] / scale;
            }
            value += w[i] * slopes[i];
        }
        // Optimal: A w >= w^T A w everywhere, to the accuracy that is promised.
        double tolerance = 1e-6;
        for (int i = 0; i < k; i++) {
            assertThat(slopes[i]).isGreaterThanOrEqualTo(value - tolerance);
        }
    }

    @Test
    void equalAndVanishingRowsAreNoTrouble() {
        assertThat(SimplexMinimum.of(new DMatrixRMaj(3, 3)))
                .satisfies(w -> assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-12)));
        DMatrixRMaj equal = new DMatrixRMaj(new double[][] {{1, 1, 1e-30}, {1, 1, 1e-30}, {1e-30, 1e-30, 1e-40}});
        assertThat(SimplexMinimum.of(equal)[2]).isCloseTo(1, within(1e-12));
    }
}
