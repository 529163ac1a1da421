package org.widelimit.validation.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * Entry point of {@code ./widelimit}.
 *
 * <p>Exit codes: 0 done (for {@code verify}: every verdict as expected), 1 a verdict is not as expected or a claim ended in an
 * error, 2 unusable input or options, 3 interrupted.
 */
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (List.of(args).contains("--verbose")) {
            // Read by the logger when it is first asked for, so before anything else.
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        begin(args, err);
        int exitCode = run(args, out, err);
        Interruption.exit(exitCode);
    }

    /** What a process does once, before its command. */
    static void begin(String[] args, PrintWriter err) {
        Interruption.install(err);
        EarlyBackend.load(args);
    }

    /** Runs one command line. Never throws and never exits the JVM, so that a test can call it. */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        Failures failures = new Failures(err, List.of(args));
        int exitCode;
        try {
            exitCode = WidelimitCommand.forArguments(args)
                    .setOut(out)
                    .setErr(err)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setUsageHelpAutoWidth(true)
                    .setAbbreviatedOptionsAllowed(false)
                    .setExecutionStrategy(Main::executed)
                    .setParameterExceptionHandler((e, arguments) -> failures.unusable(e))
                    .setExecutionExceptionHandler((e, commandLine, parsed) -> failures.failed(e))
                    .execute(args);
        } catch (Throwable e) {
            // An Error, which picocli hands to no handler: left alone it would end the process as if by a signal.
            exitCode = failures.failed(e);
        }
        out.flush();
        err.flush();
        return exitCode;
    }

    private static int executed(CommandLine.ParseResult parsed) {
        List<CommandLine> path = parsed.asCommandLineList();
        Object last = path.get(path.size() - 1).getCommand();
        CommandLine.RunLast execution = new CommandLine.RunLast();
        return last instanceof Command command
                ? command.inItsBackend(() -> execution.execute(parsed))
                : execution.execute(parsed);
    }
}
