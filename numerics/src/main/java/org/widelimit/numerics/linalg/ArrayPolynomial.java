package org.widelimit.numerics.linalg;

import java.util.Arrays;

/**
 * {@code p(y) = c_0 + c_1 y + ... + c_m y^m} for many arguments at once, by Horner's scheme.
 *
 * <p>Eight coefficients in each pass over the arguments (four in the first one if they are left over), which should stay in the first cache (512 of them do): the compiler of JDK 17 makes vector instructions of such a loop of fused multiplications and additions; of the same loop with a product and a sum it does not, which costs a factor of seven.
 *
 * <p>Entry k of the result depends on {@code y[k]} alone, so it does not depend on how arguments are cut into calls. Immutable.
 */
public final class ArrayPolynomial {

    private static final int PASS = 8;
    private static final int HALF = PASS / 2;

    private final double[] coefficients;

    private ArrayPolynomial(double[] coefficients) {
        this.coefficients = coefficients;
    }

    /**
     * The polynomial of these coefficients.
     *
     * @param coefficients {@code c_0, c_1, ...}; not kept. Their number is rounded up to a multiple of four with zeros
     */
    public static ArrayPolynomial of(double... coefficients) {
        int halves = Math.max(1, (coefficients.length + HALF - 1) / HALF);
        double[] padded = new double[halves * HALF];
        System.arraycopy(coefficients, 0, padded, 0, coefficients.length);
        return new ArrayPolynomial(padded);
    }

    /** {@code c_0, c_1, ...} with the zeros that were appended. */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /**
     * {@code result[k] <- p(y[k])} for {@code 0 <= k < count}.
     *
     * @param result another array than y
     */
    public void evaluate(int count, double[] y, double[] result) {
        Arrays.fill(result, 0, count, 0);
        int top = coefficients.length - 1;
        if (coefficients.length % PASS != 0) {
            halfPass(coefficients, top, count, y, result);
            top -= HALF;
        }
        for (; top > 0; top -= PASS) {
            pass(coefficients, top, count, y, result);
        }
    }

    /** Four steps of Horner's scheme, from {@code c[top]} on. */
    private static void halfPass(double[] c, int top, int count, double[] y, double[] result) {
        double c0 = c[top];
        double c1 = c[top - 1];
        double c2 = c[top - 2];
        double c3 = c[top - 3];
        for (int k = 0; k < count; k++) {
            double x = y[k];
            double r = Math.fma(result[k], x, c0);
            r = Math.fma(r, x, c1);
            r = Math.fma(r, x, c2);
            result[k] = Math.fma(r, x, c3);
        }
    }

    /** Eight steps of Horner's scheme, from {@code c[top]} on. */
    private static void pass(double[] c, int top, int count, double[] y, double[] result) {
        double c0 = c[top];
        double c1 = c[top - 1];
        double c2 = c[top - 2];
        double c3 = c[top - 3];
        double c4 = c[top - 4];
        double c5 = c[top - 5];
        double c6 = c[top - 6];
        double c7 = c[top - 7];
        for (int k = 0; k < count; k++) {
            double x = y[k];
            double r = Math.fma(result[k], x, c0);
            r = Math.fma(r, x, c1);
            r = Math.fma(r, x, c2);
            r = Math.fma(r, x, c3);
            r = Math.fma(r, x, c4);
            r = Math.fma(r, x, c5);
            r = Math.fma(r, x, c6);
            result[k] = Math.fma(r, x, c7);
        }
    }
}
