package org.widelimit.numerics.kernel;

/**
 * Arithmetic of short arrays without an allocation. Each operation is defined down to the order of its roundings, so that every
 * implementation, on every processor, returns the same bits. Implementations have no state.
 */
public interface ArrayKernel {
    /**
     * C_m = op(A_m) B_m for each of a batch. Entry (i, j) is the sum over k from 0 up, from 0 on, each term added by a fused multiplication.
     *
     * @param shape of the products
     * @param a the left factors, {@code count * rows * inner} entries
     * @param b the right factors, {@code count * inner * columns} entries
     * @param c receives the products, {@code count * rows * columns} entries; neither of the factors
     */
    void multiply(Products shape, double[] a, double[] b, double[] c);

    /**
     * x_i becomes {@link Exponential#exp e^(x_i)}.
     *
     * @param x the arguments, replaced by the values
     */
    void exp(double[] x);

    /**
     * x_i becomes {@link Exponential#tanh tanh x_i}.
     *
     * @param x the arguments, replaced by the values
     */
    void tanh(double[] x);

    /**
     * max_i |x_i|.
     *
     * @param x any numbers, read only
     * @return the largest size, 0 where there is none, NaN where one of them is NaN
     */
    double largest(double[] x);

    /**
     * A function of an angle at many angles at once.
     *
     * @param series the function
     * @return for the use of one thread
     */
    AngleEvaluator evaluator(AngleSeries series);
}
