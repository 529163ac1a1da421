package org.widelimit.validation.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.files.AtomicFiles;

/**
 * A JShell script as a Jupyter notebook, so that there is one source of both. A comment at the start of a paragraph is a text cell, the rest of
 * the paragraph a code cell; a paragraph is what lies between empty lines. The line {@code /exit} and the hint how to run the script are
 * left out.
 */
public final class Notebook {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String COMMENT = "// ";
    private static final String HINT = "// Run it with:";
    private static final String EXIT = "/exit";

    /**
     * One cell.
     *
     * @param kind text or code
     * @param source its lines, joined
     */
    public record Cell(Kind kind, String source) {}

    /** What a cell holds. */
    public enum Kind {
        /** Markdown. */
        TEXT("markdown"),
        /** Java. */
        CODE("code");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /**
         * The notebook format's word.
         *
         * @return cell_type
         */
        public String type() {
            return type;
        }
    }

    private Notebook() {}

    /**
     * Writes each script's notebook, without outputs, beside it: {@code a.jsh} becomes {@code a.ipynb}. Exit code 2 and one line if a script is not one.
     *
     * @param scripts paths of scripts
     */
    public static void main(String[] scripts) {
        try {
            for (String script : scripts) {
                writeBeside(script);
            }
        } catch (InputException e) {
            System.err.println("widelimit: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void writeBeside(String script) {
        if (!script.endsWith(".jsh")) {
            throw new InputException("expected a script that ends in .jsh, found " + script);
        }
        write(Path.of(script), Path.of(script.replaceFirst("\\.jsh$", ".ipynb")));
    }

    /**
     * The cells of a script.
     *
     * @param script the text of a {@code .jsh} file
     * @return text and code in their order
     */
    public static List<Cell> cells(String script) {
        List<Cell> cells = new ArrayList<>();
        for (String paragraph : script.strip().split("\\R\\s*\\R")) {
            List<String> lines = paragraph
                    .lines()
                    .filter(line -> !line.startsWith(HINT) && !line.equals(EXIT))
                    .toList();
            int code = 0;
            while (code < lines.size() && lines.get(code).startsWith(COMMENT)) {
                code++;
            }
            add(
                    cells,
                    Kind.TEXT,
                    lines.subList(0, code).stream()
                            .map(line -> line.substring(COMMENT.length()))
                            .toList());
            add(cells, Kind.CODE, lines.subList(code, lines.size()));
        }
        return cells;
    }

    private static void add(List<Cell> cells, Kind kind, List<String> lines) {
        if (!lines.isEmpty()) {
            cells.add(new Cell(kind, String.join("\n", lines)));
        }
    }

    /**
     * The cells of a notebook file, whatever their outputs.
     *
     * @param notebook an {@code .ipynb} file
     * @return its cells
     */
    public static List<Cell> read(Path notebook) {
        try {
            List<Cell> cells = new ArrayList<>();
            for (var cell : MAPPER.readTree(notebook.toFile()).path("cells")) {
                StringBuilder source = new StringBuilder();
                cell.path("source").forEach(line -> source.append(line.asText()));
                Kind kind = cell.path("cell_type").asText().equals(Kind.CODE.type()) ? Kind.CODE : Kind.TEXT;
                cells.add(new Cell(kind, source.toString()));
            }
            return cells;
        } catch (IOException e) {
            throw new InputException("expected a Jupyter notebook, found something else in " + notebook, e);
        }
    }

    private static void write(Path script, Path notebook) {
        try {
            AtomicFiles.writeString(notebook, MAPPER.writeValueAsString(json(cells(Files.readString(script)))) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new InputException("expected a script, found none that can be read at " + script, e);
        }
    }

    /** Format 4.5 of Jupyter. */
    private static ObjectNode json(List<Cell> cells) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode array = root.putArray("cells");
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            ObjectNode node = array.addObject();
            node.put("cell_type", cell.kind().type());
            node.put("id", "cell-" + i);
            node.putObject("metadata");
            if (cell.kind() == Kind.CODE) {
                node.putNull("execution_count");
                node.putArray("outputs");
            }
            ArrayNode source = node.putArray("source");
            List<String> lines = cell.source().lines().toList();
            for (int line = 0; line < lines.size(); line++) {
                source.add(lines.get(line) + (line + 1 < lines.size() ? "\n" : ""));
            }
        }
        ObjectNode metadata = root.putObject("metadata");
        ObjectNode kernel = metadata.putObject("kernelspec");
        kernel.put("display_name", "Java (jjava)").put("language", "java").put("name", "java");
        metadata.putObject("language_info").put("name", "java");
        root.put("nbformat", 4);
        root.put("nbformat_minor", 5);
        return root;
    }
}
