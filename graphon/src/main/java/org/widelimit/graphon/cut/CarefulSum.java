package org.widelimit.graphon.cut;

/**
 * A sum that carries the rounding errors along (Ogita, Rump and Oishi, Accurate sum and dot product, 2005): the result
 * is off by at most u |s| + gamma(k)^2 sum |a|.
 */
final class CarefulSum {

    private double sum;
    private double errors;
    private double absolute;
    private double count;
    private boolean rounded;

    void add(double a) {
        double next = sum + a;
        double added = next - sum;
        double error = (sum - (next - added)) + (a - added);
        errors += error;
        rounded |= error != 0;
        sum = next;
        absolute += Math.abs(a);
        count++;
    }

    double value() {
        return sum + errors;
    }

    /** The sum of the absolute values, rounded up. */
    double absolute() {
        return Rounding.up(absolute, count);
    }

    /** At most the absolute value of the exact sum, and at least 0. */
    double absoluteAtLeast() {
        double magnitude = Math.abs(value());
        double slack = error();
        return slack == 0 ? magnitude : Math.max(0, Math.nextDown(magnitude - slack));
    }

    /** At least the absolute value of the exact sum. */
    double absoluteAtMost() {
        double magnitude = Math.abs(value());
        double slack = error();
        return slack == 0 ? magnitude : Math.nextUp(magnitude + slack);
    }

    /** A bound of |value - exact sum|; 0 where no rounding happened. */
    private double error() {
        if (!rounded) {
            return 0;
        }
        double gamma = Rounding.gamma(count);
        return Math.nextUp(2 * Rounding.U * Math.abs(value()) + 2 * gamma * gamma * absolute());
    }
}
