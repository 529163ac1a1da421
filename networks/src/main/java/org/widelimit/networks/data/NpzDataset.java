package org.widelimit.networks.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.MaskFiles;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.files.InputFiles;

/** Arrays {@code X} (n, ...) and {@code y} (n,) in one archive. */
final class NpzDataset {
    private NpzDataset() {}

    static Dataset read(Path file) {
        String source = InputFiles.name(file);
        Map<String, NdArray> arrays = Npz.read(file);
        return assemble(source, MaskFiles.sha256(file), array(arrays, "X", source), array(arrays, "y", source));
    }

    private static NdArray array(Map<String, NdArray> arrays, String name, String source) {
        NdArray array = arrays.get(name);
        if (array == null) {
            throw new InputException(source + ": expected an array \"" + name + "\", found " + arrays.keySet());
        }
        return array;
    }

    /** Inputs (n, ...) with their further axes flattened, and classes (n,). */
    static Dataset assemble(String source, String sha256, NdArray x, NdArray y) {
        int[] shape = x.shape();
        if (shape.length < 2 || x.size() == 0) {
            throw new InputException(
                    source + ": expected inputs of shape (n, d) with n, d > 0, found shape " + Arrays.toString(shape));
        }
        if (y.rank() != 1 || y.size() != shape[0]) {
            throw new InputException(source + ": expected " + shape[0] + " classes in one axis, found shape "
                    + Arrays.toString(y.shape()));
        }
        double[] values = x.values();
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k])) {
                int features = values.length / shape[0];
                throw new InputException(source + ": expected finite inputs, found " + values[k] + " in example "
                        + k / features + ", coordinate " + k % features);
            }
        }
        DMatrixRMaj inputs = DMatrixRMaj.wrap(shape[0], values.length / shape[0], values);
        Labels labels = Labels.encode(y.values(), e -> "in class " + e + " of " + source);
        return new Dataset(source, sha256, inputs, labels.indices(), labels.classes());
    }
}
