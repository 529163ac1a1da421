package org.widelimit.ntk.dynamics;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.files.InputFiles;
import org.widelimit.numerics.linalg.DenseBackend;

/**
 * A trained function {@code f(x) = f_0(x) + Theta(x, X) a}: all that prediction needs beside the kernel itself. It does not matter how a was found.
 * Neither a predictor nor its file says which kernel that is, and none is computed here: {@link #predict} takes the caller's, and one of another network has the same shape.
 *
 * <p>In a file: an {@code .npz} archive with {@code inputs} (N, d) and {@code coefficients} (N, O), float64. The matrices are handed over, not copied.
 *
 * @param inputs X, the training inputs, (N, d), N, d >= 1
 * @param coefficients a, (N, O), O >= 1
 */
public record KernelPredictor(DMatrixRMaj inputs, DMatrixRMaj coefficients) {
    private static final String INPUTS = "inputs";
    private static final String COEFFICIENTS = "coefficients";

    /** @throws InputException if the shapes do not fit, or a number is not finite */
    public KernelPredictor {
        if (inputs.numRows < 1 || inputs.numCols < 1) {
            throw new InputException("inputs: expected shape (N, d) with N, d >= 1, found (" + inputs.numRows + ", "
                    + inputs.numCols + ")");
        }
        if (coefficients.numCols < 1) {
            throw new InputException("coefficients: expected at least one output, found shape (" + coefficients.numRows
                    + ", " + coefficients.numCols + ")");
        }
        Shapes.require(COEFFICIENTS, inputs.numRows, coefficients.numCols, coefficients);
        Shapes.requireFinite(INPUTS, inputs);
        Shapes.requireFinite(COEFFICIENTS, coefficients);
    }

    /**
     * {@code f(x) - f_0(x)}, (M, O).
     *
     * @param cross Theta(x, X), (M, N)
     * @throws InputException if the shape does not fit
     */
    public DMatrixRMaj predict(DMatrixRMaj cross, DenseBackend backend) {
        Shapes.requireColumns("kernel of the inputs against the training inputs", inputs.numRows, cross);
        return backend.multiply(cross, coefficients);
    }

    /**
     * Writes the file; it appears complete or not at all.
     *
     * @throws InputException if it cannot be written
     */
    public void write(Path file) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put(INPUTS, NdArray.of(inputs));
        arrays.put(COEFFICIENTS, NdArray.of(coefficients));
        Npz.write(file, arrays);
    }

    /**
     * Reads such a file.
     *
     * @throws InputException if it cannot be read or is not as described; the message names file, array, what was expected and what was found
     */
    public static KernelPredictor read(Path file) {
        Map<String, NdArray> arrays = Npz.read(file);
        for (String name : arrays.keySet()) {
            if (!name.equals(INPUTS) && !name.equals(COEFFICIENTS)) {
                throw new InputException(InputFiles.name(file) + ": expected the arrays " + INPUTS + ", " + COEFFICIENTS
                        + " alone, found \"" + name + "\"");
            }
        }
        DMatrixRMaj inputs = matrix(file, arrays, INPUTS);
        DMatrixRMaj coefficients = matrix(file, arrays, COEFFICIENTS);
        try {
            return new KernelPredictor(inputs, coefficients);
        } catch (InputException e) {
            throw e.at(InputFiles.name(file));
        }
    }

    private static DMatrixRMaj matrix(Path file, Map<String, NdArray> arrays, String name) {
        NdArray array = arrays.get(name);
        if (array == null) {
            throw new InputException(
                    InputFiles.name(file) + ": expected an array \"" + name + "\", found " + arrays.keySet());
        }
        return array.toMatrix();
    }
}
