package org.widelimit.validation.cli;

import org.widelimit.numerics.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Only the help of {@code shell}: the launcher itself starts JShell, which has to be a process of its own. */
@Command(
        name = "shell",
        description = {
            "Open JShell with the class path, imports and helpers of Widelimit.",
            "Arguments go to jshell: 'widelimit shell FILE.jsh' runs a script.",
            "'widelimit shell --jupyter ARGS' starts jupyter with the same for its Java kernel (pip install jupyter jjava),",
            "'widelimit shell --notebook FILE.jsh' writes FILE.ipynb from a script, outputs included."
        })
final class ShellCommand extends org.widelimit.validation.cli.Command {

    @Unmatched
    private String[] arguments = new String[0];

    @Override
    public Integer call() {
        throw new InputException(
                "shell: JShell is started by the launcher; run ./widelimit shell " + String.join(" ", arguments));
    }
}
