package org.widelimit.validation.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import org.widelimit.numerics.InputException;
import org.widelimit.testing.Spoiler;
import org.widelimit.testing.SpoiltFiles;
import org.widelimit.testing.Trial;
import org.widelimit.validation.JsonSpoiler;

/** Whatever is done to a notebook or its script: cells are read, or the file is refused in one line. */
class HostileNotebookTest {

    /** A few dozen times the file, and what Jackson keeps for itself. */
    private static final long MOST_BYTES = 64 << 20;

    private static final String NOTEBOOK = """
            {"cells": [{"cell_type": "markdown", "id": "cell-0", "metadata": {}, "source": ["Title.\\n", "Text."]},
             {"cell_type": "code", "id": "cell-1", "metadata": {}, "execution_count": 1, "outputs": [{"data": {}}], "source": ["int a;"]}],
             "metadata": {"kernelspec": {"name": "java"}}, "nbformat": 4, "nbformat_minor": 5}
            """;

    private static final String SCRIPT = "// Title.\n// Run it with:  me\n\n// 1. One.\nvar a = 1;\n\n\nf();\n/exit\n";

    @SpoiltFiles
    void notebooksAreReadOrRefused(@ForAll long seed) {
        Trial.on("n.ipynb", new JsonSpoiler(seed).spoilt(NOTEBOOK))
                .of(InputException.class, MOST_BYTES, Notebook::read)
                .ifPresent(cells -> assertThat(cells).doesNotContainNull());
    }

    /** Any text is a script, and each line of a cell is from it. */
    @SpoiltFiles
    void anyTextHasCells(@ForAll long seed) {
        Spoiler spoiler = new Spoiler(seed, List.of("\n\n", "\n", "\r", "\r\n", "// ", "//", "\t", "/exit", "\u0085"));
        String text =
                new String(spoiler.spoilt(SCRIPT.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
        assertThat(Notebook.cells(text))
                .doesNotContainNull()
                .allSatisfy(cell -> assertThat(cell.source().lines()).allMatch(text::contains));
    }
}
