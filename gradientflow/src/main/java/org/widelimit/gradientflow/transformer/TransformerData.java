package org.widelimit.gradientflow.transformer;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.InputException;
import org.widelimit.numerics.arrays.ElementType;
import org.widelimit.numerics.arrays.NdArray;
import org.widelimit.numerics.arrays.Npz;
import org.widelimit.numerics.random.RandomStream;

/** Labelled sequences of tokens: X_i in R^{s x d}, rows are tokens, and y_i = +1 or -1, for i = 1..n. The last token asks. */
public final class TransformerData {
    private final int n;
    private final int s;
    private final int d;
    private final double[] x;
    private final double[] y;
    /** Asked for at every evaluation of a flow. */
    private final DMatrixRMaj last;

    private final DMatrixRMaj mean;

    private TransformerData(int n, int s, int d, double[] x, double[] y) {
        this.n = n;
        this.s = s;
        this.d = d;
        this.x = x;
        this.y = y;
        this.last = new DMatrixRMaj(n, d);
        this.mean = new DMatrixRMaj(n, d);
        for (int i = 0; i < n; i++) {
            System.arraycopy(x, ((i + 1) * s - 1) * d, last.data, i * d, d);
            for (int j = 0; j < s; j++) {
                for (int k = 0; k < d; k++) {
                    mean.data[i * d + k] += x[(i * s + j) * d + k] / s;
                }
            }
        }
    }

    /**
     * Data from arrays (copied).
     *
     * @param tokens X, shape (n, s, d), a floating-point type, finite, no extent zero
     * @param labels y, shape (n,), each -1 or 1
     * @return the data
     * @throws InputException if an array is not like that
     */
    public static TransformerData of(NdArray tokens, NdArray labels) {
        int[] shape = tokens.shape();
        if (shape.length != 3 || Arrays.stream(shape).anyMatch(extent -> extent == 0)) {
            throw new InputException("expected X of shape (n, s, d), none of them zero, found shape " + text(shape));
        }
        if (tokens.type() != ElementType.FLOAT64 && tokens.type() != ElementType.FLOAT32) {
            throw new InputException("expected X of type float64, found " + tokens.type());
        }
        int[] labelShape = labels.shape();
        if (labelShape.length != 1 || labelShape[0] != shape[0]) {
            throw new InputException("expected y of shape (%d,), found shape %s".formatted(shape[0], text(labelShape)));
        }
        return of(shape[0], shape[1], shape[2], tokens.values(), labels.values());
    }

