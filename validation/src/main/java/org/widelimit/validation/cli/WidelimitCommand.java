package org.widelimit.validation.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
        name = "widelimit",
        description = "Verifies claims about infinite-width limits of neural networks.",
        synopsisSubcommandLabel = "<command>",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Start with:  widelimit verify            (writes widelimit-report/report.html)",
            "Exit codes:  0 done, 1 a verdict is not as expected, 2 unusable input, 3 interrupted"
        })
final class WidelimitCommand implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            VerifyCommand.class,
            ClaimsCommand.class,
            ReplayCommand.class,
            CalibrateCommand.class,
            ReportCommand.class,
            MaskCommand.class,
            GraphonCommand.class,
            CutCommand.class,
            NtkCommand.class,
            PruneCommand.class,
            WidthsCommand.class,
            FlowCommand.class,
            ShellCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /**
     * The root with the command that the first argument names, or with all of them where it names none. A model of a command is made by reflection, and
     * all of them would take longer than the work of a small one.
     */
    static CommandLine forArguments(String... args) {
        CommandLine root = new CommandLine(new WidelimitCommand());
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> args.length > 0 && name(command).equals(args[0]))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(root::addSubcommand);
        return root;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command, found none: "
                        + String.join(", ", spec.subcommands().keySet()) + " (widelimit --help)");
    }
}
