package org.widelimit.validation.cli;

import org.jspecify.annotations.Nullable;
import org.widelimit.validation.study.Engine;
import org.widelimit.validation.study.EngineOptions;
import org.widelimit.validation.study.Engines;
import picocli.CommandLine.Option;

/** The options that say where cells run. */
final class EngineArguments {

    @Option(
            names = "--engine",
            defaultValue = Engines.LOCAL,
            paramLabel = "E",
            description = "Where cells run: local or spark (default: ${DEFAULT-VALUE}). Never changes a number.")
    private String engine = Engines.LOCAL;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "With --engine spark: local[N], local[*] or spark://HOST:PORT (default: local[N], N from --threads).")
    private @Nullable String master;

    /** Opens the engine that is asked for. */
    Engine open(int threads) {
        return Engines.open(engine, new EngineOptions(threads, master));
    }
}
