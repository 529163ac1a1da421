package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.widelimit.numerics.random.RandomStreams;

/** Optimality where paths are long enough for wrong potentials to lead astray; small and unequal measures are in {@link RelabelledDistanceTest}. */
class TransportTest {

    private static final int SIDE = 8;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aCouplingOfEqualMeasuresCostsAsMuchAsTheBestPermutation(long seed) {
        DMatrixRMaj cost = RandomStreams.of(seed).stream().gaussianMatrix(SIDE, SIDE);
        double[] equal = new double[SIDE];
        Arrays.fill(equal, 1.0 / SIDE);
        Coupling coupling = Transport.cheapest(cost, equal, equal);
        double sum = 0;
        for (int k = 0; k < coupling.size(); k++) {
            sum += coupling.mass()[k] * cost.get(coupling.first()[k], coupling.second()[k]);
        }
        assertThat(sum).isEqualTo(cheapestPermutation(cost) / SIDE, within(1e-12));
    }

    /** By dynamic programming over the sets of columns that the first rows take. */
    private static double cheapestPermutation(DMatrixRMaj cost) {
        double[] least = new double[1 << SIDE];
        for (int taken = 1; taken < least.length; taken++) {
            int row = Integer.bitCount(taken) - 1;
            least[taken] = Double.POSITIVE_INFINITY;
            for (int j = 0; j < SIDE; j++) {
                if ((taken >> j & 1) == 1) {
                    least[taken] = Math.min(least[taken], least[taken & ~(1 << j)] + cost.get(row, j));
                }
            }
        }
        return least[least.length - 1];
    }
}
