package org.widelimit.ntk.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.apache.commons.numbers.core.DD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreciseAngleTest {

    private static void assertClose(DD found, BigDecimal expected) {
        assertThat(found.bigDecimalValue().subtract(expected).abs()).isLessThan(new BigDecimal("2e-30"));
    }

    /** mpmath, 41 digits. */
    @ParameterizedTest
    @CsvSource({
        "3, 4, 5, 0.92729521800161223242851246292242880405707",
        "-3, 4, 5, 2.2142974355881810060341309203570740801401",
        "5, 12, 13, 1.1760052070951351024912221612501708552034",
        "1, 0, 1, 0",
        "-1, 0, 1, 3.1415926535897932384626433832795028841972",
        "0, 1, 1, 1.5707963267948966192313216916397514420986"
    })
    void radiansHaveThirtyDigits(double x, double y, double r, String radians) {
        PreciseAngle angle = new PreciseAngle(DD.of(x).divide(r), DD.of(y).divide(r));
        assertClose(angle.radians(), new BigDecimal(radians));
        PreciseAngle again = PreciseAngle.of(angle.radians());
        assertClose(again.cosine(), angle.cosine().bigDecimalValue());
        assertClose(again.sine(), angle.sine().bigDecimalValue());
    }

    @Test
    void turnsGoRound() {
        PreciseAngle[] turns = PreciseAngle.turns(12);
        assertClose(turns[2].cosine(), new BigDecimal("0.5"));
        assertClose(turns[6].cosine(), new BigDecimal("-1"));
        assertClose(turns[9].sine(), new BigDecimal("-1"));
    }
}
