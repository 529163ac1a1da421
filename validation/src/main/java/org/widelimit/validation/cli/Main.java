package org.widelimit.validation.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.widelimit.numerics.InputException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

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
        CommandLine commandLine = WidelimitCommand.forArguments(args)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(Main::unusableOptions)
                .setExecutionStrategy(Main::executed)
                .setExecutionExceptionHandler(Main::failed);
        int exitCode = commandLine.execute(args);
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

    private static int unusableOptions(ParameterException e, String[] args) {
        return complain(e.getCommandLine(), e, ExitCode.UNUSABLE_INPUT);
    }

    private static int failed(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
        if (e instanceof InputException) {
            return complain(commandLine, e, ExitCode.UNUSABLE_INPUT);
        }
        if (e instanceof CancellationException || e instanceof InterruptedException) {
            commandLine.getErr().println("widelimit: interrupted");
            trace(commandLine, e);
            return ExitCode.INTERRUPTED;
        }
        commandLine.getErr().println("widelimit: internal error: " + e + " (--verbose shows where)");
        trace(commandLine, e);
        return ExitCode.NOT_AS_EXPECTED;
    }

    private static int complain(CommandLine commandLine, Exception e, int exitCode) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        commandLine.getErr().println("widelimit: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
        trace(commandLine, e);
        return exitCode;
    }

    /** The stack trace, for those who ask. The arguments are searched as they stand, because parsing may have failed. */
    private static void trace(CommandLine commandLine, Exception e) {
        CommandLine.ParseResult parsed = commandLine.getParseResult();
        if (parsed != null && parsed.originalArgs().contains("--verbose")) {
            e.printStackTrace(commandLine.getErr());
        }
    }
}
