package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    /** Every command with its subcommands, as words. */
    static Stream<List<String>> commands() {
        List<List<String>> found = new ArrayList<>();
        collect(List.of(), WidelimitCommand.forArguments(new String[] {"--help"}), found);
        return found.stream();
    }

    private static void collect(List<String> words, CommandLine command, List<List<String>> found) {
        found.add(words);
        command.getSubcommands()
                .forEach((name, subcommand) ->
                        collect(Stream.concat(words.stream(), Stream.of(name)).toList(), subcommand, found));
    }

    @Test
    void allCommandsAreKnown() {
        assertThat(commands())
                .contains(
                        List.of(),
                        List.of("verify"),
                        List.of("claims"),
                        List.of("calibrate"),
                        List.of("replay"),
                        List.of("report"),
                        List.of("prune"),
                        List.of("mask"),
                        List.of("graphon"),
                        List.of("widths"),
                        List.of("cut"),
                        List.of("ntk"),
                        List.of("flow"),
                        List.of("flow", "transformer"),
                        List.of("shell"));
    }

    /** Also where nothing is computed with a backend, and before anything else is asked for. */
    @ParameterizedTest
    @MethodSource("commands")
    void aBackendThatThereIsNotIsRefusedByEveryCommandThatTakesOne(List<String> command) {
        List<String> words =
                Stream.concat(command.stream(), Stream.of("--backend", "cuda")).toList();
        CommandLineRunner run = CommandLineRunner.run(words.toArray());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        boolean takesOne = CommandLineRunner.run(
                        Stream.concat(command.stream(), Stream.of("--help")).toArray())
                .out()
                .contains("--backend");
        assertThat(takesOne).isEqualTo(!command.isEmpty() && !command.equals(List.of("flow")));
        if (takesOne) {
            assertThat(run.err().strip())
                    .isEqualTo("widelimit: expected backend auto, openblas or ejml, found \"cuda\"");
        }
    }

    /** What cannot be formatted is said on standard error, and shown as it is written in the code. */
    @ParameterizedTest
    @MethodSource("commands")
    @ResourceLock(Resources.SYSTEM_ERR)
    void helpIsThereAndCanBeFormatted(List<String> command) {
        PrintStream before = System.err;
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        CommandLineRunner run;
        System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
        try {
            run = CommandLineRunner.run(
                    Stream.concat(command.stream(), Stream.of("--help")).toArray());
        } finally {
            System.setErr(before);
        }
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(("Usage: widelimit " + String.join(" ", command)).strip());
        assertThat(run.err()).isEmpty();
        assertThat(complaints.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
