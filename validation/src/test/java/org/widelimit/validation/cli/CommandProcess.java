package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own, with its output in a file; killed when it is closed. */
record CommandProcess(Process process, Path output) implements AutoCloseable {

    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    interface Condition {
        boolean holds() throws IOException;
    }

    /** Runs one command line. */
    static CommandProcess start(Path output, List<String> arguments) throws IOException {
        return start(output, List.of(JAVA), Main.class, arguments);
    }

    static CommandProcess start(Path output, List<String> java, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new CommandProcess(process, output);
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    /** Waits until something holds, which it has to before the process ends. */
    void await(Condition condition) throws IOException, InterruptedException {
        while (process.isAlive() && !condition.holds()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(process.isAlive()).as(said()).isTrue();
    }

    /** Waits until two cells are stored. */
    void awaitCells(Path cells) throws IOException, InterruptedException {
        await(() -> Files.exists(cells) && Files.readAllLines(cells).size() > 2);
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** The exit code of a process that has to end within some seconds. */
    int exitValue(int seconds) throws IOException, InterruptedException {
        assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as(said()).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
