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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clone that the running code was compiled in, as git sees it.
 *
 * @param commit its full hash, or {@code unknown}
 * @param state {@code clean}; {@code modified} when a versioned file is not as committed, or a source that is not versioned would be compiled with the others; or {@code unknown}
 */
record SourceTree(String commit, String state) {

    private static final SourceTree UNKNOWN = new SourceTree("unknown", "unknown");
    private static final int GIT_SECONDS = 5;

    /** With these git would look elsewhere than it is told to; they are set while it runs a hook. */
    private static final Set<String> ELSEWHERE = Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE");

    /** Unknown for code that is installed: its jar does not say. */
    static SourceTree ofThisCode() {
        CodeSource source = SourceTree.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return UNKNOWN;
        }
        try {
            return of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    /** That of classes or a jar in {@code validation/target} of a clone; unknown for any other place, whatever repository it lies in. */
    static SourceTree of(Path code) {
        Path tree = code.toAbsolutePath().resolve("../../..").normalize();
        boolean ours = code.toAbsolutePath().startsWith(tree.resolve("validation/target"))
                && Files.exists(tree.resolve("validation/pom.xml"))
                && Files.exists(tree.resolve(".git"));
        if (!ours) {
            return UNKNOWN;
        }
        return new SourceTree(
                git(tree, "rev-parse", "HEAD").orElse(UNKNOWN.commit()),
                git(tree, "status", "--porcelain", "--untracked-files=all")
                        .map(changes -> changes.lines().anyMatch(SourceTree::counts) ? "modified" : "clean")
                        .orElse(UNKNOWN.state()));
    }

    /** A file that is not versioned counts among the sources, a report or a note beside them does not. */
    private static boolean counts(String change) {
        return !change.startsWith("??") || change.contains("/src/main/");
    }

    /** Output of a git command; empty when git is not there or fails. */
    private static Optional<String> git(Path tree, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", tree.toString()));
        command.addAll(List.of(arguments));
        Process process = null;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().removeAll(ELSEWHERE);
            process = builder.start();
            String output;
            try (InputStream stream = process.getInputStream()) {
                output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            return process.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(output.strip())
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
}
