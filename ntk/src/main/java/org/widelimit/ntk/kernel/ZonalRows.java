package org.widelimit.ntk.kernel;

/**
 * A {@link ZonalSeries} on many pairs at once: where the time of a collapsed kernel goes, beside its Gram matrix. All implementations give the bits of {@link ZonalSeries#value}.
 * An object belongs to one thread.
 */
interface ZonalRows {

    /**
     * {@code row[at + k] <- left right[rightFrom + k] h(rho_k)} with {@code rho_k = row[at + k]}, for {@code 0 <= k < count}. Where a cosine lies outside [-1, 1], NaN.
     */
    void evaluate(int count, double[] row, int at, double left, double[] right, int rightFrom);

    /** Whether {@code |row[at + k]| > bound} for some {@code 0 <= k < count}. */
    boolean anyBeyond(double bound, int count, double[] row, int at);

    /** With vector instructions named one by one where Java was started with {@code --add-modules jdk.incubator.vector}, else with loops that the compiler makes vectors of. */
    static ZonalRows of(ZonalSeries series) {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorZonalRows(series)
                : new ArrayZonalRows(series);
    }
}
