package org.widelimit.validation.report;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.AtomicFiles;

/**
 * A report in its folder: {@code figures/*.csv}, {@code report.html} and {@code report.json}, each written under a temporary
 * name and moved. The JSON comes last: where it is, the rest is.
 */
public final class ReportFiles {

    /** Name of the page. */
    public static final String HTML = "report.html";

    /** Name of the report for programs. */
    public static final String JSON = "report.json";

    private ReportFiles() {}

    /**
     * Writes all files of the report.
     *
     * @param folder an existing folder
     * @throws InputException when the folder is missing or cannot be written to
     */
    public static void write(Path folder, Report report) {
        requireFolder(folder);
        writeFigures(folder, report);
        AtomicFiles.writeString(folder.resolve(HTML), HtmlReport.toHtml(report));
        AtomicFiles.writeString(folder.resolve(JSON), ReportJson.toJson(report));
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException("expected an existing folder for the report, found none at " + folder);
        }
    }

    private static void writeFigures(Path folder, Report report) {
        try {
            Files.createDirectories(folder.resolve("figures"));
        } catch (IOException e) {
            throw new InputException("expected a folder that can be written to, found " + folder, e);
        }
        for (Figure figure : report.figures()) {
            AtomicFiles.writeString(folder.resolve(figure.path()), FigureCsv.toCsv(figure));
        }
    }

    /**
     * The report of a folder, from its JSON.
     *
     * @throws InputException when there is none or it cannot be read as one
     */
    public static Report read(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw new InputException("expected the folder of a report, found the file " + folder);
        }
        Path file = folder.resolve(JSON);
        try {
            return ReportJson.fromJson(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new InputException("expected a report in " + folder + ", found no " + JSON, e);
        } catch (MalformedInputException e) {
            throw new InputException("expected UTF-8 text in " + file + ", found other bytes", e);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (InputException e) {
            throw e.at(file);
        }
    }
}
