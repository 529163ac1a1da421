package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
        String[] command = new String[arguments.length + 2];
        command[0] = "/bin/sh";
        command[1] = LAUNCHER.toString();
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
}
