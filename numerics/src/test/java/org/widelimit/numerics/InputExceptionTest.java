package org.widelimit.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InputExceptionTest {

    @Test
    void anOrdinaryMessageStaysAsItIs() {
        String message = "file 'gr\u00fc\u00dfe \u03bb.npy': expected (3, 4), found \ud83d\ude00";
        IOException cause = new IOException("x");
        assertThat(new InputException(message)).hasMessage(message).hasNoCause();
        assertThat(new InputException(message, cause)).hasMessage(message).hasCause(cause);
    }

    @Test
    void whatBreaksLinesOrDrivesTerminalsIsShownAsEscapes() {
        assertThat(new InputException("a\nb\u001b[2Jc\u2028d\u202ee\ud800f"))
                .hasMessage("a\\u000ab\\u001b[2Jc\\u2028d\\u202ee\\ud800f");
    }

    @Property
    void everyMessageIsOneLine(@ForAll String message) {
        assertThat(new InputException(message).getMessage().lines().count()).isLessThanOrEqualTo(1);
    }
}
