package org.widelimit.validation.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.InputFiles;
import org.widelimit.numerics.files.OutputFolder;
import org.widelimit.numerics.files.PendingFile;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.study.CellStore;

/** The folder of {@code verify --out}: created if absent, accepted when empty, and never overwritten unasked. */
record ReportFolder(Path folder) {

    private static final String CELLS = "cells.jsonl";

    /** The store of finished cells. */
    Path cells() {
        return folder.resolve(CELLS);
    }

    /** The store of a report that is only read. */
    static Path cellsOf(Path folder) {
        Path cells = folder.resolve(CELLS);
        if (!Files.isRegularFile(cells)) {
            throw new InputException("expected a report with its cells in " + folder + ", found no " + CELLS);
        }
        return cells;
    }

    /** The folder, made if need be, when no run is alive in it and it holds nothing that would be overwritten unasked. */
    static ReportFolder prepare(Path folder, boolean resume, boolean force) {
        if (resume && force) {
            throw new InputException("verify: expected one of --resume and --force, found both");
        }
        if (resume && !Files.exists(folder)) {
            throw new InputException("--resume: expected an interrupted run in " + folder + ", found no such folder");
        }
        // Whichever of two runs makes it, the store's lock decides which of them has it.
        OutputFolder.make("--out", folder);
        ReportFolder report = new ReportFolder(folder);
        CellStore.requireFree(report.cells());
        if (!force) {
            report.requireFit(resume);
        }
        return report;
    }

    /** A folder with a run is for going on, and an empty one, where a run may have been killed at once, for both. */
    private void requireFit(boolean resume) {
        boolean cells = Files.exists(cells());
        if (resume && !cells && !isEmpty()) {
            throw new InputException("--resume: expected an interrupted run in " + folder + ", found none");
        }
        if (!resume && (cells || Files.exists(folder.resolve(ReportFiles.JSON)))) {
            throw new InputException(
                    "--out " + folder + ": there is a report already; --resume goes on with it, --force replaces it");
        }
        if (!resume && !isEmpty()) {
            throw new InputException("--out " + folder
                    + ": expected an empty folder or one with a report, found other files (--force writes among them)");
        }
    }

    private boolean isEmpty() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        } catch (IOException e) {
            throw new InputException("--out " + folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the report, and then removes the figures that the report it replaces names and this one does not have. Whatever else is in {@code figures} belongs to somebody else: the
     * folder may be that of a paper.
     */
    void write(Report report) {
        Set<String> obsolete = there().map(ReportFolder::figuresOf).orElseGet(Set::of);
        Set<String> current = figuresOf(report);
        ReportFiles.write(folder, report);
        obsolete.stream().filter(figure -> !current.contains(figure)).forEach(figure -> delete(folder.resolve(figure)));
    }

    /** Deletes what killed runs were writing. To be called by the run that has the store. */
    void deleteAbandoned() {
        PendingFile.deleteAbandoned(folder);
        PendingFile.deleteAbandoned(folder.resolve("figures"));
    }

    /** How many claims the report in the folder has; none where there is no report or it cannot be read. */
    int claimsThere() {
        return there().map(report -> report.claims().size()).orElse(0);
    }

    /** Refuses a folder in which no file can be made, as writing the report would, and leaves it as it is but for an empty folder of figures. */
    void requireWritable() {
        Path figures = folder.resolve("figures");
        OutputFolder.make("--out", figures);
        for (Path file : List.of(folder.resolve(ReportFiles.JSON), figures.resolve("figure.csv"))) {
            try {
                PendingFile.create(file).close();
            } catch (IOException e) {
                throw InputFiles.unwritable(file, e);
            }
        }
    }

    /** The report in the folder, if one can be read. */
    private Optional<Report> there() {
        try {
            return Optional.of(ReportFiles.read(folder));
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    private static Set<String> figuresOf(Report report) {
        return report.figures().stream().map(Figure::path).collect(Collectors.toSet());
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be removed: " + e.getMessage(), e);
        }
    }
}
