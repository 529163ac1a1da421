package org.widelimit.gradientflow.transformer;

/**
 * Sizes of the weights: W_Q, W_K (d, r), W_V (d, m), W^[1] (m, h), W^[2] (h,). The paper has r = m = h = d.
 *
 * @param width d, entries of a token
 * @param keys r
 * @param values m
 * @param hidden h
 */
public record TransformerShape(int width, int keys, int values, int hidden) {

    /**
     * Checks the sizes.
     *
     * @throws org.widelimit.numerics.InputException if there are more weights than an array holds
     */
    public TransformerShape {
        if (width < 1 || keys < 1 || values < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "expected positive sizes, found " + width + ", " + keys + ", " + values + ", " + hidden);
        }
        Matrices.length("weights", 2.0 * width * keys + (double) width * values + (double) values * hidden + hidden);
    }

    /**
     * All sizes equal, as in the paper.
     *
     * @param d the size
     * @return the shape
     */
    public static TransformerShape square(int d) {
        return new TransformerShape(d, d, d, d);
    }

    /**
     * The number of weights.
     *
     * @return 2 d r + d m + m h + h
     */
    public int size() {
        return 2 * width * keys + width * values + values * hidden + hidden;
    }

    int keyAt() {
        return width * keys;
    }

    int valueAt() {
        return 2 * width * keys;
    }

    int firstAt() {
        return valueAt() + width * values;
    }

    int secondAt() {
        return firstAt() + values * hidden;
    }
}
