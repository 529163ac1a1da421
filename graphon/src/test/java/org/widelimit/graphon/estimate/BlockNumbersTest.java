package org.widelimit.graphon.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockNumbersTest {

    @Test
    void theSmallestErrorWinsWithItsNeighboursBesideIt() {
        BlockNumbers best = BlockNumbers.best(100, k -> Math.abs(k - 6.5), "error");
        assertThat(best.blocks()).isEqualTo(6);
        assertThat(best.why()).isEqualTo("6 blocks have the smallest error, 0.500000 (4: 2.50000) (8: 1.50000)");
    }

    @Test
    void ofEqualErrorsTheFewestBlocksWin() {
        BlockNumbers best = BlockNumbers.best(100, k -> 1, "error");
        assertThat(best).isEqualTo(new BlockNumbers(1, "1 block has the smallest error, 1.00000 (2: 1.00000)"));
    }

    @Test
    void twoThatAreWorseEndTheSearch() {
        List<Integer> tried = new ArrayList<>();
        BlockNumbers best = BlockNumbers.best(
                100,
                k -> {
                    tried.add(k);
                    return k == 3 ? 0 : 1;
                },
                "error");
        assertThat(best.blocks()).isEqualTo(3);
        assertThat(tried).containsExactly(1, 2, 3, 4, 6);
    }

    @Test
    void noMoreBlocksThanUnits() {
        List<Integer> tried = new ArrayList<>();
        BlockNumbers best = BlockNumbers.best(
                8,
                k -> {
                    tried.add(k);
                    return 1.0 / k;
                },
                "error");
        assertThat(best.blocks()).isEqualTo(8);
        assertThat(tried).containsExactly(1, 2, 3, 4, 6, 8);
        assertThat(best.why()).isEqualTo("8 blocks have the smallest error, 0.125000 (6: 0.166667)");
    }

    @Test
    void moreThanAHundredAndTwentyEightAreNotTried() {
        assertThat(BlockNumbers.best(100_000, k -> 1.0 / k, "error").blocks()).isEqualTo(128);
    }
}
