package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.widelimit.graphon.MaskFile;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.graphon.MaskReading;
import org.widelimit.numerics.arrays.ArrayFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mask FILE...}: what mask files hold. */
@Command(
        name = "mask",
        description = {
            "Show what mask files hold: layers, shapes, densities, dead rows and columns, and what is not read.",
            "Files: " + MaskArguments.FORMATS + "; the content says which."
        })
final class MaskCommand extends org.widelimit.validation.cli.Command {

    /** A checkpoint may hold thousands of arrays that are no masks. */
    private static final int NAMES_SHOWN = 6;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Mask files, one array a layer, shape (out, in).")
    private List<Path> files = List.of();

    @Mixin
    private final MaskArguments masks = new MaskArguments();

    @Override
    public Integer call() {
        ObjectNode json = object();
        StringBuilder text = new StringBuilder();
        MaskReading reading = masks.reading();
        for (Path path : files) {
            MaskFile file = MaskFiles.inspect(path, reading);
            String sha256 = MaskFiles.sha256(path);
            describe(
                    file,
                    sha256,
                    files.size() == 1
                            ? json
                            : json.withArray("files").addObject().put("file", path.toString()));
            text.append(path).append("  sha256 ").append(sha256).append(System.lineSeparator());
            text.append(text(path, file));
        }
        print(json, text::toString);
        return ExitCode.DONE;
    }

    private static void describe(MaskFile file, String sha256, ObjectNode json) {
        json.set("layers", LayerTable.json(file.chain()));
        json.put("chainConsistent", file.chain().consistent());
        json.put("sha256", sha256);
        json.put("format", file.format().title());
        ArrayNode skipped = json.putArray("skipped");
        file.skipped()
                .forEach(array -> skipped.addObject()
                        .put("name", array.name())
                        .put("reason", array.reason().text()));
    }

    private static String text(Path path, MaskFile file) {
        ArrayFormat named = ArrayFormat.named(path);
        StringBuilder text = new StringBuilder(LayerTable.text(file.chain()));
        if (named != null && named != file.format()) {
            line(
                    text,
                    "Read as " + file.format().title() + ", which it is, though its name says " + named.title() + ".");
        }
        skipped(file).forEach((reason, names) -> line(text, "Not read, " + reason.text() + ": " + shown(names)));
        line(
                text,
                file.chain().consistent()
                        ? "The layers form a chain: each one's columns are the rows of the one before."
                        : "The layers do not form a chain: the columns of a layer differ from the rows of the one before.");
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }

    private static Map<MaskFile.Reason, List<String>> skipped(MaskFile file) {
        return file.skipped().stream()
                .collect(Collectors.groupingBy(
                        MaskFile.Skipped::reason,
                        () -> new EnumMap<>(MaskFile.Reason.class),
                        Collectors.mapping(MaskFile.Skipped::name, Collectors.toList())));
    }

    private static String shown(List<String> names) {
        return names.size() <= NAMES_SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_SHOWN)) + " and " + (names.size() - NAMES_SHOWN) + " more";
    }
}
