package org.widelimit.networks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.files.InputFiles;

/**
 * Weight files: {@code .npz} archives with {@code layer1}, {@code layer2}, ... float64 (out, in) and, where the network has biases,
 * {@code bias1}, {@code bias2}, ... float64 (out,).
 *
 * <p>They hold stored parameters: not scaled by the parametrisation, not multiplied by masks.
 */
public final class WeightFiles {
    private static final String WEIGHT = "layer";
    private static final String BIAS = "bias";

    private WeightFiles() {}

    /**
     * Writes a network's stored parameters.
     *
     * @throws InputException when the file cannot be written
     */
    public static void write(Path file, Mlp network) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (int l = 1; l <= network.layers(); l++) {
            arrays.put(WEIGHT + l, NdArray.of(network.weights().get(l - 1)));
            if (!network.biases().isEmpty()) {
                arrays.put(BIAS + l, NdArray.of(network.biases().get(l - 1)));
            }
        }
        Npz.write(file, arrays);
    }

    /**
     * Reads a network without masks.
     *
     * @param options what the file does not say; it must say {@link Biases#PRESENT} exactly when the file has biases
     * @throws InputException when the file cannot be read, a layer is missing or of a shape that does not fit the one before, a
     *     number is not finite, or an array has an unknown name
     */
    public static Mlp read(Path file, MlpOptions options) {
        Map<String, NdArray> arrays = new LinkedHashMap<>(Npz.read(file));
        String source = InputFiles.name(file);
        boolean biased = arrays.keySet().stream().anyMatch(name -> name.startsWith(BIAS));
        if (biased != (options.biases() == Biases.PRESENT)) {
            throw new InputException(
                    source + ": expected biases " + options.biases() + ", found arrays " + arrays.keySet());
        }
        List<DMatrixRMaj> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        do {
            int l = weights.size() + 1;
            DMatrixRMaj weight = take(arrays, WEIGHT + l, source).toMatrix();
            checkFinite(weight.data, WEIGHT + l, source);
            if (weight.getNumElements() == 0 || (l > 1 && weight.numCols != weights.get(l - 2).numRows)) {
                throw new InputException(source + ": expected a layer (out, in)"
                        + (l > 1 ? " with " + weights.get(l - 2).numRows + " columns" : "") + ", found shape ("
                        + weight.numRows + ", " + weight.numCols + ") in \"" + WEIGHT + l + "\"");
            }
            weights.add(weight);
            if (biased) {
                biases.add(bias(take(arrays, BIAS + l, source), weight.numRows, BIAS + l, source));
            }
        } while (!arrays.isEmpty());
        return Mlp.of(options, weights, biases);
    }

    private static double[] bias(NdArray array, int units, String name, String source) {
        double[] bias = array.toVector();
        if (bias.length != units) {
            throw new InputException(source + ": expected " + units + " biases, found shape "
                    + Arrays.toString(array.shape()) + " in \"" + name + "\"");
        }
        checkFinite(bias, name, source);
        return bias;
    }

    private static NdArray take(Map<String, NdArray> arrays, String name, String source) {
        NdArray array = arrays.remove(name);
        if (array == null) {
            throw new InputException(
                    source + ": expected an array \"" + name + "\", found " + arrays.keySet() + " in its place");
        }
        return array;
    }

    private static void checkFinite(double[] values, String name, String source) {
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k])) {
                throw new InputException(source + ": expected finite numbers, found " + values[k] + " at position " + k
                        + " of \"" + name + "\"");
            }
        }
    }
}
