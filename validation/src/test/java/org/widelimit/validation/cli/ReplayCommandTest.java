package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.validation.ShownSection;
import org.widelimit.validation.Verification;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.CellStore;
import org.widelimit.validation.study.LocalEngine;
import org.widelimit.validation.study.StudyPlan;
import org.widelimit.validation.study.StudyRunner;

class ReplayCommandTest {

    private static final DenseBackend EJML = DenseBackends.named("ejml");

    @TempDir
    Path folder;

    private Path json() {
        return folder.resolve("report.json");
    }

    private JsonNode recorded() throws IOException {
        return new ObjectMapper().readTree(json().toFile());
    }

    private CommandLineRunner replay(String... options) {
        return CommandLineRunner.run(
                Stream.concat(Stream.of("replay", folder), Stream.of(options)).toArray());
    }

    /** Its errors are roundings of matrix products, of which each backend makes its own. */
    private void verifyWithEjml() {
        CommandLineRunner run =
                CommandLineRunner.run("verify", "graphon/C3-limit", "--backend", "ejml", "--out", folder);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void theRecordedBackendComputesAgain() throws IOException {
        verifyWithEjml();
        CommandLineRunner replay = replay("--tolerance", "0");
        assertThat(replay.out()).contains("every number agrees bit for bit");
        assertThat(replay.exitCode()).isZero();
        if (DenseBackends.available().contains("openblas")) {
            assertThat(recorded().get("claims").get(0).get("reproduce").asText())
                    .isEqualTo("./widelimit verify graphon/C3-limit --scale quick --seed 1 --backend ejml");
            assertThat(replay("--tolerance", "0", "--backend", "openblas").exitCode())
                    .isEqualTo(1);
            CommandLineRunner other = replay("--backend", "openblas");
            assertThat(other.out()).contains("every number agrees within a tolerance of 1.0E-9");
            assertThat(other.exitCode()).isZero();
        }
    }

    @Test
    void whereTheRecordedBackendDoesNotLoadAnotherAgreesWithinTheTolerance() throws IOException {
        verifyWithEjml();
        ObjectNode report = (ObjectNode) recorded();
        ((ObjectNode) report.get("provenance")).put("backend", "elsewhere");
        Files.writeString(json(), report.toString());
        CommandLineRunner replay = replay();
        assertThat(replay.out()).contains("every number agrees within a tolerance of 1.0E-9");
        assertThat(replay.exitCode()).isZero();
    }

    /** The report of flow/7 alone, of a run that was asked for two claims and a section. */
    private void interruptedRun(int judged) {
        StudyPlan plan = StudyPlan.select(
                StandardCatalogue.load(), List.of("flow/7", "flow/15-rate"), Optional.empty(), Scale.QUICK, 1);
        List<Judgement> judgements = new StudyRunner(new LocalEngine(1), EJML)
                .run(plan, CellStore.inMemory())
                .judgements();
        Verification verification = Verification.of(plan, List.of(ShownSection.TWO_STAGES), EJML, 1);
        ReportFiles.write(folder, verification.reportSoFar(judgements.subList(0, judged)));
    }

    @Test
    void ofAnInterruptedRunWhatIsThereIsCompared() throws IOException {
        interruptedRun(1);
        CommandLineRunner replay = replay("--tolerance", "0", "--json");
        assertThat(replay.json().get("differences")).isEmpty();
        assertThat(replay.json().get("missing"))
                .extracting(JsonNode::asText)
                .containsExactly("flow/15-rate", "two-stages");
        assertThat(replay.exitCode()).isZero();
        assertThat(replay.err()).contains("[1/1] flow/7").doesNotContain("two stages");

        ObjectNode report = (ObjectNode) recorded();
        ((ObjectNode) report.get("claims").get(0)).put("estimate", 0.5);
        Files.writeString(json(), report.toString());
        CommandLineRunner altered = replay();
        assertThat(altered.exitCode()).isEqualTo(1);
        assertThat(altered.out())
                .contains("claims[flow/7].estimate")
                .contains("interrupted: of what it was asked for, 2 claims or sections are missing");
    }

    /** Or a verdict that nobody likes could be taken out. */
    @Test
    void aClaimThatWasTakenOutOfTheReportIsADifference() throws IOException {
        assertThat(CommandLineRunner.run("verify", "flow/7", "flow/15-rate", "--backend", "ejml", "--out", folder)
                        .exitCode())
                .isZero();
        ObjectNode report = (ObjectNode) recorded();
        ((ArrayNode) report.get("claims")).remove(1);
        Files.writeString(json(), report.toString());
        CommandLineRunner replay = replay("--tolerance", "1e-6");
        assertThat(replay.out()).contains("claims[flow/15-rate]").doesNotContain("interrupted");
        assertThat(replay.exitCode()).isEqualTo(1);
    }

    @Test
    void aReportWithoutAJudgedClaimIsRefused() {
        interruptedRun(0);
        CommandLineRunner replay = replay();
        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err()).contains("expected a report with judged claims, found none");
    }

    private static Provenance provenance(
            String commit, String state, String java, String backend, String core, String cpu) {
        return new Provenance("1", commit, state, java, "Linux", cpu, backend, core, "local", 2, "00ff");
    }

    private static final Provenance HERE = provenance("c0ffee", "clean", "17.0.1", "openblas", "Haswell", "a CPU");

    /** Each differs from HERE in one part. */
    static Stream<Provenance> otherArithmetic() {
        return Stream.of(
                provenance("decade", "clean", "17.0.1", "openblas", "Haswell", "a CPU"),
                provenance("c0ffee", "clean", "21.0.1", "openblas", "Haswell", "a CPU"),
                provenance("c0ffee", "clean", "17.0.1", "ejml", "Haswell", "a CPU"),
                provenance("c0ffee", "clean", "17.0.1", "openblas", "SkylakeX", "a CPU"),
                provenance("c0ffee", "clean", "17.0.1", "openblas", null, "a CPU"));
    }

    @ParameterizedTest
    @MethodSource("otherArithmetic")
    void bitsAreOnlyExpectedOfTheSameArithmetic(Provenance other) {
        assertThat(ReplayCommand.defaultTolerance(HERE, other)).isEqualTo(1e-9);
        assertThat(ReplayCommand.defaultTolerance(other, HERE)).isEqualTo(1e-9);
    }

    @Test
    void bitsAreExpectedOfTheSameArithmeticOnAnyProcessorThatHasIt() {
        assertThat(ReplayCommand.defaultTolerance(HERE, HERE)).isZero();
        assertThat(ReplayCommand.defaultTolerance(
                        HERE, provenance("c0ffee", "clean", "17.0.1", "openblas", "Haswell", "another CPU")))
                .isZero();
        Provenance modified = provenance("c0ffee", "modified", "17.0.1", "openblas", "Haswell", "a CPU");
        assertThat(ReplayCommand.defaultTolerance(HERE, modified)).isZero();
    }
}