    /**
     * Data from plain arrays (copied).
     *
     * @param samples n, positive
     * @param tokens s, positive
     * @param width d, positive
     * @param x X in C order, n s d entries
     * @param y labels, n entries, each -1 or 1
     * @return the data
     * @throws InputException if a number is not finite or a label is neither -1 nor 1
     */
    public static TransformerData of(int samples, int tokens, int width, double[] x, double[] y) {
        if (samples < 1 || tokens < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "expected positive sizes, found " + samples + ", " + tokens + ", " + width);
        }
        if (x.length != (long) samples * tokens * width || y.length != samples) {
            throw new IllegalArgumentException("expected " + (long) samples * tokens * width + " entries and " + samples
                    + " labels, found " + x.length + " and " + y.length);
        }
        Matrices.requireFinite("X", x);
        for (int i = 0; i < y.length; i++) {
            if (y[i] != 1 && y[i] != -1) {
                throw new InputException("expected labels -1 and 1 in y, found %s at position %d".formatted(y[i], i));
            }
        }
        return new TransformerData(samples, tokens, width, x.clone(), y.clone());
    }

    /**
     * Reads {@code X} and {@code y} from an npz file.
     *
     * @param file holds X (n, s, d) and y (n,)
     * @return the data
     * @throws InputException naming the file, if it cannot be read, an array is missing, or one is not as {@link #of(NdArray,
     *     NdArray)} wants it
     */
    public static TransformerData read(Path file) {
        Map<String, NdArray> arrays = Npz.read(file);
        NdArray tokens = arrays.get("X");
        NdArray labels = arrays.get("y");
        if (tokens == null || labels == null) {
            throw new InputException(file + ": expected arrays X and y, found " + arrays.keySet());
        }
        try {
            return of(tokens, labels);
        } catch (InputException e) {
            throw e.at(file);
        }
    }

    /**
     * Independent standard normal tokens and fair labels.
     *
     * @param samples n
     * @param tokens s
     * @param width d
     * @param random where the numbers come from; all tokens first, then the labels
     * @return the data
     * @throws InputException if there are more entries than an array holds
     */
    public static TransformerData gaussian(int samples, int tokens, int width, RandomStream random) {
        double[] x = random.gaussians(Matrices.length("entries", (double) samples * tokens * width));
        double[] y = new double[samples];
        for (int i = 0; i < samples; i++) {
            y[i] = random.nextBoolean(0.5) ? 1 : -1;
        }
        return of(samples, tokens, width, x, y);
    }

    /**
     * n.
     *
     * @return the number of sequences
     */
    public int samples() {
        return n;
    }

    /**
     * s.
     *
     * @return tokens in a sequence
     */
    public int tokens() {
        return s;
    }

    /**
     * d.
     *
     * @return entries of a token
     */
    public int width() {
        return d;
    }

    /**
     * y_i.
     *
     * @param sample i, 0-based
     * @return -1 or 1
     */
    public double label(int sample) {
        return y[sample];
    }

    /**
     * X_i.
     *
     * @param sample i, 0-based
     * @return a copy, shape (s, d)
     */
    public DMatrixRMaj sequence(int sample) {
        return DMatrixRMaj.wrap(s, d, Arrays.copyOfRange(x, sample * s * d, (sample + 1) * s * d));
    }

    /**
     * The last tokens X_{i,s}.
     *
     * @return shape (n, d)
     */
    public DMatrixRMaj lastTokens() {
        return last.copy();
    }

    /**
     * The mean tokens (1/s) sum_j X_{i,j}.
     *
     * @return shape (n, d)
     */
    public DMatrixRMaj meanTokens() {
        return mean.copy();
    }

    /**
     * S = sum_i y_i sum_j X_{i,j} (arXiv 2510.06954, section 3).
     *
     * @return length d
     */
    public double[] labelledSum() {
        double[] sum = new double[d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < s; j++) {
                for (int k = 0; k < d; k++) {
                    sum[k] += y[i] * x[(i * s + j) * d + k];
                }
            }
        }
        return sum;
    }

    /**
     * v = S / |S|, the direction onto which W_V condenses.
     *
     * @return unit length
     * @throws InputException if S = 0: then the first stage has no direction
     */
    public double[] direction() {
        double[] sum = labelledSum();
        double norm = Matrices.norm(sum);
        if (norm == 0) {
            throw new InputException(
                    "expected data with sum_i y_i sum_j X_ij other than zero, found zero: no direction to condense to");
        }
        return Matrices.scaled(1 / norm, sum);
    }

    /**
     * Rescaled time of the first stage, t (-l'(0)) epsilon |S| / (n s): eq. 6 for the exponential loss, half of it for the logistic one.
     *
     * @param time t
     * @param scale epsilon
     * @param loss the loss
     * @return the time of the effective dynamics
     */
    public double rescaledTime(double time, double scale, MarginLoss loss) {
        return time * loss.pull(0) * scale * Matrices.norm(labelledSum()) / ((double) n * s);
    }

    /** The last tokens themselves, read only. */
    DMatrixRMaj sharedLast() {
        return last;
    }

    /** The mean tokens themselves, read only. */
    DMatrixRMaj sharedMean() {
        return mean;
    }

    double[] entries() {
        return x;
    }

    double[] labels() {
        return y;
    }

    private static String text(int[] shape) {
        if (shape.length == 1) {
            return "(" + shape[0] + ",)";
        }
        return Arrays.toString(shape).replace('[', '(').replace(']', ')');
    }
}
