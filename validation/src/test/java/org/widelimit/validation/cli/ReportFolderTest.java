package org.widelimit.validation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --force} replaces in a folder that is not the report's alone, such as the repository of a paper. */
class ReportFolderTest {

    @TempDir
    Path folder;

    private Path figures;

    @BeforeEach
    void foreignFigure() throws IOException {
        figures = Files.createDirectory(folder.resolve("figures"));
        Files.writeString(figures.resolve("mine.csv"), "x,y\n1,2\n");
    }

    private void force(String claim) {
        CommandLineRunner run = CommandLineRunner.run("verify", claim, "--force", "--out", folder);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void figuresOfTheReplacedReportGoAndForeignOnesStay() {
        force("flow/12");
        assertThat(figures.resolve("flow-12.csv")).isNotEmptyFile();
        assertThat(figures.resolve("mine.csv")).hasContent("x,y\n1,2\n");

        force("flow/12-printed");
        assertThat(figures.resolve("flow-12.csv")).doesNotExist();
        assertThat(figures.resolve("flow-12-printed.csv")).isNotEmptyFile();
        assertThat(figures.resolve("mine.csv")).hasContent("x,y\n1,2\n");
    }

    @Test
    void withoutAReportThatSaysWhoseTheyAreNoFigureIsRemoved() throws IOException {
        Files.writeString(folder.resolve("report.json"), "{\"figures\": [{\"id\": \"mine\"}]}");
        force("flow/12");
        assertThat(figures.resolve("mine.csv")).hasContent("x,y\n1,2\n");
        assertThat(figures.resolve("flow-12.csv")).isNotEmptyFile();
    }
}
