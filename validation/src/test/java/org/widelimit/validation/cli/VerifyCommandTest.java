package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    @TempDir
    Path folder;

    private Path report(String name) {
        return folder.resolve(name);
    }

    /** The report without what may differ from run to run. */
    private JsonNode comparable(Path report) throws IOException {
        JsonNode tree =
                new ObjectMapper().readTree(report.resolve("report.json").toFile());
        ((ObjectNode) tree.get("provenance")).remove("threads");
        tree.get("claims").forEach(claim -> ((ObjectNode) claim).remove("seconds"));
        return tree;
    }

    @Test
    void writesTheReportThatTheContractPromises() throws IOException {
        CommandLineRunner run =
                CommandLineRunner.run("verify", "flow/7", "flow/15-rate", "--out", report("r"), "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode written =
                new ObjectMapper().readTree(report("r").resolve("report.json").toFile());
        assertThat(run.json()).isEqualTo(written);
        assertThat(written.get("seed").asLong()).isEqualTo(1);
        assertThat(written.get("scale").asText()).isEqualTo("quick");
        assertThat(written.get("notRun").isArray()).isTrue();
        for (String field : new String[] {
            "version", "commit", "java", "os", "cpu", "backend", "backendCore", "threads", "dataSha256"
        }) {
            assertThat(written.get("provenance").has(field)).as(field).isTrue();
        }
        assertThat(written.get("provenance").get("engine").asText()).isEqualTo("local");
        assertThat(written.get("claims")).hasSize(2);
        for (JsonNode claim : written.get("claims")) {
            assertThat(claim.get("verdict").asText()).isEqualTo("SUPPORTED");
            assertThat(claim.get("falsehoods").get(0).get("verdict").asText()).isEqualTo("REFUTED");
            assertThat(claim.get("control").isNull()).isTrue();
            for (String field : new String[] {
                "estimate", "interval", "target", "tolerance", "samples", "seconds", "expected", "form"
            }) {
                assertThat(claim.has(field)).as(field).isTrue();
            }
            assertThat(report("r").resolve(claim.get("figure").asText())).isRegularFile();
        }
        assertThat(report("r").resolve("report.html")).content().contains("flow/15-rate");
    }

    @Test
    void sameBitsForAnyNumberOfThreadsAndAnyOrderOfClaims() throws IOException {
        CommandLineRunner.run("verify", "flow/7", "flow/15", "--out", report("one"), "--threads", "1");
        CommandLineRunner.run("verify", "flow/15", "flow/7", "--out", report("two"), "--threads", "3");
        assertThat(comparable(report("two"))).isEqualTo(comparable(report("one")));
    }

    @Test
    void neitherOverwritesNorMixesReports() throws IOException {
        assertThat(CommandLineRunner.run("verify", "flow/15-rate", "--out", report("r"))
                        .exitCode())
                .isZero();
        byte[] before = Files.readAllBytes(report("r").resolve("report.json"));

        CommandLineRunner again = CommandLineRunner.run("verify", "flow/15-rate", "--out", report("r"));
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("--resume").contains("--force");

        CommandLineRunner otherSeed =
                CommandLineRunner.run("verify", "flow/15-rate", "--seed", "2", "--resume", "--out", report("r"));
        assertThat(otherSeed.exitCode()).isEqualTo(2);
        assertThat(otherSeed.err()).contains("seed");
        assertThat(Files.readAllBytes(report("r").resolve("report.json"))).isEqualTo(before);

        assertThat(CommandLineRunner.run("verify", "flow/15-rate", "--resume", "--out", report("r"))
                        .exitCode())
                .isZero();
        assertThat(CommandLineRunner.run("verify", "flow/15-product", "--force", "--out", report("r"))
                        .exitCode())
                .isZero();
        assertThat(comparable(report("r")).get("claims")).hasSize(1);
        assertThat(report("r").resolve("figures/flow-15-rate.csv")).doesNotExist();
    }

    @Test
    void aFolderWithOtherFilesIsLeftAlone() throws IOException {
        Files.createDirectory(report("mine"));
        Files.writeString(report("mine").resolve("notes.txt"), "keep");
        CommandLineRunner run = CommandLineRunner.run("verify", "flow/15-rate", "--out", report("mine"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(report("mine")).isDirectoryContaining(path -> path.endsWith("notes.txt"));
    }

    @Test
    void aRunThatWasKilledBeforeItStoredAnythingIsGoneOnWith() throws IOException {
        Files.createDirectory(report("killed"));
        assertThat(CommandLineRunner.run("verify", "flow/15-rate", "--resume", "--out", report("killed"))
                        .exitCode())
                .isZero();
        assertThat(report("killed").resolve("cells.jsonl")).isNotEmptyFile();

        Files.createDirectory(report("mine"));
        Files.writeString(report("mine").resolve("notes.txt"), "keep");
        CommandLineRunner other = CommandLineRunner.run("verify", "flow/15-rate", "--resume", "--out", report("mine"));
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("expected an interrupted run in " + report("mine") + ", found none");
        assertThat(report("mine")).isDirectoryNotContaining("glob:**cells*");
    }

    @Test
    void replayAgreesBitForBitAndFindsAnAlteredNumber() throws IOException {
        CommandLineRunner.run("verify", "flow/15-rate", "flow/7", "--out", report("r"));
        CommandLineRunner replay = CommandLineRunner.run("replay", report("r"), "--threads", "1");
        assertThat(replay.out()).contains("every number agrees bit for bit");
        assertThat(replay.exitCode()).isZero();

        Path json = report("r").resolve("report.json");
        ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(json.toFile());
        ObjectNode claim = (ObjectNode) tree.get("claims").get(1);
        claim.put("estimate", Math.nextUp(claim.get("estimate").asDouble()));
        Files.writeString(json, tree.toString());
        CommandLineRunner altered = CommandLineRunner.run("replay", report("r"));
        assertThat(altered.exitCode()).isEqualTo(1);
        assertThat(altered.out()).contains("estimate").contains("1 differences");
        assertThat(CommandLineRunner.run("replay", report("r"), "--tolerance", "1e-9")
                        .exitCode())
                .isZero();
    }

    @Test
    void twoReportsAreComparedAndRenderedAgain() throws IOException {
        CommandLineRunner.run("verify", "flow/15-rate", "--out", report("one"));
        CommandLineRunner.run("verify", "flow/15-rate", "--seed", "2", "--out", report("two"));
        assertThat(CommandLineRunner.run("report", report("one"), "--diff", report("one"))
                        .exitCode())
                .isZero();
        CommandLineRunner different = CommandLineRunner.run("report", report("one"), "--diff", report("two"));
        assertThat(different.exitCode()).isEqualTo(1);
        assertThat(different.out()).contains("seed").contains("claims[flow/15-rate].estimate");

        Files.delete(report("one").resolve("report.html"));
        for (String format : new String[] {"html", "md", "junit"}) {
            assertThat(CommandLineRunner.run("report", report("one"), "--format", format)
                            .exitCode())
                    .isZero();
        }
        assertThat(report("one").resolve("report.html")).content().contains("flow/15-rate");
        assertThat(report("one").resolve("report.md")).content().contains("flow/15-rate");
        assertThat(report("one").resolve("report.xml")).content().contains("<testcase");
    }

    @Test
    void calibrateCountsStudiesThatAreRunAndResampledOnes() throws IOException {
        CommandLineRunner run = CommandLineRunner.run("calibrate", "flow/15-rate", "--seeds", "2", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode claim = run.json().get("claims").get(0);
        assertThat(claim.get("id").asText()).isEqualTo("flow/15-rate");
        assertThat(claim.get("run").get("studies").asInt()).isEqualTo(2);
        assertThat(claim.get("run").get("wrong").asInt()).isZero();
        assertThat(claim.get("run").get("missed").asInt()).isZero();

        CommandLineRunner.run("verify", "flow/15-rate", "--out", report("r"));
        CommandLineRunner stored =
                CommandLineRunner.run("calibrate", "--cells", report("r"), "--resampled", "20", "--md");
        assertThat(stored.exitCode()).as(stored.err()).isZero();
        assertThat(stored.out()).contains("| flow/15-rate |");

        CommandLineRunner none = CommandLineRunner.run("calibrate", "--cells", folder);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("cells.jsonl");
    }

    @Test
    void calibrateWithoutAnyStudyIsRefused() {
        for (String[] studies : new String[][] {{"0", "0"}, {"0", "300"}}) {
            CommandLineRunner run = CommandLineRunner.run(
                    "calibrate", "flow/15-rate", "--seeds", studies[0], "--resampled", studies[1]);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("expected studies to run (--seeds)");
        }
    }

    /** Instances are not resampled, and a store has the replicates of its own claims alone. */
    @Test
    void calibrateOfAClaimThatHasNoStudyIsRefused() {
        assertThat(CommandLineRunner.run("verify", "flow/15-rate", "flow/7", "--out", report("r"))
                        .exitCode())
                .isZero();
        for (String claim : List.of("flow/7", "flow/15-product")) {
            CommandLineRunner run = CommandLineRunner.run("calibrate", claim, "--cells", report("r"), "--json");
            assertThat(run.exitCode()).as(claim).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().strip().lines())
                    .singleElement()
                    .asString()
                    .contains("calibrate: expected a study of " + claim + ", found none: ")
                    .contains("--seeds");
        }
    }

    @Test
    void calibrateSaysWhichClaimsAreNotJudged() {
        assertThat(CommandLineRunner.run("verify", "flow/15-rate", "flow/7", "--out", report("r"))
                        .exitCode())
                .isZero();
        Object[] calibrate = {"calibrate", "--cells", report("r"), "--resampled", "20"};
        CommandLineRunner text = CommandLineRunner.run(calibrate);
        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("1 of 1 claims with a study pass")
                .contains("not judged, because they have no study: 1");
        JsonNode json = CommandLineRunner.run(
                        Stream.concat(Stream.of(calibrate), Stream.of("--json")).toArray())
                .json();
        assertThat(json.get("passes").isBoolean()).isTrue();
        assertThat(json.get("passes").asBoolean()).isTrue();
        JsonNode claims = json.get("claims");
        assertThat(claims).hasSize(2);
        claims.forEach(claim -> assertThat(claim.get("passes").isNull())
                .as(claim.get("id").asText())
                .isEqualTo(claim.get("id").asText().equals("flow/7")));
    }
}
