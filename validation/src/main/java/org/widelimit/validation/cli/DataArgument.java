package org.widelimit.validation.cli;

import java.nio.file.Path;
import org.widelimit.networks.data.Dataset;
import picocli.CommandLine.Option;

/** The option that says on which data set networks are pruned. */
final class DataArgument {

    private static final Path BUILT_IN = Path.of("digits");

    @Option(
            names = "--data",
            defaultValue = "digits",
            paramLabel = "D",
            description =
                    "digits (built in), or a file: .csv (class last), .npz (X, y), or IDX images (default: ${DEFAULT-VALUE}).")
    private Path data = BUILT_IN;

    /** The data set, read from its file unless it is built in. */
    Dataset dataset() {
        return data.equals(BUILT_IN) ? Dataset.digits() : Dataset.read(data);
    }
}
