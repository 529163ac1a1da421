package org.widelimit.validation.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small clone of its own. These tests need git on the path. */
class SourceTreeTest {

    private static final SourceTree UNKNOWN = new SourceTree("unknown", "unknown");

    @TempDir
    Path tree;

    private Path classes;
    private Path source;

    @BeforeEach
    void commit() throws IOException, InterruptedException {
        classes = Files.createDirectories(tree.resolve("validation/target/classes"));
        source = tree.resolve("validation/src/main/java/Old.java");
        write(source, "class Old {}");
        write(tree.resolve("validation/pom.xml"), "<project/>");
        Files.copy(Path.of("..", ".gitignore"), tree.resolve(".gitignore"));
        git(tree, "init", "--quiet");
        git(tree, "add", ".");
        git(tree, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--no-gpg-sign", "-m", "first");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private String state() {
        return SourceTree.of(classes).state();
    }

    @Test
    void seesCommitAndThatNothingIsChanged() throws IOException, InterruptedException {
        assertThat(SourceTree.of(classes)).isEqualTo(new SourceTree(git(tree, "rev-parse", "HEAD"), "clean"));
        assertThat(SourceTree.of(classes.resolveSibling("widelimit-validation-1.jar")))
                .isEqualTo(SourceTree.of(classes));
    }

    @Test
    void seesAChangedAndARemovedFile() throws IOException {
        Files.writeString(source, "class Old { int changed; }");
        assertThat(state()).isEqualTo("modified");
        Files.writeString(source, "class Old {}");
        assertThat(state()).isEqualTo("clean");
        Files.delete(source);
        assertThat(state()).isEqualTo("modified");
    }

    @Test
    void aSourceThatIsNotVersionedIsCompiledAndCounts() throws IOException {
        write(tree.resolve("graphon/src/main/java/New.java"), "class New {}");
        assertThat(state()).isEqualTo("modified");
    }

    @Test
    void whatARunLeavesBehindDoesNotCount() throws IOException {
        write(classes.resolve("Old.class"), "");
        write(tree.resolve("widelimit-report/report.json"), "{}");
        write(tree.resolve("my-report/figures/a.csv"), "");
        write(tree.resolve("notes.txt"), "");
        assertThat(state()).isEqualTo("clean");
    }

    @Test
    void anotherRepositoryAroundInstalledCodeIsNotItsSource() throws IOException, InterruptedException {
        Path installed = tree.resolve(".m2/repository/org/widelimit/widelimit-validation/1/widelimit-validation-1.jar");
        assertThat(SourceTree.of(installed)).isEqualTo(UNKNOWN);
        // A clone without its git folder, inside a repository.
        Path inner = Files.createDirectories(tree.resolve("copy/validation/target/classes"));
        write(tree.resolve("copy/validation/pom.xml"), "<project/>");
        assertThat(SourceTree.of(inner)).isEqualTo(UNKNOWN);
        // A validation/target of somebody else.
        Files.delete(tree.resolve("validation/pom.xml"));
        assertThat(SourceTree.of(classes)).isEqualTo(UNKNOWN);
    }

    @Test
    void theCodeOfThisTestIsThatOfThisClone() throws IOException, InterruptedException {
        Path clone = Path.of("..").toRealPath();
        String commit = Files.exists(clone.resolve(".git")) ? git(clone, "rev-parse", "HEAD") : "unknown";
        assertThat(SourceTree.ofThisCode().commit()).isEqualTo(commit);
    }
}
