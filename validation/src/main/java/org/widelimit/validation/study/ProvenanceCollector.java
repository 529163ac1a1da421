package org.widelimit.validation.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.report.Provenance;

/** Finds out which code runs on which machine. What cannot be found out is {@code unknown}, never left out. */
public final class ProvenanceCollector {

    private ProvenanceCollector() {}

    /**
     * The provenance of numbers that this process computes, with the local engine.
     *
     * @param dataSha256 SHA-256 of the built-in data set, lower-case hexadecimal
     */
    public static Provenance collect(DenseBackend backend, int threads, String dataSha256) {
        SourceTree sources = SourceTree.ofThisCode();
        return new Provenance(
                version(),
                sources.commit(),
                sources.state(),
                java(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                cpu(),
                backend.name(),
                backend.core(),
                Engines.LOCAL,
                threads,
                dataSha256);
    }

    /** The version of the jar; a source tree has none of its own. */
    public static String version() {
        String version = ProvenanceCollector.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The virtual machine and its version. */
    public static String java() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }

    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
