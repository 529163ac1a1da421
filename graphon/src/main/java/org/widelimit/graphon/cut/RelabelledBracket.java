package org.widelimit.graphon.cut;

import java.util.List;

/**
 * Two numbers with the cut distance over relabellings between them, each from a procedure of its own.
 *
 * @param lower the largest of {@link #lowerBounds}; no relabelling has a smaller cut norm of the difference
 * @param upper at least the cut norm of the difference under {@link #rowCoupling} and {@link #columnCoupling}
 * @param lowerBounds what bounds the distance from below, each by its name, with the rounding taken off
 * @param labelled lower end of the cut norm under these couplings: upper - labelled is what the cut norm leaves open,
 *     labelled - lower what the search for a relabelling does
 * @param rowCoupling row blocks of the first graphon laid upon those of the second
 * @param columnCoupling column blocks likewise
 */
public record RelabelledBracket(
        double lower,
        double upper,
        List<LowerBound> lowerBounds,
        double labelled,
        Coupling rowCoupling,
        Coupling columnCoupling) {

    public RelabelledBracket {
        if (!(lower >= 0 && lower <= upper)) {
            throw new IllegalArgumentException("expected 0 <= lower <= upper, found " + lower + " and " + upper);
        }
        lowerBounds = List.copyOf(lowerBounds);
    }

    /**
     * A lower bound of the distance.
     *
     * @param name {@code rowDegrees}, {@code columnDegrees}, or the name of the motif whose density gives it
     * @param value at least 0
     */
    public record LowerBound(String name, double value) {}

    /** The bound that gives the lower end. */
    public LowerBound source() {
        return lowerBounds.stream()
                .max(java.util.Comparator.comparingDouble(LowerBound::value))
                .orElseThrow();
    }
}
