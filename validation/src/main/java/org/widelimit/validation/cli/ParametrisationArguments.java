package org.widelimit.validation.cli;

import org.jspecify.annotations.Nullable;
import org.widelimit.networks.Biases;
import org.widelimit.networks.Parametrisation;
import org.widelimit.ntk.kernel.Architecture;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.numerics.InputException;
import picocli.CommandLine.Option;

/** {@code --parametrisation} and {@code --width} of {@code ntk}. */
final class ParametrisationArguments {

    @Option(
            names = "--parametrisation",
            defaultValue = "ntk",
            paramLabel = "NAME",
            description = {
                "ntk (default);",
                "standard: z = W h + b, whose kernel grows with --width;",
                "mup: maximal update (arXiv 2011.14522, Table 1), whose outputs vanish at initialisation."
            })
    private String parametrisation = "ntk";

    @Option(
            names = "--width",
            paramLabel = "N",
            description = "With --parametrisation standard: units of each hidden layer.")
    private @Nullable Integer width;

    /** Refuses what does not go together. */
    void check(boolean sparse, @Nullable Integer empiricalWidth) {
        Parametrisation chosen = parametrisation();
        if (chosen != Parametrisation.NTK && sparse) {
            throw new InputException(
                    "--parametrisation: expected ntk with --graphons or --masks, found \"" + parametrisation + '"');
        }
        boolean needed = chosen == Parametrisation.STANDARD && empiricalWidth == null;
        if (needed != (width != null)) {
            throw new InputException("--width: expected "
                    + (needed ? "it with --parametrisation standard, whose kernel grows with it" : "no width")
                    + ", found " + (width == null ? "none" : width.toString()));
        }
        if (width != null && width < 1) {
            throw new InputException("--width: expected at least 1, found " + width);
        }
    }

    Parametrisation parametrisation() {
        return switch (parametrisation) {
            case "ntk" -> Parametrisation.NTK;
            case "standard" -> Parametrisation.STANDARD;
            case "mup" -> Parametrisation.MU_P;
            default ->
                throw new InputException(
                        "--parametrisation: expected ntk, standard or mup, found \"" + parametrisation + '"');
        };
    }

    /** The network, or null where its kernel is that of the NTK parametrisation. */
    @Nullable
    Architecture architecture(KernelOptions options, int inputs) {
        Parametrisation chosen = parametrisation();
        if (chosen == Parametrisation.NTK) {
            return null;
        }
        Biases biases = options.biasVariance() > 0 ? Biases.PRESENT : Biases.ABSENT;
        return Architecture.mlp(options, chosen, biases, inputs, width == null ? 1 : width);
    }
}
