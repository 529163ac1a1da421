package org.widelimit.gradientflow;

/** Watches one {@link Invariant} along the states it is shown, and keeps the worst drift (as defined there). */
public final class InvariantMonitor {
    private final Invariant invariant;
    private final double[] initial;
    private final double floor;
    private double best;
    private double drift;

    InvariantMonitor(Invariant invariant, double t, double[] y) {
        this.invariant = invariant;
        this.initial = invariant.map().value(t, y).clone();
        this.best = initial.length == 1 ? initial[0] : Double.NaN;
        this.floor = Math.pow(Norms.euclidean(y), invariant.degree());
        if (invariant.kind() != Invariant.Kind.CONSERVED && initial.length != 1) {
            throw new IllegalArgumentException(
                    "expected one number for the monotone invariant " + invariant.name() + ", found " + initial.length);
        }
    }

    /**
     * Takes one more state into account.
     *
     * @param t its time
     * @param y the state
     * @return the drift at this state
     */
    public double observe(double t, double[] y) {
        double[] value = invariant.map().value(t, y);
        double here = switch (invariant.kind()) {
            case CONSERVED -> Norms.distance(value, initial) / conservedScale(y.length);
            case INCREASING -> monotone(value[0], 1);
            case DECREASING -> monotone(value[0], -1);
        };
        // A NaN must not be lost in a maximum.
        drift = Double.isNaN(here) ? Double.NaN : Math.max(drift, here);
        return here;
    }

    /**
     * The worst drift over all states seen.
     *
     * @return the drift; NaN once a value was NaN
     */
    public double drift() {
        return drift;
    }

    /** |I(0)|, or |y(0)|^degree where I(0) is nothing but the rounding of its own terms. */
    private double conservedScale(int dimension) {
        double norm = Norms.euclidean(initial);
        double scale = norm > 4 * Math.ulp(1.0) * Math.sqrt(dimension) * floor ? norm : floor;
        return scale > 0 ? scale : 1;
    }

    private double monotone(double value, int sign) {
        double scale = Math.max(Math.abs(best), Math.abs(value));
        double back = Math.max(0, sign * (best - value));
        best = sign > 0 ? Math.max(best, value) : Math.min(best, value);
        if (scale == 0) {
            scale = floor > 0 ? floor : 1;
        }
        return Double.isNaN(value) ? Double.NaN : back / scale;
    }
}
