package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.widelimit.validation.shell.Notebook;

/** The shell script {@code ./widelimit}, as far as it goes before it builds or runs anything. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final Path LAUNCHER =
            Path.of("..", "widelimit").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private record Ended(int exitCode, String err) {}

    private Ended launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return launch(LAUNCHER, environment, arguments);
    }

    private static Ended launch(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 2];
        command[0] = "/bin/sh";
        command[1] = launcher.toString();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), err);
    }

    private Path javaOfVersion(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk-" + version));
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 99\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void saysWhenJavaIsTooOld() throws IOException, InterruptedException {
        for (String version : new String[] {"1.8.0_402", "11.0.22", "16.0.2"}) {
            Ended ended = launch(Map.of("JAVA_HOME", javaOfVersion(version).toString()), "claims");
            assertThat(ended.exitCode()).isEqualTo(2);
            assertThat(ended.err()).contains("expected Java 17 or newer, found " + version);
            assertThat(ended.err().strip().lines()).hasSize(1);
        }
    }

    @Test
    void saysWhenThereIsNoJava() throws IOException, InterruptedException {
        Ended ended = launch(Map.of("JAVA_HOME", folder.resolve("absent").toString()), "claims");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("no bin/java");
    }

    /** A build that is newer than its sources, with sources and Javadoc beside each jar, as {@code mvn package} leaves it; twice, because the class path is kept. */
    @Test
    void runsTheClassesAndNotTheirSourcesOrJavadoc() throws IOException, InterruptedException {
        Path root = Files.createDirectory(folder.resolve("a house"));
        Path launcher = Files.copy(LAUNCHER, root.resolve("widelimit"));
        Files.createFile(root.resolve("pom.xml"));
        List<String> expected = new ArrayList<>();
        for (String module :
                List.of("validation", "gradientflow", "ntk", "networks", "graphon", "vector", "numerics")) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
            Path target = Files.createDirectory(root.resolve(module).resolve("target"));
            for (String kind : List.of("", "-sources", "-javadoc")) {
                Files.createFile(target.resolve("widelimit-" + module + "-1.0" + kind + ".jar"));
            }
            expected.add(target.resolve("widelimit-" + module + "-1.0.jar").toString());
        }
        Path target = root.resolve("validation/target");
        expected.add(
                Files.createFile(Files.createDirectory(target.resolve("lib")).resolve("other.jar"))
                        .toString());
        Files.writeString(target.resolve("classes-17.0.1.jsa"), "made before");
        Files.createFile(target.resolve("built"));
        Path home = javaOfVersion("17.0.1");
        Path called = folder.resolve("called.txt");
        Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\" >'" + called + "'\n");
        for (int k = 0; k < 2; k++) {
            Ended ended = launch(launcher, Map.of("JAVA_HOME", home.toString()), "claims", "--json");
            assertThat(ended).isEqualTo(new Ended(0, ""));
            List<String> arguments = Files.readAllLines(called);
            assertThat(arguments.get(arguments.indexOf("-cp") + 1).split(":")).containsExactlyElementsOf(expected);
            assertThat(arguments).endsWith(Main.class.getName(), "claims", "--json");
        }
    }

    /** A build that has nothing to do: what the launcher looks at before it starts JShell. */
    private Path house(String version, String classPath) throws IOException {
        Path root = Files.createDirectory(folder.resolve("a house"));
        Path target = Files.createDirectories(root.resolve("validation/target"));
        Files.createFile(target.resolve("built"));
        Files.createFile(target.resolve("classes-" + version + ".jsa"));
        Files.writeString(target.resolve("classpath"), target + File.pathSeparator + classPath + "\n");
        Path notebooks = Files.createDirectory(root.resolve("notebooks"));
        Files.copy(LAUNCHER.resolveSibling("notebooks/startup.jsh"), notebooks.resolve("startup.jsh"));
        return Files.copy(LAUNCHER, root.resolve("widelimit"));
    }

    @Test
    void theShellRunsAScriptFromItsInput() throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path launcher = house(System.getProperty("java.version"), classPath);
        Path script = Files.writeString(
                folder.resolve("script.jsh"),
                "heatmap(StepGraphon.constant(0.5))\nprintf(\"E = %.6f%n\", DualActivation.of(Activations.RELU).value(1, 1, 0.5))\n");
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", launcher.toString(), "shell")
                .redirectErrorStream(true)
                .redirectInput(script.toFile())
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output))
                .contains("1 x 1, from ' ' = 0.000 to '@' = 0.5000")
                .contains("E = 0.304499")
                .doesNotContain("|  Error");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void theShellNeedsAJdk() throws IOException, InterruptedException {
        Ended ended = launch(
                house("17.0.1", "other.jar"),
                Map.of("JAVA_HOME", javaOfVersion("17.0.1").toString()),
                "shell");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .endsWith("belongs to a JRE: the shell needs a JDK (jshell)\n")
                .hasLineCount(1);
    }

    /** With programs that only tell how they were called. */
    @Test
    void aNotebookIsWrittenFromItsScriptAndExecuted() throws IOException, InterruptedException {
        Path launcher = house("17.0.1", "other.jar");
        Path called = folder.resolve("called.txt");
        String tell = "#!/bin/sh\nprintf '%s ' \"${0##*/}\" \"$@\" >>'" + called + "'\necho \"$JJAVA_CLASSPATH\" >>'"
                + called + "'\n";
        Path home = javaOfVersion("17.0.1");
        Files.writeString(home.resolve("bin/java"), tell);
        Path jupyter = Files.writeString(home.resolve("bin/jupyter"), tell);
        assertThat(jupyter.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment =
                Map.of("JAVA_HOME", home.toString(), "PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        Ended none = launch(launcher, environment, "shell", "--notebook");
        assertThat(none).isEqualTo(new Ended(2, "widelimit: shell --notebook: expected scripts, found none\n"));
        assertThat(launch(launcher, environment, "shell", "--notebook", "a.jsh").exitCode())
                .isZero();
        String classPath = launcher.resolveSibling("validation/target") + ":other.jar";
        assertThat(Files.readAllLines(called))
                .satisfiesExactly(
                        java -> assertThat(java)
                                .isEqualTo("java -cp " + classPath + " " + Notebook.class.getName() + " a.jsh "
                                        + classPath),
                        convert -> assertThat(convert)
                                .startsWith("jupyter nbconvert ")
                                .contains(" --execute ")
                                .endsWith(" a.ipynb " + classPath));
    }
}
