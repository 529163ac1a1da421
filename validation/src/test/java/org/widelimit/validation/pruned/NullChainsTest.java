package org.widelimit.validation.pruned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.numerics.random.RandomStreams;

class NullChainsTest {

    private static final RandomStreams STREAMS = RandomStreams.of(8);

    /** Two layers whose densities grow along both axes. */
    private static final MaskChain MASKS =
            MaskChain.of(List.of(triangle("layer1", 60, 40), triangle("layer2", 50, 60)));

    private static Mask triangle(String name, int rows, int columns) {
        return Mask.of(name, rows, columns, (i, j) -> (double) i / rows + (double) j / columns > 1.2);
    }

    @Test
    void erdosRenyiKeepsShapesNamesAndDensities() {
        MaskChain empty = NullChains.erdosRenyi(MASKS, STREAMS);
        for (int l = 0; l < 2; l++) {
            Mask mask = MASKS.layers().get(l);
            Mask other = empty.layers().get(l);
            assertThat(other.name()).isEqualTo(mask.name());
            assertThat(other.rows()).isEqualTo(mask.rows());
            assertThat(other.columns()).isEqualTo(mask.columns());
            double error = Math.sqrt(mask.density() * (1 - mask.density()) / (mask.rows() * mask.columns()));
            assertThat(other.density()).isCloseTo(mask.density(), within(4 * error));
            assertThat(other.deadRows()).isZero();
        }
        assertThat(MASKS.layers().get(0).deadRows()).isPositive();
    }

    @Test
    void configurationKeepsDegreesAndForgetsTheRest() {
        // A block pattern has structure beyond its degrees, which are all alike.
        Mask blocks = Mask.of("layer1", 64, 64, (i, j) -> i < 32 == j < 32);
        MaskChain masks = MaskChain.of(List.of(blocks, MASKS.layers().get(1).renamed("layer2")));
        MaskChain shuffled = NullChains.configuration(masks, STREAMS);
        for (int l = 0; l < 2; l++) {
            assertThat(shuffled.layers().get(l).rowDegrees())
                    .isEqualTo(masks.layers().get(l).rowDegrees());
            assertThat(shuffled.layers().get(l).columnDegrees())
                    .isEqualTo(masks.layers().get(l).columnDegrees());
        }
        int inBlocks = 0;
        Mask first = shuffled.layers().get(0);
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                inBlocks += first.kept(i, j) && blocks.kept(i, j) ? 1 : 0;
            }
        }
        assertThat(inBlocks / 2048.0).isCloseTo(0.5, within(0.06));
    }

    @Test
    void layersAreIndependent() {
        Mask mask = MASKS.layers().get(0);
        MaskChain empty = NullChains.erdosRenyi(MaskChain.of(List.of(mask, mask.renamed("layer2"))), STREAMS);
        assertThat(empty.layers().get(1).renamed("layer1"))
                .isNotEqualTo(empty.layers().get(0));
    }
}
