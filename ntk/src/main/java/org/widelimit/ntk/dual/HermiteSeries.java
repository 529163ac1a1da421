package org.widelimit.ntk.dual;

/**
 * {@code f(sqrt(q_i) z) = sum_m c_mi h_(first + m step)(z) + rest} with normalised Hermite polynomials, so that by Mehler's formula
 *
 * <pre>  E f(u) f(v) = rho^first sum_m c_mi c_mj (rho^step)^m + remainder,   |remainder| <= |rho|^(first + terms step) r_i r_j</pre>
 *
 * with {@code r_i^2 = E f(u_i)^2 - sum_m c_mi^2} (Parseval and Cauchy-Schwarz).
 *
 * @param first degree of the first term
 * @param step 2 for odd and even functions, else 1
 * @param terms number of terms
 * @param coefficients {@code c_mi} at index {@code m n + i}
 * @param moment {@code E f(u_i)^2}
 * @param rest {@code r_i / sqrt(E f(u_i)^2)}
 */
record HermiteSeries(int first, int step, int terms, double[] coefficients, double[] moment, double[] rest) {

    /** Adds up the series for rho[k], 0 <= k < count, into sum; power and column are scratch. */
    void sum(
            int row,
            HermiteSeries right,
            int from,
            int count,
            double[] rho,
            double[] power,
            double[] column,
            double[] sum) {
        int n = moment.length;
        int rightN = right.moment.length;
        for (int k = 0; k < count; k++) {
            power[k] = step == 1 ? rho[k] : rho[k] * rho[k];
            sum[k] = 0;
        }
        for (int m = common(right) - 1; m >= 0; m--) {
            // A copy with the same index as the sum: else the compiler takes the two for possibly overlapping and does
            // not vectorise.
            System.arraycopy(right.coefficients, m * rightN + from, column, 0, count);
            double c = coefficients[m * n + row];
            for (int k = 0; k < count; k++) {
                sum[k] = sum[k] * power[k] + c * column[k];
            }
        }
        if (first == 1) {
            for (int k = 0; k < count; k++) {
                sum[k] *= rho[k];
            }
        }
    }

    /** Whether the remainder at this correlation is below tolerance sqrt(E f(u_i)^2 E f(v_j)^2). */
    boolean converged(int i, HermiteSeries right, int j, double rho, double tolerance) {
        int used = common(right);
        double rests = restAfter(used, i) * right.restAfter(used, j);
        return rests <= tolerance || rests * Math.pow(Math.abs(rho), first + used * step) <= tolerance;
    }

    /** Two sets of inputs may have been given different numbers of terms. */
    private int common(HermiteSeries right) {
        return Math.min(terms, right.terms);
    }

    private double restAfter(int used, int i) {
        if (used == terms || moment[i] == 0) {
            return rest[i];
        }
        double sum = 0;
        for (int m = used; m < terms; m++) {
            double c = coefficients[m * moment.length + i];
            sum += c * c;
        }
        return Math.sqrt(rest[i] * rest[i] + sum / moment[i]);
    }
}
