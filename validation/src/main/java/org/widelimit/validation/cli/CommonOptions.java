package org.widelimit.validation.cli;

import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackends;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every command takes. */
final class CommonOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--json", description = "Print one JSON object on standard output and nothing else there.")
    private boolean json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of all random streams (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of worker threads (default: all cores). Never changes a number.")
    private @Nullable Integer threads;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before any option
    private CommandSpec command;

    private @Nullable String backend;

    @Option(names = "--verbose", description = "Log what is chosen, and show stack traces of errors.")
    private boolean verbose;

    /** A command that computes nothing with a backend, or not on every way through it, refuses a misspelt one all the same. */
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "Linear algebra: auto, openblas or ejml (default: that of -Dwidelimit.backend in JAVA_OPTS, or auto; of replay: the report's).")
    private void setBackend(@Nullable String name) {
        if (name != null) {
            try {
                DenseBackends.requireName(name);
            } catch (InputException e) {
                throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
        backend = name;
    }

    boolean json() {
        return json;
    }

    long seed() {
        return seed;
    }

    int threads() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (threads < 1 || threads > 4096) {
            throw new InputException("--threads: expected a number from 1 to 4096, found " + threads);
        }
        return threads;
    }

    /** What was asked for, or null. */
    @Nullable
    String backend() {
        return backend;
    }
}
