package org.widelimit.validation.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.widelimit.validation.shell.Notebook.Cell;
import org.widelimit.validation.shell.Notebook.Kind;

/** The notebooks are their scripts, and run in a Java kernel where there is one. */
class NotebookTest {
    private static final Path NOTEBOOKS =
            Path.of("..", "notebooks").toAbsolutePath().normalize();
    private static final int KERNEL_SECONDS = 300;

    @TempDir
    Path folder;

    static Stream<Path> scripts() throws Exception {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            return files
                    .filter(file -> file.toString().endsWith(".jsh") && !file.endsWith("startup.jsh"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path notebookOf(Path script) {
        return Path.of(script.toString().replaceFirst("\\.jsh$", ".ipynb"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyScriptHasItsNotebookWithOutputs(Path script) throws Exception {
        Path notebook = notebookOf(script);
        assertThat(Notebook.read(notebook))
                .as("written by: ./widelimit shell --notebook " + script.getFileName())
                .isEqualTo(Notebook.cells(Files.readString(script)));
        assertNoError(new ObjectMapper().readTree(notebook.toFile()));
    }

    @Test
    void aParagraphIsATextCellAndACodeCell() {
        String script =
                "// Title.\n// Run it with:  me\n\n// 1. One.\nvar a = 1;\n/** A method. */\nint f() { return 1; }\n\n\nf();\n/exit\n";
        assertThat(Notebook.cells(script))
                .containsExactly(
                        new Cell(Kind.TEXT, "Title."),
                        new Cell(Kind.TEXT, "1. One."),
                        new Cell(Kind.CODE, "var a = 1;\n/** A method. */\nint f() { return 1; }"),
                        new Cell(Kind.CODE, "f();"));
    }

    @Tag("notebook")
    @ParameterizedTest
    @MethodSource("scripts")
    void everyNotebookRunsInAJavaKernel(Path script) throws Exception {
        Optional<Path> jupyter = jupyter();
        assumeTrue(jupyter.isPresent(), "no jupyter on the path: the notebooks are not run in a Java kernel");
        assumeTrue(
                hasKernel(jupyter.orElseThrow()),
                "no Java kernel (pip install jjava): the notebooks are not run in a Java kernel");
        Path result = folder.resolve("result.ipynb");
        int exit = run(
                jupyter.orElseThrow(),
                "nbconvert",
                "--to",
                "notebook",
                "--execute",
                "--allow-errors",
                "--ExecutePreprocessor.startup_timeout=200",
                "--output",
                result.toString(),
                notebookOf(script).toString());
        assertThat(exit).as(log()).isZero();
        JsonNode executed = new ObjectMapper().readTree(result.toFile());
        assertNoError(executed);
        PrintedText.assertSame(PrintedText.of(notebookOf(script)), PrintedText.of(result));
    }

    private static void assertNoError(JsonNode notebook) {
        int outputs = 0;
        for (JsonNode cell : notebook.path("cells")) {
            for (JsonNode output : cell.path("outputs")) {
                outputs++;
                assertThat(output.path("output_type").asText())
                        .as(cell.path("source") + " gave " + output)
                        .isEqualTo("stream");
            }
        }
        assertThat(outputs).isPositive();
    }

    private static Optional<Path> jupyter() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(place -> Path.of(place, "jupyter"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private boolean hasKernel(Path jupyter) throws Exception {
        return run(jupyter, "kernelspec", "list") == 0
                && log().lines().anyMatch(line -> line.strip().startsWith("java "));
    }

    private int run(Path jupyter, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(jupyter.toString()), Stream.of(arguments))
                .toList());
        builder.environment()
                .put(
                        "JJAVA_CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        builder.environment()
                .put(
                        "JJAVA_STARTUP_SCRIPTS_PATH",
                        NOTEBOOKS.resolve("startup.jsh").toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(KERNEL_SECONDS, TimeUnit.SECONDS))
                    .as("jupyter ends")
                    .isTrue();
            return process.exitValue();
        } finally {
            List<ProcessHandle> kernels = process.descendants().toList();
            process.destroyForcibly().waitFor();
            kernels.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("log.txt"), StandardCharsets.UTF_8);
    }
}
