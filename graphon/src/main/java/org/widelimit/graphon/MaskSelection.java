package org.widelimit.graphon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.widelimit.graphon.MaskFile.Reason;
import org.widelimit.graphon.MaskFile.Skipped;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;

/** Which arrays of a file are layers, and which are not. */
final class MaskSelection {

    /**
     * An array that becomes a mask.
     *
     * @param name its name in the file
     * @param source whether it has to be a mask or may be weights
     */
    record Layer(String name, NdArray array, MaskSource source) {}

    private final String where;
    private final MaskSource source;
    private final Map<String, String> masks = new LinkedHashMap<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final List<Skipped> skipped = new ArrayList<>();

    private MaskSelection(String where, MaskSource source) {
        this.where = where;
        this.source = source;
    }

    /**
     * @param where names the file in messages
     * @throws InputException when two arrays are the mask of one layer, or none is a mask
     */
    static MaskSelection of(Map<String, NdArray> arrays, MaskSource source, String where) {
        MaskSelection selection = new MaskSelection(where, source);
        arrays.forEach(selection::sort);
        arrays.forEach(selection::choose);
        if (selection.layers.isEmpty()) {
            throw new InputException(where + ": expected at least one mask, found none" + selection.found());
        }
        return selection;
    }

    /** The arrays that become masks, by the names of the layers. */
    Map<String, Layer> layers() {
        return layers;
    }

    /** The others, in the order of the file. */
    List<Skipped> skipped() {
        return skipped;
    }

    private static @Nullable Reason noLayer(String name, NdArray array) {
        if (LayerNames.saysOptimiser(name)) {
            return Reason.OPTIMISER;
        }
        return array.rank() < 2 ? Reason.VECTOR : null;
    }

    private void sort(String name, NdArray array) {
        if (noLayer(name, array) == null) {
            String layer = LayerNames.canonical(name);
            String rival = (LayerNames.saysMask(name) ? masks : others).putIfAbsent(layer, name);
            if (rival != null) {
                throw new InputException(where + ": expected one mask a layer, found \"" + rival + "\" and \"" + name
                        + "\" for layer \"" + layer + '"');
            }
        }
    }

    private void choose(String name, NdArray array) {
        Reason noLayer = noLayer(name, array);
        if (noLayer != null) {
            skip(name, noLayer);
            return;
        }
        String layer = LayerNames.canonical(name);
        @Nullable String mask = masks.get(layer);
        if (name.equals(mask)) {
            layers.put(layer, new Layer(name, array, MaskSource.MASKS));
        } else if (mask != null) {
            skip(name, Reason.MASK_IS_READ);
        } else if (masks.isEmpty() || source == MaskSource.EXACT_ZEROS) {
            layers.put(layer, new Layer(name, array, source));
        } else {
            skip(name, Reason.NO_MASK);
        }
    }

    private void skip(String name, Reason reason) {
        skipped.add(new Skipped(LayerNames.printable(name), reason));
    }

    private String found() {
        Skipped first = skipped.get(0);
        return " among " + skipped.size() + " arrays (\"" + first.name() + "\": "
                + first.reason().text() + ")";
    }
}
