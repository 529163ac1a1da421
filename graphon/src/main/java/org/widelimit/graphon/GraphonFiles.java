package org.widelimit.graphon;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.files.InputFiles;

/**
 * Graphon files: {@code .npz} archives with the array {@code density} (rows = output blocks, columns = input blocks, in
 * [0, 1]) and, where needed, {@code second_moment} (same shape, at least 0; absent means equal to the density), {@code
 * row_edges} and {@code column_edges} (block boundaries from 0 to 1, strictly increasing; absent means equal blocks).
 */
public final class GraphonFiles {

    private static final String DENSITY = "density";
    private static final String SECOND_MOMENT = "second_moment";
    private static final String ROW_EDGES = "row_edges";
    private static final String COLUMN_EDGES = "column_edges";
    private static final List<String> ARRAYS = List.of(DENSITY, SECOND_MOMENT, ROW_EDGES, COLUMN_EDGES);

    private GraphonFiles() {}

    /**
     * Reads a step graphon.
     *
     * @throws InputException if the file cannot be read or is not as described; the message names file, array, what was
     *     expected and what was found
     */
    public static StepGraphon read(Path file) {
        Map<String, NdArray> arrays = Npz.read(file);
        for (String name : arrays.keySet()) {
            if (!ARRAYS.contains(name)) {
                throw new InputException(InputFiles.name(file) + ": expected the arrays " + String.join(", ", ARRAYS)
                        + " alone, found \"" + name + "\"");
            }
        }
        DMatrixRMaj density = array(file, arrays, DENSITY, NdArray::toMatrix);
        if (density == null) {
            throw new InputException(
                    InputFiles.name(file) + ": expected an array \"" + DENSITY + "\", found " + arrays.keySet());
        }
        if (density.numRows < 1 || density.numCols < 1) {
            throw new InputException(
                    InputFiles.name(file) + ": expected a density with at least one block, found shape ("
                            + density.numRows + ", " + density.numCols + ")");
        }
        DMatrixRMaj secondMoment = array(file, arrays, SECOND_MOMENT, NdArray::toMatrix);
        double[] rowEdges = array(file, arrays, ROW_EDGES, NdArray::toVector);
        double[] columnEdges = array(file, arrays, COLUMN_EDGES, NdArray::toVector);
        rowEdges = rowEdges == null ? Partition.equal(density.numRows) : rowEdges;
        columnEdges = columnEdges == null ? Partition.equal(density.numCols) : columnEdges;
        String problem = StepGraphon.problem(density, secondMoment, rowEdges, columnEdges);
        if (!problem.isEmpty()) {
            throw new InputException(InputFiles.name(file) + ": " + problem);
        }
        return StepGraphon.of(density, secondMoment, rowEdges, columnEdges);
    }

    /**
     * Writes a step graphon; arrays that would say what their absence says are left out.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, StepGraphon graphon) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put(DENSITY, NdArray.of(graphon.density()));
        if (!graphon.secondMomentIsDensity()) {
            arrays.put(SECOND_MOMENT, NdArray.of(graphon.secondMoment()));
        }
        putEdges(arrays, ROW_EDGES, graphon.rowEdges());
        putEdges(arrays, COLUMN_EDGES, graphon.columnEdges());
        Npz.write(file, arrays);
    }

    private static void putEdges(Map<String, NdArray> arrays, String name, double[] edges) {
        if (!Arrays.equals(edges, Partition.equal(edges.length - 1))) {
            arrays.put(name, NdArray.of(edges));
        }
    }

    private static <T> @Nullable T array(Path file, Map<String, NdArray> arrays, String name, Function<NdArray, T> as) {
        NdArray array = arrays.get(name);
        if (array == null) {
            return null;
        }
        try {
            return as.apply(array);
        } catch (InputException e) {
            throw e.at(InputFiles.name(file) + ": array \"" + name + '"');
        }
    }
}
