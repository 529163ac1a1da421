package org.widelimit.graphon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;

class MaskChainTest {

    @Test
    void chainIsConsistentWhenRowsMeetColumns() {
        Mask first = Mask.dense("layer1", 3, 2);
        assertThat(MaskChain.of(List.of(first, Mask.dense("layer2", 4, 3))).consistent())
                .isTrue();
        MaskChain broken = MaskChain.of(List.of(first, Mask.dense("layer2", 4, 2)));
        assertThat(broken.consistent()).isFalse();
        assertThatThrownBy(broken::pathDensity)
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "expected layer \"layer2\" to have the 3 outputs of layer \"layer1\" as its columns, found shape (4, 2)");
    }

    @Test
    void layersAreFoundByName() {
        MaskChain chain = MaskChain.of(List.of(Mask.dense("a", 3, 2), Mask.dense("b", 1, 3)));
        assertThat(chain.layer("b")).isEqualTo(chain.layers().get(1));
        assertThatThrownBy(() -> chain.layer("c"))
                .isInstanceOf(InputException.class)
                .hasMessage("expected one of the layers a, b, found \"c\"");
    }

    @Test
    void namesAreUniqueAndThereIsOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> MaskChain.of(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MaskChain.of(List.of(Mask.dense("a", 3, 2), Mask.dense("a", 1, 3))));
    }

    @Test
    void pathDensityCountsPaths() {
        Mask first = Mask.from("layer1", MaskTest.zeroOne(4, 5, 0.6, 1));
        Mask second = Mask.from("layer2", MaskTest.zeroOne(3, 4, 0.6, 2));
        Mask third = Mask.from("layer3", MaskTest.zeroOne(2, 3, 0.6, 3));

        int paths = 0;
        for (int path = 0; path < 5 * 4 * 3 * 2; path++) {
            int x = path % 5;
            int u = path / 5 % 4;
            int v = path / 20 % 3;
            int y = path / 60;
            paths += first.kept(u, x) && second.kept(v, u) && third.kept(y, v) ? 1 : 0;
        }

        assertThat(paths).isPositive();
        assertThat(MaskChain.of(List.of(first, second, third)).pathDensity())
                .isEqualTo(paths / 120.0, org.assertj.core.data.Offset.offset(1e-15));
    }

    @Test
    void densityIsOverAllWeights() {
        MaskChain chain = MaskChain.of(List.of(Mask.dense("a", 1, 3), Mask.of("b", 1, 1, (i, j) -> false)));
        assertThat(chain.density()).isEqualTo(0.75);
    }
}
