package org.widelimit.numerics.linalg;

/**
 * A sum of products as if computed in twice the precision, with a bound on its error (Ogita, Rump and Oishi, Accurate
 * sum and dot product, SIAM J. Sci. Comput. 26, 2005, Dot2): after k products
 *
 * <pre>  |value - sum a b| &lt;= u |sum a b| + gamma(k)^2 sum |a b|,</pre>
 *
 * to which products that underflow may add the smallest normal number each.
 */
public final class CompensatedDot {

    private double sum;
    private double errors;
    private double absolute;
    private int count;

    /** Adds a b. */
    public void add(double a, double b) {
        double product = a * b;
        double rounding = Math.fma(a, b, -product);
        double next = sum + product;
        double added = next - sum;
        errors += ((sum - (next - added)) + (product - added)) + rounding;
        sum = next;
        absolute += Math.abs(product);
        count++;
    }

    /** The sum. */
    public double value() {
        return sum + errors;
    }

    /** A bound of |value - exact sum|. */
    public double error() {
        double gamma = RoundingBounds.gamma(2.0 * count);
        double bound = 2 * RoundingBounds.U * Math.abs(value()) + 2 * gamma * gamma * absolute;
        return RoundingBounds.up(bound, 4) + count * Double.MIN_NORMAL;
    }
}
