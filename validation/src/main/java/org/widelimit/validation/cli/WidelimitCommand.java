package org.widelimit.validation.cli;

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
        },
        subcommands = {
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
            ShellCommand.class
        })
final class WidelimitCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command, found none: "
                        + String.join(", ", spec.subcommands().keySet()) + " (widelimit --help)");
    }
}
