package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class KMeansTest {

    private static final RandomStreams STREAMS = RandomStreams.of(5);

    /** Units around the corners of a square, in random order: the corners come back, numbered as they appear. */
    @Property(tries = 30)
    void separateGroupsAreFound(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int[] corners = new int[60];
        DMatrixRMaj features = new DMatrixRMaj(2, corners.length);
        for (int i = 0; i < corners.length; i++) {
            corners[i] = i < 4 ? i : stream.nextInt(4);
            features.set(0, i, (corners[i] & 1) * 100 + stream.nextGaussian());
            features.set(1, i, (corners[i] >> 1) * 100 + stream.nextGaussian());
        }
        assertThat(KMeans.groups(features, 4, stream)).isEqualTo(corners);
    }

    /** No unit is nearer to the mean of another group than to that of its own. */
    @Property(tries = 30)
    void everyUnitIsNearestToItsOwnMean(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        int units = 20 + stream.nextInt(40);
        DMatrixRMaj features = stream.gaussianMatrix(1 + stream.nextInt(3), units);
        int[] groupOf = KMeans.groups(features, 3, stream);
        int groups = Arrays.stream(groupOf).max().orElseThrow() + 1;
        double[][] means = new double[groups][features.numRows];
        int[] sizes = new int[groups];
        for (int i = 0; i < units; i++) {
            sizes[groupOf[i]]++;
        }
        for (int i = 0; i < units; i++) {
            for (int f = 0; f < features.numRows; f++) {
                means[groupOf[i]][f] += features.get(f, i) / sizes[groupOf[i]];
            }
        }
        for (int i = 0; i < units; i++) {
            for (int g = 0; g < groups; g++) {
                assertThat(squared(features, i, means[groupOf[i]]))
                        .isLessThanOrEqualTo(squared(features, i, means[g]) + 1e-12);
            }
        }
    }

    @Test
    void oneGroupIsAll() {
        RandomStream stream = STREAMS.stream();
        assertThat(KMeans.groups(stream.gaussianMatrix(2, 7), 1, stream)).containsOnly(0);
    }

    @Test
    void noMoreGroupsThanDifferentUnits() {
        DMatrixRMaj features = new DMatrixRMaj(1, 6, true, 3, 1, 3, 1, 1, 3);
        assertThat(KMeans.groups(features, 4, STREAMS.stream())).containsExactly(0, 1, 0, 1, 1, 0);
        assertThat(KMeans.groups(new DMatrixRMaj(1, 2, true, 3, 1), 5, STREAMS.stream()))
                .containsExactly(0, 1);
    }

    @Test
    void numbersGoByFirstAppearance() {
        assertThat(KMeans.compact(new int[] {7, 2, 7, 0, 2})).containsExactly(0, 1, 0, 2, 1);
    }

    private static double squared(DMatrixRMaj features, int unit, double[] mean) {
        double sum = 0;
        for (int f = 0; f < mean.length; f++) {
            sum += Math.pow(features.get(f, unit) - mean[f], 2);
        }
        return sum;
    }
}
