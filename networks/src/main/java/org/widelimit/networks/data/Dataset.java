package org.widelimit.networks.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;

/**
 * {@code (x_e, c_e)}, {@code e = 1 .. n}: inputs with a class each. Immutable.
 */
public final class Dataset {
    private final String name;
    private final String sha256;
    private final DMatrixRMaj inputs;
    private final int[] labels;
    private final List<String> classes;

    Dataset(String name, String sha256, DMatrixRMaj inputs, int[] labels, List<String> classes) {
        if (inputs.numRows != labels.length) {
            throw new IllegalArgumentException(
                    "expected one label for each of " + inputs.numRows + " inputs, found " + labels.length);
        }
        for (int label : labels) {
            if (label < 0 || label >= classes.size()) {
                throw new IllegalArgumentException(
                        "expected labels in 0.." + (classes.size() - 1) + ", found " + label);
            }
        }
        this.name = name;
        this.sha256 = sha256;
        this.inputs = inputs;
        this.labels = labels;
        this.classes = List.copyOf(classes);
    }

    /**
     * A data set from memory.
     *
     * @param inputs (n, d); copied
     * @param labels n class indices into {@code classes}; copied
     * @param classes the names of the classes
     */
    public static Dataset of(String name, DMatrixRMaj inputs, int[] labels, List<String> classes) {
        return new Dataset(name, "", inputs.copy(), labels.clone(), classes);
    }

    /**
     * The built-in digits: 1797 images of 8 x 8 pixels with values 0 to 16, 10 classes.
     *
     * <p>"Optical Recognition of Handwritten Digits", E. Alpaydin and C. Kaynak, 1998, UCI Machine Learning Repository, doi
     * 10.24432/C50P49, CC BY 4.0.
     */
    public static Dataset digits() {
        return Digits.DATASET;
    }

    /**
     * Reads a data set by the ending of its file: {@code .csv} (see {@link #csv}), {@code .npz} (see {@link #npz}), or an IDX
     * file of images with {@code idx} in its name (see {@link #idx}), whose labels are beside it under the usual name
     * ({@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}). CSV and IDX also with {@code .gz}.
     *
     * @throws org.widelimit.numerics.InputException when the file is missing, of no known kind, or not usable
     */
    public static Dataset read(Path file) {
        return DatasetFiles.read(file);
    }

    /**
     * Reads comma-separated numbers, one example per line, the class last.
     *
     * <p>The first line is a header, and passed over, when its last cell is not a number or none of its cells is one. Classes are
     * the distinct values of the last column, integers, in ascending order. Empty lines are passed over.
     *
     * @throws org.widelimit.numerics.InputException with line and column when a cell is not a finite number, a class is not an
     *     integer, or a line has another number of cells than the first
     */
    public static Dataset csv(Path file) {
        return CsvDataset.read(file);
    }

    /**
     * Reads arrays {@code X} (n, ...), whose further axes are flattened in C order, and {@code y} (n,) of integer classes.
     *
     * @throws org.widelimit.numerics.InputException when an array is missing, has another shape, or holds what it must not
     */
    public static Dataset npz(Path file) {
        return NpzDataset.read(file);
    }

    /**
     * Reads the two files of the IDX format, in which MNIST comes, plain or {@code .gz}.
     *
     * @param images an array (n, ...), whose further axes are flattened
     * @param labels an array (n,) of integer classes
     * @throws org.widelimit.numerics.InputException when a file is not IDX, or is longer or shorter than its header says
     */
    public static Dataset idx(Path images, Path labels) {
        return IdxDataset.read(images, labels);
    }

    /** Where the data came from, for a report. */
    public String name() {
        return name;
    }

    /** SHA-256 of the source file's bytes (of the images for IDX), 64 hexadecimal digits; empty for data from memory. */
    public String sha256() {
        return sha256;
    }

    /** {@code n}: the number of examples. */
    public int size() {
        return labels.length;
    }

    /** {@code d}: the number of input coordinates. */
    public int features() {
        return inputs.numCols;
    }

    /** {@code X}, (n, d); a copy. */
    public DMatrixRMaj inputs() {
        return inputs.copy();
    }

    /** {@code c_e}: class indices from 0; a copy. */
    public int[] labels() {
        return labels.clone();
    }

    /** The names of the classes, by index. */
    public List<String> classes() {
        return classes;
    }

    /** {@code Y_ek = [c_e = k]}, (n, classes). */
    public DMatrixRMaj oneHot() {
        DMatrixRMaj y = new DMatrixRMaj(labels.length, classes.size());
        for (int e = 0; e < labels.length; e++) {
            y.set(e, labels[e], 1);
        }
        return y;
    }

    /** This data with its inputs standardised by its own statistics. */
    public Dataset standardised(Standardisation how) {
        return standardisedLike(this, how);
    }

    /** This data with its inputs standardised by the statistics of another set, such as the training set. */
    public Dataset standardisedLike(Dataset reference, Standardisation how) {
        return new Dataset(name, sha256, how.apply(inputs, reference.inputs), labels, classes);
    }

    /** The examples at these 0-based positions, in this order. */
    public Dataset subset(int... positions) {
        DMatrixRMaj x = new DMatrixRMaj(positions.length, inputs.numCols);
        int[] c = new int[positions.length];
        for (int e = 0; e < positions.length; e++) {
            System.arraycopy(inputs.data, positions[e] * inputs.numCols, x.data, e * inputs.numCols, inputs.numCols);
            c[e] = labels[positions[e]];
        }
        return new Dataset(name, sha256, x, c, classes);
    }

    /** {@code count} examples drawn without replacement. */
    public Dataset sample(int count, RandomStream stream) {
        if (count < 1 || count > size()) {
            throw new IllegalArgumentException("expected a count in 1.." + size() + ", found " + count);
        }
        return subset(Arrays.copyOf(stream.permutation(size()), count));
    }

    /** Splits at random into {@code round(fraction n)} examples for training and the rest for testing; neither is empty. */
    public Split split(double fraction, RandomStream stream) {
        long train = Math.round(fraction * size());
        if (!(train >= 1 && train < size())) {
            throw new IllegalArgumentException("expected a fraction that leaves both parts of " + size()
                    + " examples non-empty, found " + fraction);
        }
        int[] order = stream.permutation(size());
        return new Split(
                subset(Arrays.copyOf(order, (int) train)), subset(Arrays.copyOfRange(order, (int) train, size())));
    }

    /**
     * Two disjoint parts of a data set.
     *
     * @param train to fit on
     * @param test to judge on
     */
    public record Split(Dataset train, Dataset test) {}
}
