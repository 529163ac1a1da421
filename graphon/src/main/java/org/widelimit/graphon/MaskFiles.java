package org.widelimit.graphon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.files.InputFiles;

/**
 * Mask files: {@code .npz} archives with one two-dimensional array (outputs, inputs) a layer, named {@code layer1},
 * {@code layer2}, ... in order from the input.
 *
 * <p>Foreign names lose the prefixes {@code module.}, {@code state_dict.}, {@code model.} and the endings {@code
 * .weight_mask}, {@code .weight_orig}, {@code .weight}, {@code _mask}. Where a mask and a weight then have one name,
 * the array that is called a mask is read; one-dimensional arrays called a bias are passed over. Layers come in the
 * order of the file, except that names that differ in their numbers alone come in the order of the numbers (layer10
 * after layer9).
 */
public final class MaskFiles {

    private static final int BUFFER = 1 << 16;

    private MaskFiles() {}

    /**
     * Reads the masks of a network.
     *
     * @throws InputException if the file cannot be read, holds no layer, or a layer is not a two-dimensional array of
     *     exact zeros and ones in some numeric type; the message names file, layer, entry and value
     */
    public static MaskChain read(Path file) {
        Map<String, Source> sources = sources(file, Npz.read(file));
        if (sources.isEmpty()) {
            throw new InputException(InputFiles.name(file) + ": expected at least one mask, found none");
        }
        List<Mask> layers = new ArrayList<>();
        for (String layer : LayerNames.inNetworkOrder(List.copyOf(sources.keySet()))) {
            layers.add(mask(file, layer, Objects.requireNonNull(sources.get(layer))));
        }
        return MaskChain.of(layers);
    }

    /**
     * Writes the masks as boolean arrays named {@code layer1}, {@code layer2}, ... in order from the input, whatever
     * the masks' own names are.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, MaskChain chain) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (Mask mask : chain.layers()) {
            int[] shape = {mask.rows(), mask.columns()};
            arrays.put("layer" + (arrays.size() + 1), NdArray.of(ElementType.BOOL, shape, mask.toMatrix().data));
        }
        Npz.write(file, arrays);
    }

    /**
     * SHA-256 of the bytes of a file, as 64 lower-case hexadecimal digits.
     *
     * @throws InputException if the file cannot be read
     */
    public static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** An array of the file and its name there. */
    private record Source(String name, NdArray array) {}

    /** The array for each layer name, in the order of the file. */
    private static Map<String, Source> sources(Path file, Map<String, NdArray> arrays) {
        Map<String, Source> sources = new LinkedHashMap<>();
        for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
            Source source = new Source(entry.getKey(), entry.getValue());
            if (LayerNames.saysBias(source.name) && source.array.shape().length <= 1) {
                continue;
            }
            String layer = LayerNames.canonical(source.name);
            Source rival = sources.get(layer);
            if (rival == null || LayerNames.saysMask(source.name) && !LayerNames.saysMask(rival.name)) {
                sources.put(layer, source);
            } else if (LayerNames.saysMask(source.name) == LayerNames.saysMask(rival.name)) {
                throw new InputException(InputFiles.name(file) + ": expected one mask a layer, found \"" + rival.name
                        + "\" and \"" + source.name + "\" for layer \"" + layer + "\"");
            }
        }
        return sources;
    }

    private static Mask mask(Path file, String layer, Source source) {
        int[] shape = source.array.shape();
        if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
            throw new InputException(InputFiles.name(file) + ": layer \"" + layer
                    + "\": expected a 2-D array (outputs, inputs), found shape "
                    + Arrays.toString(shape).replace('[', '(').replace(']', ')'));
        }
        try {
            return Mask.from(layer, source.array.toMatrix())
                    .withProvenance(file.getFileName() + "[" + source.name + "]");
        } catch (InputException e) {
            throw new InputException(InputFiles.name(file) + ": " + e.getMessage(), e);
        }
    }
}
