package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.MaskChain;
import org.widelimit.validation.report.TextTable;

/** The layers of a mask chain, as the JSON list and as the table that {@code mask} and {@code prune} share. */
final class LayerTable {

    private LayerTable() {}

    static ArrayNode json(MaskChain chain) {
        ArrayNode layers = JsonNodeFactory.instance.arrayNode();
        for (Mask mask : chain.layers()) {
            layers.addObject()
                    .put("name", mask.name())
                    .put("rows", mask.rows())
                    .put("columns", mask.columns())
                    .put("kept", mask.keptCount())
                    .put("density", mask.density())
                    .put("deadRows", mask.deadRows())
                    .put("deadColumns", mask.deadColumns());
        }
        return layers;
    }

    static String text(MaskChain chain) {
        TextTable table = TextTable.of("layer", "outputs", "inputs", "kept", "density", "dead rows", "dead columns");
        for (Mask mask : chain.layers()) {
            table.row(
                    mask.name(),
                    Integer.toString(mask.rows()),
                    Integer.toString(mask.columns()),
                    Long.toString(mask.keptCount()),
                    String.format(Locale.ROOT, "%.4f", mask.density()),
                    Integer.toString(mask.deadRows()),
                    Integer.toString(mask.deadColumns()));
        }
        return table.toString();
    }
}
