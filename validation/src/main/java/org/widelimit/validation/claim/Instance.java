package org.widelimit.validation.claim;

import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;

/**
 * One random instance of an Identity or a Bound: a number, a corner, and randomness of its own. What is drawn through
 * {@link #dimension} can be shrunk when the instance turns out to be a counterexample. Belongs to one thread.
 */
public final class Instance {

    private static final double TINY = 1e-8;
    private static final double HUGE = 1e8;

    private final int index;
    private final double shrink;
    private final RandomStreams random;
    private final RandomStream stream;
    private final DenseBackend backend;
    private @Nullable Supplier<String> description;

    Instance(String claim, long seed, int index, double shrink, DenseBackend backend) {
        this.index = index;
        this.shrink = shrink;
        this.random = RandomStreams.of(seed).child("claim").child(claim).child("instance", index);
        this.stream = random.child("draws").stream();
        this.backend = backend;
    }

    /** 0, 1, ... over all instances of the claim. */
    public int index() {
        return index;
    }

    /** Which corner this instance lies in; every second one is generic. */
    public Corner corner() {
        return Corner.of(index);
    }

    /** The instance's own streams, for functions that take streams. */
    public RandomStreams random() {
        return random;
    }

    /** The instance's own stream, from which the methods below draw. */
    public RandomStream stream() {
        return stream;
    }

    /** The linear algebra to compute with: that of the study. */
    public DenseBackend backend() {
        return backend;
    }

    /**
     * A dimension in min, ..., max: the smallest in the DEGENERATE corner, uniform otherwise, closer to min when
     * shrunk.
     */
    public int dimension(int min, int max) {
        if (min > max) {
            throw new IllegalArgumentException("expected min <= max, found " + min + " and " + max);
        }
        int drawn = stream.nextInt(max - min + 1);
        return corner() == Corner.DEGENERATE ? min : min + (int) Math.floor(drawn * shrink);
    }

    /** The size of entries: 1e-8 and 1e8 in the corners TINY and HUGE, else 1. */
    public double magnitude() {
        return switch (corner()) {
            case TINY -> TINY;
            case HUGE -> HUGE;
            default -> 1;
        };
    }

    /** A number uniform in [low, high). */
    public double uniform(double low, double high) {
        return low + (high - low) * stream.nextDouble();
    }

    /** n normal numbers of this corner's magnitude. */
    public double[] gaussians(int n) {
        double[] values = stream.gaussians(n);
        for (int i = 0; i < n; i++) {
            values[i] *= magnitude();
        }
        return values;
    }

    /**
     * A matrix of normal numbers of this corner's magnitude, with the structure of its corner: rank one, all rows
     * equal, or rows opposite in turn.
     */
    public DMatrixRMaj gaussianMatrix(int rows, int columns) {
        DMatrixRMaj matrix = stream.gaussianMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int at = i * columns + j;
                double factor = switch (corner()) {
                    case EQUAL -> 1;
                    case OPPOSITE -> i % 2 == 0 ? 1 : -1;
                    case DEGENERATE -> (i + 1.0) / rows;
                    default -> Double.NaN;
                };
                matrix.data[at] = Double.isNaN(factor) ? matrix.data[at] * magnitude() : factor * matrix.data[j];
            }
        }
        return matrix;
    }

    /** How the instance is printed if it is a counterexample, best as Java that JShell takes. Asked for only then. */
    public void describe(Supplier<String> text) {
        description = text;
    }

    String description() {
        String coordinates =
                "instance " + index + ", corner " + corner() + (shrink == 1 ? "" : ", shrunk to " + shrink);
        return description == null ? coordinates : coordinates + ": " + description.get();
    }
}
