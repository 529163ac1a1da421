package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class FittedLayersTest {

    private static final FittedLayers.Fit FIT = new FittedLayers.Fit(
            new DMatrixRMaj(new double[][] {{0.9, 0.5, 0.7}, {0.2, 0, 0.1}, {0.6, 0.4, 0.5}, {0.3, 0.1, 0.2}}),
            0.25,
            "because");

    @Test
    void unitsGoByAscendingMean() {
        GraphonEstimate estimate = FittedLayers.single(FIT, false, OptionalInt.empty());
        assertThat(estimate.rowBlocks()).containsExactly(3, 0, 2, 1);
        assertThat(estimate.columnBlocks()).containsExactly(2, 0, 1);
        assertThat(estimate.graphon().density().data)
                .containsExactly(0, 0.1, 0.2, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.5, 0.7, 0.9);
    }

    @Test
    void blocksHoldMeans() {
        GraphonEstimate estimate = FittedLayers.single(FIT, false, OptionalInt.of(2));
        assertThat(estimate.rowBlocks()).containsExactly(1, 0, 1, 0);
        assertThat(estimate.columnBlocks()).containsExactly(1, 0, 1);
        assertThat(estimate.graphon().density().data)
                .containsExactly(new double[] {0.05, 0.2, 0.45, 0.675}, within(1e-15));
    }
}
