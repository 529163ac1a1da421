package org.widelimit.validation.study;

import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.widelimit.numerics.InputException;

/** Engines by name: the local one, and those of other modules on the class path. */
public final class Engines {

    /** The engine that is always there. */
    public static final String LOCAL = "local";

    private static final String SPARK = "spark";

    private Engines() {}

    /**
     * Opens the engine of that name.
     *
     * @throws InputException if there is none, the options do not fit it, or it cannot be opened
     */
    public static Engine open(String name, EngineOptions options) {
        if (name.equals(LOCAL)) {
            if (options.master() != null) {
                throw new InputException("--master: expected --engine spark with it, found --engine local");
            }
            return new LocalEngine(options.threads());
        }
        return StreamSupport.stream(ServiceLoader.load(EngineProvider.class).spliterator(), false)
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> missing(name))
                .open(options);
    }

    private static InputException missing(String name) {
        return new InputException(
                name.equals(SPARK)
                        ? "--engine spark: expected Apache Spark beside Widelimit, found none; get it with: mvn -Pspark -DskipTests package (docs/scale-out.md)"
                        : "--engine: expected local or spark, found \"" + name + '"');
    }
}
