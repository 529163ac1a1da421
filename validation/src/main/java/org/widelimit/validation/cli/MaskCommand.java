package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.widelimit.graphon.MaskChain;
import org.widelimit.graphon.MaskFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mask FILE...}: what mask files hold. */
@Command(name = "mask", description = "Show what mask files hold: layers, shapes, densities, dead rows and columns.")
final class MaskCommand extends org.widelimit.validation.cli.Command {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Mask files (.npz, one array a layer, shape (out, in)).")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        ObjectNode json = object();
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            MaskChain chain = MaskFiles.read(file);
            String sha256 = MaskFiles.sha256(file);
            ObjectNode one = files.size() == 1
                    ? json
                    : json.withArray("files").addObject().put("file", file.toString());
            one.set("layers", LayerTable.json(chain));
            one.put("chainConsistent", chain.consistent());
            one.put("sha256", sha256);
            text.append(file).append("  sha256 ").append(sha256).append(System.lineSeparator());
            text.append(LayerTable.text(chain));
            text.append(
                            chain.consistent()
                                    ? "The layers form a chain: each one's columns are the rows of the one before."
                                    : "The layers do not form a chain: the columns of a layer differ from the rows of the one before.")
                    .append(System.lineSeparator());
        }
        print(json, text.toString());
        return ExitCode.DONE;
    }
}
