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
    private final Map<String, Reason> skipped = new LinkedHashMap<>();

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
            throw new InputException(where + ": expected at least one mask, found none" + selection.found(arrays));
        }
        return selection;
    }

    /** The arrays that become masks, by the names of the layers. */
    Map<String, Layer> layers() {
        return layers;
    }

    /** The others, in the order of the file. */
    List<Skipped> skipped() {
        List<Skipped> list = new ArrayList<>();
        skipped.forEach((name, reason) -> list.add(new Skipped(LayerNames.printable(name), reason)));
        return list;
    }

    private void sort(String name, NdArray array) {
        if (LayerNames.saysOptimiser(name)) {
            skipped.put(name, Reason.OPTIMISER);
        } else if (array.rank() < 2) {
            skipped.put(name, Reason.VECTOR);
        } else {
            String layer = LayerNames.canonical(name);
            String rival = (LayerNames.saysMask(name) ? masks : others).putIfAbsent(layer, name);
            if (rival != null) {
                throw new InputException(where + ": expected one mask a layer, found \"" + rival + "\" and \"" + name
                        + "\" for layer \"" + layer + '"');
            }
        }
    }

    private void choose(String name, NdArray array) {
        if (skipped.containsKey(name)) {
            return;
        }
        String layer = LayerNames.canonical(name);
        @Nullable String mask = masks.get(layer);
        if (name.equals(mask)) {
            layers.put(layer, new Layer(name, array, MaskSource.MASKS));
        } else if (mask != null) {
            skipped.put(name, Reason.MASK_IS_READ);
        } else if (masks.isEmpty() || source == MaskSource.EXACT_ZEROS) {
            layers.put(layer, new Layer(name, array, source));
        } else {
            skipped.put(name, Reason.NO_MASK);
        }
    }

    private String found(Map<String, NdArray> arrays) {
        String first = arrays.keySet().iterator().next();
        return " among " + arrays.size() + " arrays (\"" + first + "\": "
                + skipped.getOrDefault(first, Reason.VECTOR).text() + ")";
    }
}
