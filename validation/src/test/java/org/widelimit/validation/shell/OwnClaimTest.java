package org.widelimit.validation.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class of docs/tutorial.md, compiled and run as a project of its own would, prints what the tutorial says. */
class OwnClaimTest {

    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();

    @Test
    void theTutorialsClassPrintsTheTutorialsVerdict(@TempDir Path folder) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path source = DOCS.resolve("own-claim/src/main/java/OwnClaim.java");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath, "-proc:none", "-d", folder.toString(), source.toString());
        assertThat(compiled).isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        folder + System.getProperty("path.separator") + classPath,
                        "OwnClaim")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(folder.resolve("output.txt"));
        assertThat(output).contains("own/1  SUPPORTED").contains("REFUTED  It does not fall.");
        assertThat(folder.resolve("own-report/report.html")).isRegularFile();
        assertThat(Files.readString(DOCS.resolve("tutorial.md"))).contains(output);
    }
}
