package org.widelimit.graphon.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CutBracketTest {

    private static final CutBracket BRACKET = new CutBracket(0.25, 0.5, false, new int[] {0}, new int[] {1, 2});

    @Test
    void holdsItsEnds() {
        assertThat(BRACKET.contains(0.25)).isTrue();
        assertThat(BRACKET.contains(0.5)).isTrue();
        assertThat(BRACKET.contains(Math.nextDown(0.25))).isFalse();
        assertThat(BRACKET.contains(Math.nextUp(0.5))).isFalse();
        assertThat(new CutBracket(0, 0, true, new int[0], new int[0]).contains(0))
                .isTrue();
    }

    @Test
    void saysWhatItIs() {
        assertThat(BRACKET).hasToString("CutBracket[0.25, 0.5]");
        assertThat(new CutBracket(0.5, 0.5, true, new int[0], new int[0])).hasToString("CutBracket[0.5, 0.5, exact]");
    }

    @Test
    void equalityIsAboutAllParts() {
        assertThat(BRACKET)
                .isEqualTo(new CutBracket(0.25, 0.5, false, new int[] {0}, new int[] {1, 2}, 0))
                .hasSameHashCodeAs(new CutBracket(0.25, 0.5, false, new int[] {0}, new int[] {1, 2}))
                .isNotEqualTo(new CutBracket(0.125, 0.5, false, new int[] {0}, new int[] {1, 2}))
                .isNotEqualTo(new CutBracket(0.25, 0.75, false, new int[] {0}, new int[] {1, 2}))
                .isNotEqualTo(new CutBracket(0.25, 0.5, true, new int[] {0}, new int[] {1, 2}))
                .isNotEqualTo(new CutBracket(0.25, 0.5, false, new int[] {0}, new int[] {1, 2}, 1e-12))
                .isNotEqualTo(new CutBracket(0.25, 0.5, false, new int[] {1}, new int[] {1, 2}))
                .isNotEqualTo(BRACKET.transposed());
        assertThat(BRACKET.transposed().transposed()).isEqualTo(BRACKET);
    }

    @Test
    void endsAreInOrderAndNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CutBracket(0.5, 0.25, false, new int[0], new int[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new CutBracket(-1, 0.25, false, new int[0], new int[0]));
    }
}
