package org.widelimit.graphon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.ejml.data.DMatrixSparseTriplet;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ArrayFormat;
import org.widelimit.numerics.arrays.Csv;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.MatrixMarket;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npy;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.arrays.Safetensors;
import org.widelimit.numerics.arrays.TorchFiles;
import org.widelimit.numerics.files.InputFiles;

/**
 * Mask files, as people have them: one array a layer, shape (outputs, inputs), in a PyTorch file, {@code .npz}, {@code
 * .npy}, safetensors, Matrix Market or CSV. What a file holds says which it is.
 *
 * <p><b>Names.</b> A layer is called as its array, without the prefixes of containers ({@code module.}, {@code
 * state_dict.}, {@code model_state_dict.}, {@code model.}, {@code net.}, {@code network.}, {@code _orig_mod.}, {@code
 * mask.}, {@code masks.}) and the endings {@code .weight_mask}, {@code .weight_orig}, {@code .weight}, {@code _mask},
 * {@code .mask}; {@code mask_fc___weight} is {@code fc}. The one matrix of {@code .npy}, Matrix Market and CSV is called
 * as its file.
 *
 * <p><b>What is a layer.</b> Arrays of two dimensions and more, but for the state of an optimiser. Where some are called
 * masks, these alone are read; else all of them, and they have to hold exact zeros and ones. {@link
 * MaskSource#EXACT_ZEROS} reads weights where there is no mask. What is passed over, and why, is in {@link MaskFile}.
 *
 * <p><b>Order.</b> That of the file, except that names that differ in their numbers alone come in the order of the
 * numbers (layer10 after layer9).
 */
public final class MaskFiles {

    private static final int BUFFER = 1 << 16;

    private MaskFiles() {}

    /**
     * Reads the masks of a network: {@link MaskReading#STANDARD}.
     *
     * @throws InputException as {@link #inspect}
     */
    public static MaskChain read(Path file) {
        return read(file, MaskReading.STANDARD);
    }

    /**
     * Reads the masks of a network.
     *
     * @throws InputException as {@link #inspect}
     */
    public static MaskChain read(Path file, MaskReading reading) {
        return inspect(file, reading).chain();
    }

    /**
     * Reads the masks of a network, and says what else the file holds.
     *
     * @throws InputException if the file cannot be read, is of no known format, holds no layer, or a layer is not a
     *     two-dimensional array of exact zeros and ones in some numeric type (of finite weights, with {@link
     *     MaskSource#EXACT_ZEROS}); the message names file, layer, entry and value
     */
    public static MaskFile inspect(Path file, MaskReading reading) {
        try {
            ArrayFormat format = ArrayFormat.of(file);
            if (format == ArrayFormat.MATRIX_MARKET) {
                DMatrixSparseTriplet matrix = MatrixMarket.read(file);
                String layer = LayerNames.canonical(format.stem(file));
                Mask mask = named(file, () -> LayerArray.mask(layer, matrix, reading.source()));
                return new MaskFile(format, MaskChain.of(List.of(mask.withProvenance(name(file)))), List.of());
            }
            return choose(file, format, arrays(file, format), reading);
        } catch (OutOfMemoryError e) {
            // Readers check each size, but not what they and others hold together.
            throw new InputException(
                    InputFiles.name(file) + ": needs more memory than the Java heap has (-Xmx sets it)", e);
        }
    }

    private static Map<String, NdArray> arrays(Path file, ArrayFormat format) {
        return switch (format) {
            case NPZ -> Npz.read(file);
            case SAFETENSORS -> Safetensors.read(file);
            case NPY -> Map.of(format.stem(file), Npy.read(file));
            case CSV -> Map.of(format.stem(file), Csv.read(file));
            case TORCH -> TorchFiles.read(file);
            case MATRIX_MARKET -> throw new IllegalStateException("read as a sparse matrix");
        };
    }

    private static MaskFile choose(Path file, ArrayFormat format, Map<String, NdArray> arrays, MaskReading reading) {
        MaskSelection selection = MaskSelection.of(arrays, reading.source(), InputFiles.name(file));
        boolean one = format == ArrayFormat.NPY || format == ArrayFormat.CSV;
        List<Mask> layers = new ArrayList<>();
        for (String name :
                LayerNames.inNetworkOrder(List.copyOf(selection.layers().keySet()))) {
            MaskSelection.Layer layer =
                    Objects.requireNonNull(selection.layers().get(name));
            Mask mask = named(file, () -> LayerArray.mask(name, layer.array(), layer.source(), reading.flattening()));
            layers.add(mask.withProvenance(one ? name(file) : name(file) + "[" + layer.name() + "]"));
        }
        return new MaskFile(format, MaskChain.of(layers), selection.skipped());
    }

    /** What goes wrong in a layer, with the name of the file. */
    private static Mask named(Path file, Supplier<Mask> mask) {
        try {
            return mask.get();
        } catch (InputException e) {
            throw e.at(InputFiles.name(file));
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
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
}
