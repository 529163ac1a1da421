package org.widelimit.validation.realinput;

import java.util.function.ToDoubleFunction;
import org.widelimit.ntk.spectrum.Spectrum;

/**
 * How far finite networks are from a limit that is known exactly. All null networks of all widths count: their errors are scaled to the largest width N by (n/N)^(1/2), the rate at which they
 * fall, and averaged as squares.
 *
 * @param logTrace RMS of log (trace of the network / trace of the limit)
 * @param shapeError RMS of the shape error
 * @param energy RMS of the difference in top-five energy
 * @param widthRatio N over the smallest width
 */
record Yardstick(double logTrace, double shapeError, double energy, double widthRatio) {

    /** Four standard errors, estimated from some twenty networks: so far out is one of 1,500, and up to fifteen are asked. */
    private static final double STANDARD_ERRORS = 4;

    /** A shape error is a length and never small; it scatters around its RMS by a fifth. */
    private static final double SHAPE_MARGIN = 2;

    static Yardstick of(Runs runs) {
        return new Yardstick(
                rms(runs, run -> Math.log(run.kernels().nullModel().traceRatio())),
                rms(runs, run -> run.kernels().nullModel().shapeError()),
                rms(
                        runs,
                        run -> energy(run.kernels().nullModel().network())
                                - energy(run.kernels().nullModel().limit())),
                (double) runs.options().topWidth() / runs.options().widths().get(0));
    }

    private static double rms(Runs runs, ToDoubleFunction<NetworkRun> error) {
        double squares = 0;
        for (NetworkRun run : runs.runs()) {
            double value = error.applyAsDouble(run);
            squares += value * value * run.width() / runs.options().topWidth();
        }
        return Math.sqrt(squares / runs.runs().size());
    }

    static double energy(Spectrum spectrum) {
        Double energy = spectrum.topFiveEnergy();
        return energy == null ? Double.NaN : energy;
    }

    /** Whether a network of the largest width is as near to its limit as finite width lets it be. */
    boolean covers(Comparison found) {
        return Math.abs(Math.log(found.traceRatio())) <= STANDARD_ERRORS * logTrace
                && found.shapeError() <= SHAPE_MARGIN * shapeError;
    }

    /** Whether the top-five energy of a network of the largest width is that of its limit, by the same measure. */
    boolean coversEnergy(double network, double limit) {
        return Math.abs(network - limit) <= STANDARD_ERRORS * energy;
    }

    /** Whether an exponent of the trace, from the smallest and the largest width, is more than the scatter of two networks. */
    boolean isTrend(double exponent) {
        double error = logTrace * Math.sqrt(1 + widthRatio) / Math.log(widthRatio);
        return Math.abs(exponent) > STANDARD_ERRORS * error;
    }
}
