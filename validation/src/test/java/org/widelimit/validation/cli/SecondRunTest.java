package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** While a run is alive in a folder, another process is refused there, whatever it is asked to do with the report. */
@DisabledOnOs(OS.WINDOWS)
class SecondRunTest {

    @TempDir
    Path folder;

    private void isRefused(Path report, String... option) {
        Object[] command = Arrays.copyOf(new Object[] {"verify", "flow/15-rate", "--out", report}, 4 + option.length);
        System.arraycopy(option, 0, command, 4, option.length);
        CommandLineRunner second = CommandLineRunner.run(command);
        assertThat(second.exitCode()).as(second.err()).isEqualTo(2);
        assertThat(second.err().lines())
                .containsExactly("widelimit: expected one run at a time in " + report.resolve("cells.jsonl")
                        + ", found that another run has it open");
        assertThat(second.out()).isEmpty();
    }

    @Test
    void isRefusedAndLosesNothingOfTheFirst() throws IOException, InterruptedException {
        Path report = folder.resolve("report");
        Path cells = report.resolve("cells.jsonl");
        List<String> verify = List.of("verify", "flow/3", "flow/4", "--threads", "1", "--out", report.toString());
        try (CommandProcess first = CommandProcess.start(folder.resolve("output.txt"), verify)) {
            first.awaitCells(cells);
            // Held still, so that it cannot end before the others have tried.
            first.signal("STOP");
            byte[] stored = Files.readAllBytes(cells);
            byte[] written = Files.readAllBytes(report.resolve("report.json"));

            isRefused(report);
            isRefused(report, "--force");
            isRefused(report, "--resume");

            assertThat(Files.readAllBytes(cells)).isEqualTo(stored);
            assertThat(Files.readAllBytes(report.resolve("report.json"))).isEqualTo(written);
            first.signal("CONT");
            assertThat(first.exitValue(120)).as(first.said()).isZero();
            assertThat(Arrays.copyOf(Files.readAllBytes(cells), stored.length)).isEqualTo(stored);
        }
        JsonNode claims = new ObjectMapper()
                .readTree(report.resolve("report.json").toFile())
                .get("claims");
        assertThat(claims).extracting(claim -> claim.get("id").asText()).containsExactly("flow/3", "flow/4");
    }
}
