package org.widelimit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The cluster of the script {@code validation-spark/cluster}: a master and two workers on the loopback address. */
final class LocalCluster implements AutoCloseable {

    static final Path HOME = Path.of("target", "spark").toAbsolutePath();

    private static final Path SCRIPT = Path.of("cluster").toAbsolutePath();

    private final Process script;
    private final Path folder;
    private final String url;

    private LocalCluster(Process script, Path folder, String url) {
        this.script = script;
        this.folder = folder;
        this.url = url;
    }

    static boolean isPossible() {
        return Files.isDirectory(HOME.resolve("jars"));
    }

    /** Starts it. When this process dies the script's input ends, and the cluster with it. */
    static LocalCluster start(Path folder) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "--guarded", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("WIDELIMIT_SPARK_HOME", HOME.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process script = builder.start();
        try {
            BufferedReader out = script.inputReader(StandardCharsets.UTF_8);
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> line(out));
            String url = first.get(180, TimeUnit.SECONDS);
            assertThat(url).startsWith("spark://127.0.0.1:");
            return new LocalCluster(script, folder, url);
        } catch (Exception | AssertionError e) {
            end(script);
            throw e;
        }
    }

    private static String line(BufferedReader reader) {
        try {
            return String.valueOf(reader.readLine());
        } catch (IOException e) {
            return e.toString();
        }
    }

    String url() {
        return url;
    }

    /** The processes whose command line has this word. */
    List<ProcessHandle> processes(String word) {
        return script.descendants()
                .filter(process -> commandLine(process).contains(word))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    /** What the workers logged. */
    String workerLogs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder logs = new StringBuilder();
            for (Path log : files.filter(file -> file.getFileName().toString().startsWith("worker-"))
                    .toList()) {
                logs.append(Files.readString(log));
            }
            return logs.toString();
        }
    }

    @Override
    public void close() throws InterruptedException {
        end(script);
    }

    private static void end(Process script) throws InterruptedException {
        List<ProcessHandle> all = script.descendants().toList();
        script.destroy();
        if (!script.waitFor(30, TimeUnit.SECONDS)) {
            script.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
