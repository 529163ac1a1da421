package org.widelimit.validation.study;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.report.Provenance;

/** Finds out which code runs on which machine. What cannot be found out is {@code unknown}, never left out. */
public final class ProvenanceCollector {

    private static final String UNKNOWN = "unknown";
    private static final int GIT_SECONDS = 5;

    private ProvenanceCollector() {}

    /**
     * The provenance of numbers that this process computes, with the local engine.
     *
     * @param dataSha256 SHA-256 of the built-in data set, lower-case hexadecimal
     */
    public static Provenance collect(DenseBackend backend, int threads, String dataSha256) {
        Optional<Path> sources = sourceTree();
        String commit = sources.flatMap(tree -> git(tree, "rev-parse", "HEAD")).orElse(UNKNOWN);
        String workingTree = sources.flatMap(tree -> git(tree, "status", "--porcelain", "--untracked-files=no"))
                .map(changes -> changes.isEmpty() ? "clean" : "modified")
                .orElse(UNKNOWN);
        return new Provenance(
                version(),
                commit,
                workingTree,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
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

    /** The source tree that the running classes were compiled in. */
    private static Optional<Path> sourceTree() {
        CodeSource source = ProvenanceCollector.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            Path at = Path.of(source.getLocation().toURI());
            while (at != null && !Files.exists(at.resolve(".git"))) {
                at = at.getParent();
            }
            return Optional.ofNullable(at);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Output of a git command, trimmed; empty when git is not there or fails. */
    private static Optional<String> git(Path tree, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", tree.toString()));
        command.addAll(List.of(arguments));
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output;
            try (InputStream stream = process.getInputStream()) {
                output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            return process.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(output.trim())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            destroy(process);
        }
    }

    private static void destroy(@Nullable Process process) {
        if (process != null) {
            process.destroy();
        }
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
