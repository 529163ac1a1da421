package org.widelimit.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.widelimit.validation.cli.Main;

/** The command line in a process of its own, with the options that the launcher gives it. */
final class Driver {

    private Driver() {}

    static Process start(Path log, String... words) throws IOException {
        return start(log, List.of(), words);
    }

    /** With further options of the Java machine. */
    static Process start(Path log, List<String> javaOptions, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@java-options",
                "-Xmx2g",
                "-Djava.io.tmpdir=" + Files.createDirectories(log.resolveSibling("tmp")),
                "-D" + SparkHome.PROPERTY + "=" + LocalCluster.HOME,
                // The machine may be held up for minutes while something else is measured.
                "-Dspark.network.timeout=600s"));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
