package org.widelimit.spark.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EngineOverheadTest {

    private static String printed(String... arguments) throws IOException {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            EngineOverhead.main(arguments);
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A line of the table in docs/scale-out.md. It comes only when every run went to its end. */
    @Test
    void theLocalEngineIsALineOfTheTable() throws IOException {
        assertThat(printed("20", "3", "local:2"))
                .matches("\\| local \\| \\d+\\.\\d \\| \\d+\\.\\d{3} \\| \\d+\\.\\d{3} \\| \\d+\\.\\d{2} \\|\\R");
    }

    @Test
    void missingArgumentsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOverhead.main(new String[] {"20", "3"}))
                .withMessage("expected CELLS SERIAL ENGINE, found 2 arguments");
    }
}
