package org.widelimit.graphon.cut;

import java.util.Arrays;

/**
 * Two numbers with the cut norm between them, whatever was rounded on the way.
 *
 * @param lower at most the cut norm; reached by the witness but for rounding
 * @param upper at least the cut norm
 * @param exact whether the maximum was found by enumeration or is obvious; the ends then differ by rounding alone
 * @param rows ascending indices of the rows S of the witness
 * @param columns ascending indices of the columns T of the witness
 * @param failureProbability the upper end is wrong with this probability at most, over the choice of the random streams;
 *     0 for a proof
 */
public record CutBracket(
        double lower, double upper, boolean exact, int[] rows, int[] columns, double failureProbability) {

    /** A bracket that is proven. */
    public CutBracket(double lower, double upper, boolean exact, int[] rows, int[] columns) {
        this(lower, upper, exact, rows, columns, 0);
    }

    public CutBracket {
        if (!(lower >= 0 && lower <= upper)) {
            throw new IllegalArgumentException("expected 0 <= lower <= upper, found " + lower + " and " + upper);
        }
        rows = rows.clone();
        columns = columns.clone();
    }

    /** A copy of the rows S of the witness. */
    @Override
    public int[] rows() {
        return rows.clone();
    }

    /** A copy of the columns T of the witness. */
    @Override
    public int[] columns() {
        return columns.clone();
    }

    /** The bracket of the transposed matrix. */
    CutBracket transposed() {
        return new CutBracket(lower, upper, exact, columns, rows, failureProbability);
    }

    /** Whether the value lies in the bracket. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CutBracket that
                && lower == that.lower
                && upper == that.upper
                && exact == that.exact
                && failureProbability == that.failureProbability
                && Arrays.equals(rows, that.rows)
                && Arrays.equals(columns, that.columns);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {
            Double.hashCode(lower), Double.hashCode(upper), Arrays.hashCode(rows), Arrays.hashCode(columns)
        });
    }

    @Override
    public String toString() {
        return "CutBracket[" + lower + ", " + upper + (exact ? ", exact]" : "]");
    }
}
