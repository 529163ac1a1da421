package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

class FeaturesTest {

    private static final DenseBackend BACKEND = DenseBackends.preferred();

    /** Units are as far from each other as their rows of P = X Y^T, and in two steps as their rows of P P^T. */
    @Property(tries = 30)
    void distancesAreThoseOfTheMatrix(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        DMatrixRMaj x = stream.gaussianMatrix(7, 3);
        DMatrixRMaj y = stream.gaussianMatrix(9, 3);
        DMatrixRMaj p = BACKEND.multiplyTransB(x, y);
        assertSameDistances(Features.ofProfiles(x, y), p);
        assertSameDistances(Features.ofTwoSteps(x, y), BACKEND.multiplyTransB(p, p));
    }

    private static void assertSameDistances(DMatrixRMaj features, DMatrixRMaj rows) {
        for (int i = 0; i < rows.numRows; i++) {
            double[] found = new double[rows.numRows];
            Features.addSquaredDistances(features, i, found);
            for (int k = 0; k < rows.numRows; k++) {
                double expected = 0;
                for (int j = 0; j < rows.numCols; j++) {
                    expected += Math.pow(rows.get(i, j) - rows.get(k, j), 2);
                }
                assertThat(found[k]).isCloseTo(expected, within(1e-10 * (1 + expected)));
            }
        }
    }

    /** Squared distances add up. */
    @Property(tries = 10)
    void stackedFeaturesHaveTheDistancesOfBoth(@ForAll long seed) {
        RandomStream stream = RandomStreams.of(seed).stream();
        DMatrixRMaj first = stream.gaussianMatrix(2, 6);
        DMatrixRMaj second = stream.gaussianMatrix(3, 6);
        double[] expected = new double[6];
        Features.addSquaredDistances(first, 4, expected);
        Features.addSquaredDistances(second, 4, expected);
        double[] found = new double[6];
        Features.addSquaredDistances(Features.stacked(first, second), 4, found);
        assertThat(found).containsExactly(expected, within(1e-12));
    }
}
