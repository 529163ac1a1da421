package org.widelimit.validation.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class InstanceTest {

    private static final int PERIOD = 10;

    private static Instance instance(int index, double shrink) {
        return new Instance("test/I", 7, index, shrink, InMemory.BACKEND);
    }

    private static Instance in(Corner corner) {
        return instance(corner.ordinal(), 1);
    }

    @Test
    void everyCornerComesOnceInTenInstancesAndTheOtherHalfIsGeneric() {
        assertThat(IntStream.range(0, PERIOD).mapToObj(i -> instance(i, 1).corner()))
                .containsExactly(
                        Corner.TINY,
                        Corner.HUGE,
                        Corner.DEGENERATE,
                        Corner.EQUAL,
                        Corner.OPPOSITE,
                        Corner.GENERIC,
                        Corner.GENERIC,
                        Corner.GENERIC,
                        Corner.GENERIC,
                        Corner.GENERIC);
        assertThat(instance(PERIOD + 3, 1).corner()).isEqualTo(Corner.EQUAL);
        assertThat(instance(PERIOD + 3, 1).index()).isEqualTo(PERIOD + 3);
    }

    @Test
    void dimensionsReachBothEndsAndNothingBeyond() {
        assertThat(IntStream.range(0, 200)
                        .map(i -> instance(5 + PERIOD * i, 1).dimension(3, 6))
                        .distinct()
                        .sorted())
                .containsExactly(3, 4, 5, 6);
        assertThat(in(Corner.GENERIC).dimension(4, 4)).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> in(Corner.GENERIC).dimension(5, 4))
                .withMessage("expected min <= max, found 5 and 4");
    }

    @Test
    void shrinkingMovesADimensionTowardsTheSmallest() {
        for (int i = 0; i < 20; i++) {
            int index = 5 + PERIOD * i;
            int drawn = instance(index, 1).dimension(2, 20);
            assertThat(instance(index, 0.5).dimension(2, 20)).isEqualTo(2 + (drawn - 2) / 2);
            assertThat(instance(index, 0).dimension(2, 20)).isEqualTo(2);
        }
        assertThat(IntStream.range(0, 20)
                        .map(i -> instance(Corner.DEGENERATE.ordinal() + PERIOD * i, 1)
                                .dimension(2, 20)))
                .containsOnly(2);
    }

    @Test
    void entriesHaveTheMagnitudeOfTheirCorner() {
        assertThat(in(Corner.TINY).magnitude()).isEqualTo(1e-8);
        assertThat(in(Corner.HUGE).magnitude()).isEqualTo(1e8);
        assertThat(in(Corner.EQUAL).magnitude()).isEqualTo(1);
        for (Corner corner : Corner.values()) {
            double[] plain = in(corner).stream().gaussians(3);
            double[] drawn = in(corner).gaussians(3);
            for (int i = 0; i < 3; i++) {
                assertThat(drawn[i]).isEqualTo(plain[i] * in(corner).magnitude());
            }
        }
    }

    @Test
    void uniformNumbersLieBetweenTheirEnds() {
        double u = in(Corner.GENERIC).stream().nextDouble();
        assertThat(in(Corner.GENERIC).uniform(-3, 5)).isEqualTo(-3 + 8 * u);
    }

    @Test
    void matricesHaveTheStructureOfTheirCorner() {
        DMatrixRMaj huge = in(Corner.HUGE).gaussianMatrix(3, 4);
        DMatrixRMaj plain = in(Corner.HUGE).stream().gaussianMatrix(3, 4);
        DMatrixRMaj equal = in(Corner.EQUAL).gaussianMatrix(3, 4);
        DMatrixRMaj opposite = in(Corner.OPPOSITE).gaussianMatrix(3, 4);
        DMatrixRMaj rankOne = in(Corner.DEGENERATE).gaussianMatrix(3, 4);
        DMatrixRMaj generic = in(Corner.GENERIC).gaussianMatrix(3, 4);
        assertThat(generic.data).isEqualTo(in(Corner.GENERIC).stream().gaussianMatrix(3, 4).data);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(huge.get(i, j)).isEqualTo(1e8 * plain.get(i, j));
                assertThat(equal.get(i, j)).isEqualTo(equal.get(0, j)).isNotZero();
                assertThat(opposite.get(i, j))
                        .isEqualTo((i % 2 == 0 ? 1 : -1) * opposite.get(0, j))
                        .isNotZero();
                // Every minor of two rows is zero.
                assertThat(rankOne.get(i, j) * rankOne.get(0, 0))
                        .isCloseTo(rankOne.get(i, 0) * rankOne.get(0, j), within(1e-15))
                        .isNotZero();
            }
        }
        assertThat(rankOne.get(1, 0)).isNotEqualTo(rankOne.get(0, 0));
    }

    @Test
    void aDescriptionStartsWithWhatBringsTheInstanceBack() {
        Instance plain = instance(13, 1);
        assertThat(plain.description()).isEqualTo("instance 13, corner EQUAL");
        Instance shrunk = instance(13, 0.25);
        shrunk.describe(() -> "x = 3");
        assertThat(shrunk.description()).isEqualTo("instance 13, corner EQUAL, shrunk to 0.25: x = 3");
    }

    @Test
    void anInstanceDependsOnItsCoordinatesAlone() {
        double drawn = instance(5, 1).stream().nextDouble();
        assertThat(instance(5, 0.5).stream().nextDouble()).isEqualTo(drawn);
        assertThat(instance(6, 1).stream().nextDouble()).isNotEqualTo(drawn);
        assertThat(new Instance("test/I", 8, 5, 1, InMemory.BACKEND).stream().nextDouble())
                .isNotEqualTo(drawn);
        assertThat(new Instance("test/J", 7, 5, 1, InMemory.BACKEND).stream().nextDouble())
                .isNotEqualTo(drawn);
        assertThat(instance(5, 1).random().child("draws").stream().nextDouble()).isEqualTo(drawn);
        assertThat(instance(5, 1).backend()).isSameAs(InMemory.BACKEND);
    }
}
