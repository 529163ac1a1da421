package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.threads.Inherited;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: the common options, where to print, and one way to print a result as a table or as JSON. */
abstract class Command implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    final CommonOptions common() {
        return common;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** The backend that was asked for, or else that of the process. */
    final DenseBackend backend() {
        return DenseBackends.preferred();
    }

    /** Whether a backend was asked for. */
    final boolean asksForBackend() {
        return common.backend() != null;
    }

    /**
     * Runs what it is given with the backend that was asked for, whatever that calls.
     *
     * @throws InputException if it does not load here
     */
    final int inItsBackend(IntSupplier execution) {
        String asked = common.backend();
        if (asked == null) {
            return execution.getAsInt();
        }
        try (Inherited.Scope backend = DenseBackends.prefer(DenseBackends.named(asked))) {
            return execution.getAsInt();
        }
    }

    final RandomStreams streams() {
        return RandomStreams.of(common.seed());
    }

    /** See {@link OutputFile#check}. */
    final void checkOutput(String option, Path path) {
        OutputFile.check(option, path, spec);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Prints the JSON object when it was asked for, else the text, which is made only then. */
    final void print(ObjectNode json, Supplier<String> text) {
        if (common.json()) {
            out().println(Json.pretty(json));
        } else {
            out().print(text.get());
            out().flush();
        }
    }
}
