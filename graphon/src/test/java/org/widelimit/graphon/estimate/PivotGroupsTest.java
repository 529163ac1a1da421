package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.random.RandomStreams;

class PivotGroupsTest {

    private static final RandomStreams STREAMS = RandomStreams.of(5);
    private static final int UNITS = 60;
    private static final DMatrixRMaj FEATURES =
            STREAMS.child("features").stream().gaussianMatrix(2, UNITS);

    private static PivotGroups groups(long mostKept) {
        return new PivotGroups(FEATURES, STREAMS.child("order").stream(), mostKept);
    }

    /** At threshold 0 every unit is a pivot: memory of n^2, were all of it kept. */
    @Test
    void whatIsNotKeptIsTheSameComputedAgain() {
        PivotGroups all = groups(Long.MAX_VALUE);
        PivotGroups some = groups(4 * UNITS + 1);
        PivotGroups none = groups(0);
        assertThat(some.scale()).isEqualTo(all.scale());
        assertThat(none.scale()).isEqualTo(all.scale());
        for (double threshold : new double[] {0.5, 0, 0.1, 2}) {
            assertThat(some.at(threshold)).isEqualTo(all.at(threshold));
            assertThat(none.at(threshold)).isEqualTo(all.at(threshold));
        }
        assertThat(all.kept()).isEqualTo(UNITS);
        assertThat(some.kept()).isEqualTo(4);
        assertThat(none.kept()).isZero();
    }

    /** The threshold decides who is a pivot; then each unit is with the nearest one. */
    @Test
    void aUnitIsWithTheNearestPivot() {
        DMatrixRMaj line = new DMatrixRMaj(1, 5, true, 0, 0.1, 1, 1.1, 5);
        int[] group = new PivotGroups(line, STREAMS.child("line").stream()).at(0.25);
        assertThat(group[0]).isEqualTo(group[1]);
        assertThat(group[2]).isEqualTo(group[3]);
        assertThat(new int[] {group[0], group[2], group[4]}).containsExactlyInAnyOrder(0, 1, 2);
    }
}
