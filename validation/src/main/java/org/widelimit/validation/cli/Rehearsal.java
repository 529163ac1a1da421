package org.widelimit.validation.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.random.RandomStreams;

/**
 * Runs small commands in a folder of its own and prints nothing. The launcher calls it after a build, with {@code -XX:DumpLoadedClassList}, and makes a static archive of the list: what is loaded
 * here is mapped at later starts instead of being read, parsed and checked again.
 */
public final class Rehearsal {

    /** Enough for all ways of a kernel. */
    private static final int INPUTS = 300;

    private Rehearsal() {}

    /** Runs the commands whose classes a start needs. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("widelimit-rehearsal");
        try (PrintWriter nobody = new PrintWriter(Writer.nullWriter())) {
            Path inputs = folder.resolve("x.npy");
            Npy.write(inputs, NdArray.of(RandomStreams.of(1).stream().gaussianMatrix(INPUTS, 2)));
            String x = inputs.toString();
            String k = folder.resolve("k.npy").toString();
            for (List<String> command : List.of(
                    List.of("ntk", "--inputs", x, "--hidden-layers", "2", "--out", k),
                    List.of("ntk", "--inputs", x, "--hidden-layers", "2", "--out", k, "--json", "--activation", "erf"),
                    List.of("ntk", "--help"),
                    List.of("cut", x),
                    List.of("claims", "--json"))) {
                int exitCode = Main.run(command.toArray(String[]::new), nobody, nobody);
                if (exitCode != ExitCode.DONE) {
                    throw new IllegalStateException(command + ": expected exit code 0, found " + exitCode);
                }
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
