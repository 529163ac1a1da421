package org.widelimit.ntk.spectrum;

/**
 * Ranks {@code k = first .. last} of eigenvalues in descending order, counted from 1, both included.
 *
 * @param first at least 1
 * @param last at least first
 */
public record FitRange(int first, int last) {
    public FitRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("expected 1 <= first <= last, found " + first + " and " + last);
        }
    }
}
