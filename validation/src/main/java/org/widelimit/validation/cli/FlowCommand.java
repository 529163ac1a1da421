package org.widelimit.validation.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flow ...}: the gradient flows of a one-layer transformer. */
@Command(
        name = "flow",
        description = "Follow the gradient flows of a one-layer transformer.",
        synopsisSubcommandLabel = "<flow>",
        commandListHeading = "%nFlows:%n",
        subcommands = {FlowEffectiveCommand.class, FlowKeyQueryCommand.class, FlowTransformerCommand.class})
final class FlowCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "flow: expected effective, key-query or transformer (widelimit flow --help)");
    }
}
