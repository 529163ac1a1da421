package org.widelimit.numerics.kernel;

/**
 * An {@link AngleSeries} h at many angles at once, given by their cosines. All implementations give the bits of {@link AngleSeries#value} for the sine
 * {@code sqrt((1 - c) (1 + c))}. An object belongs to one thread.
 */
public interface AngleEvaluator {

    /**
     * {@code row[at + k] <- h(t_k) left right[rightFrom + k]} with {@code cos t_k = row[at + k]}, for {@code 0 <= k < count}; NaN where that is no cosine.
     *
     * @param row another array than right
     */
    void evaluate(int count, double[] row, int at, double left, double[] right, int rightFrom);

    /** Whether {@code |row[at + k]| > bound} for some {@code 0 <= k < count}. */
    boolean anyBeyond(double bound, int count, double[] row, int at);
}
