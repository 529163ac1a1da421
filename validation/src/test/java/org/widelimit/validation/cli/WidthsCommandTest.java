package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.networks.data.Dataset;

class WidthsCommandTest {

    @TempDir
    Path folder;

    /** Masks of density 0.3 at these widths, two seeds. */
    private static CommandLineRunner random(String widths, Path out) {
        return CommandLineRunner.run(
                "widths",
                "--method",
                "random",
                "--density",
                "0.3",
                "--widths",
                widths,
                "--seeds",
                "2",
                "--blocks",
                "4",
                "--threads",
                "1",
                "--json",
                "--out",
                out);
    }

    @Test
    void writesItsFilesIntoAFolderThatItMakes() throws IOException {
        Path out = folder.resolve("study");
        CommandLineRunner run = random("8,16", out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode printed = run.json();
        assertThat(printed.get("layers")).hasSize(2);
        assertThat(printed.get("blocks").asInt()).isEqualTo(4);
        JsonNode written =
                new ObjectMapper().readTree(out.resolve("widths.json").toFile());
        assertThat(written).isEqualTo(printed);
        assertThat(Files.readString(out.resolve("widths.csv"))).startsWith("layer,model,quantity,width,lower,upper");
        assertThat(Files.readString(out.resolve("widths.html")))
                .contains("layer2-histograms")
                .contains("between two of these")
                .contains("2 seeds; histograms of 4 blocks")
                .doesNotContain("Exponents of the width")
                .doesNotContain("http-equiv=\"refresh\"");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).hasSize(3);
        }
    }

    /** Four widths give an exponent, which two seeds cannot bound. */
    @Test
    void anExponentWithoutAnIntervalIsWritten() throws IOException {
        Path out = folder.resolve("few");
        CommandLineRunner run = random("8,12,16,24", out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(out.resolve("widths.html"))).contains("[−∞, ∞]");
    }

    @Test
    void prunesOnTheDataOfAFile() throws IOException {
        // Three inputs, two classes: with one threshold for all layers the other shape moves the densities.
        Path data = Files.writeString(folder.resolve("data.csv"), "0,1,2,0\n3,0,1,1\n1,1,0,0\n2,0,3,1\n");
        JsonNode own = onData(data);
        assertThat(own.get("data").asText()).contains("data.csv");
        assertThat(own.get("dataSha256").asText()).isEqualTo(MaskFiles.sha256(data));
        JsonNode digits = onData("digits");
        assertThat(digits.get("dataSha256").asText()).isEqualTo(Dataset.digits().sha256());
        assertThat(own.get("layers").get(0).get("masks"))
                .isNotEqualTo(digits.get("layers").get(0).get("masks"));
    }

    private static JsonNode onData(Object data) {
        CommandLineRunner run = CommandLineRunner.run(
                "widths",
                "--method",
                "snip",
                "--density",
                "0.5",
                "--widths",
                "8,16",
                "--seeds",
                "1",
                "--json",
                "--data",
                data);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }

    @Test
    void printsATableAndWhatItSays() {
        CommandLineRunner run = CommandLineRunner.run(
                "widths",
                "--method",
                "magnitude",
                "--density",
                "0.3",
                "--widths",
                "8,16",
                "--seeds",
                "2",
                "--scope",
                "layer",
                "--hidden-layers",
                "2",
                "--held-out");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("magnitude, layer2 (limit: constant, the layer's density)")
                .contains("toLimit, erdosRenyi")
                .contains("layer2: at width 16 the distance to an Erdős–Rényi mask is")
                .doesNotContain("layer3");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpIsCleanOfFormatErrors() {
        CommandLineRunner run = CommandLineRunner.run("widths", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("95 %", "--widths").doesNotContain("%%");
        // It offers nothing that it refuses.
        assertThat(run.out()).contains("sorted-histogram").doesNotContain("usvt", "sba", "auto:", "'auto'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--method best --density 0.5 --widths 8,16 | best",
                "--method random --density 0 --widths 8,16 | density",
                "--method random --density 0.5 --widths 16,8 | widths",
                "--method random --density 0.5 --widths 8 | widths",
                "--method random --density 0.5 --widths 8,x | --widths",
                "--method random --density 0.5 --widths 8,16 --seeds 0 | seeds",
                "--method random --density 0.5 --widths 8,16 --blocks 0 | --blocks",
                "--method random --density 0.5 --widths 8,16 --blocks auto | --blocks: expected a whole number from 1, found",
                "--method random --density 0.5 --widths 8,16 --estimator usvt | expected sorted-histogram, the only one of this",
                "--method random --density 0.5 --widths 8,16 --estimator usvt-magic | usvt-magic",
                "--method random --density 0.5 --widths 8,16 --hidden-layers 1 | hidden layers",
                "--method random --density 0.5 --widths 8,16 --rounds 0 | round",
                "--method random --density 0.5 --widths 8,200000 | memory",
                "--method random --density 0.5 --widths 8,16 --out /nowhere/at/all | nowhere",
                "--method random --density 0.5 --widths 8,16 --data /nowhere.csv | nowhere.csv",
                "--method random --widths 8,16 | --density",
            })
    void isRefused(String options, String named) {
        CommandLineRunner run = CommandLineRunner.run((Object[]) ("widths " + options).split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).startsWith("widelimit: ").contains(named).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFileInThePlaceOfTheFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "here");
        CommandLineRunner run = CommandLineRunner.run(
                "widths", "--method", "random", "--density", "0.5", "--widths", "8,16", "--out", file);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected a folder");
    }
}
