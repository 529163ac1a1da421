package org.widelimit.ntk.kernel;

/**
 * {@code g = 2 (sqrt(q11 q22) - |q12|)} of a sum of independent parts, from the gaps of the parts.
 *
 * <p>With {@code r = (q22/q11)^(1/4)} of the whole, {@code 2 (sqrt(q11 q22) -+ q12) = E(r u -+ v/r)^2}, so it is a sum over parts with second moments {@code a^2, b^2} and gap
 * towards the same sign {@code g}:
 *
 * <pre>  2 (sqrt(q11 q22) -+ q12) = sum_parts weight ((r a - b/r)^2 + g).</pre>
 *
 * <p>All terms are positive: the angle between nearly equal or opposite inputs survives any number of layers with its relative accuracy.
 */
final class Gaps {
    /** {@code (2^-48)^2}: the square of an angle of 16 roundings. */
    private static final double NONE = 0x1p-96;

    private Gaps() {}

    /**
     * This gap, or 0 where it is that of an angle below 16 roundings: inputs that are multiples of each other have none, and r of rounded variances leaves one of some 1e-16. One jump
     * (sign, step) turns that into a gap, the next one into an angle of 1e-8, and a matrix of such kernels is not positive semi-definite.
     *
     * @param scale {@code sqrt(q11 q22)}
     */
    static double aboveRounding(double gap, double scale) {
        return gap > NONE * scale ? gap : 0;
    }

    /** {@code r = sqrt(rightRoot / leftRoot)} from the roots of the variances of the whole. */
    static double balance(double leftRoot, double rightRoot) {
        return Math.sqrt(rightRoot / leftRoot);
    }

    /**
     * {@code (r a - b/r)^2 + g}, the share of one part.
     *
     * @param a root of the part's second moment on the left
     * @param b the same on the right
     * @param partGap {@code 2 (a b - |part|)}
     * @param part the part's covariance
     * @param whole any number with the sign of the whole's covariance
     */
    static double share(double r, double a, double b, double partGap, double part, double whole) {
        double difference = r * a - b / r;
        double gap = part >= 0 == whole >= 0 ? partGap : 4 * a * b - partGap;
        return difference * difference + gap;
    }

    /** The share of a part that is the same constant on both sides, with second moment 1: a bias. */
    static double biasShare(double r, double whole) {
        double difference = whole >= 0 ? r - 1 / r : r + 1 / r;
        return difference * difference;
    }
}
