package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.widelimit.graphon.MaskTest.zeroOne;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** {@link BlockDensities}, by the methods of {@link Mask} that give them. */
class BlockDensitiesTest {

    @Property(tries = 60)
    void areMeansOverTheirUnits(
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 140) int columns,
            @ForAll @IntRange(min = 1, max = 70) int rowBlocks,
            @ForAll @IntRange(min = 1, max = 140) int columnBlocks,
            @ForAll long seed) {
        int blocksDown = Math.min(rowBlocks, rows);
        int blocksAcross = Math.min(columnBlocks, columns);
        DMatrixRMaj zeroOne = zeroOne(rows, columns, 0.4, seed);
        double[] kept = new double[blocksDown * blocksAcross];
        double[] all = new double[blocksDown * blocksAcross];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int block = block(i, rows, blocksDown) * blocksAcross + block(j, columns, blocksAcross);
                kept[block] += zeroOne.get(i, j);
                all[block]++;
            }
        }

        DMatrixRMaj densities = Mask.from("m", zeroOne).blockDensities(blocksDown, blocksAcross);

        assertThat(densities.numRows).isEqualTo(blocksDown);
        assertThat(densities.numCols).isEqualTo(blocksAcross);
        for (int k = 0; k < kept.length; k++) {
            assertThat(densities.data[k]).isEqualTo(kept[k] / all[k]);
        }
    }

    /** The last block that begins at or before the unit. */
    private static int block(int unit, int units, int blocks) {
        int k = blocks - 1;
        while (k * units / blocks > unit) {
            k--;
        }
        return k;
    }

    @Test
    void blocksOfUnequalSizes() {
        // Rows {0, 1} and {2, 3, 4}; columns {0} and {1, 2}.
        Mask mask =
                Mask.from("m", new DMatrixRMaj(new double[][] {{1, 1, 0}, {0, 1, 0}, {1, 0, 0}, {1, 0, 0}, {1, 0, 1}}));
        assertThat(mask.blockDensities(2, 2).data).containsExactly(0.5, 0.5, 1, 1.0 / 6);
        assertThat(mask.blockDensities(1, 1).get(0, 0)).isEqualTo(mask.density());
        assertThat(mask.blockDensities(5, 3).data).isEqualTo(mask.toMatrix().data);
        assertThat(mask.blockDensities(new int[] {0, 4, 5}, new int[] {0, 3}).data)
                .containsExactly(5.0 / 12, 2.0 / 3);
    }

    @Test
    void edgesAreThoseOfEqualBlocks() {
        assertThat(BlockDensities.equalBlocks(3, 8, "rows")).containsExactly(0, 2, 5, 8);
    }

    @Test
    void blocksThatAreNoneAreRefused() {
        Mask mask = Mask.dense("m", 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mask.blockDensities(3, 1))
                .withMessage("expected 1 to 2 blocks of rows, found 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mask.blockDensities(1, 0))
                .withMessage("expected 1 to 3 blocks of columns, found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mask.blockDensities(new int[] {0, 2}, new int[] {0, 2, 2, 3}))
                .withMessage("expected increasing column edges from 0 to 3, found [0, 2, 2, 3]");
        for (int[] bad : new int[][] {{}, {0}, {0, 1}, {1, 2}, {0, 3}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mask.blockDensities(bad, new int[] {0, 3}))
                    .withMessageStartingWith("expected increasing row edges from 0 to 2, found [");
        }
    }
}
