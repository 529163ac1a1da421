package org.widelimit.validation.realinput;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.ntk.spectrum.Spectrum;

/**
 * All that was found.
 *
 * @param runs by width, then by method in the order of {@link #methods}
 * @param emptyHistograms for each width the histogram of a mask without structure
 * @param dense spectrum of the dense limit
 */
record Runs(
        RealInputOptions options, List<NetworkRun> runs, Map<Integer, StepGraphon> emptyHistograms, Spectrum dense) {

    Runs {
        runs = List.copyOf(runs);
        emptyHistograms = Map.copyOf(emptyHistograms);
    }

    /** Names of the pruners. */
    List<String> methods() {
        return runs.stream().map(NetworkRun::method).distinct().toList();
    }

    NetworkRun at(String method, int width) {
        return runs.stream()
                .filter(run -> run.method().equals(method) && run.width() == width)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a run of " + method + " at " + width));
    }

    /** The run of a method at the largest width. */
    NetworkRun top(String method) {
        return at(method, options.topWidth());
    }

    /** The run of a method at the smallest width. */
    NetworkRun bottom(String method) {
        return at(method, options.widths().get(0));
    }

    double[] widths() {
        return options.widths().stream().mapToDouble(Integer::doubleValue).toArray();
    }

    /** A number of each width. */
    double[] curve(String method, ToDoubleFunction<NetworkRun> number) {
        return options.widths().stream()
                .mapToDouble(width -> number.applyAsDouble(at(method, width)))
                .toArray();
    }

    /** The least of a number over the methods, at each width. */
    double[] least(ToDoubleFunction<NetworkRun> number) {
        return overMethods(number, DoubleStream::min);
    }

    /** The greatest of a number over the methods, at each width. */
    double[] greatest(ToDoubleFunction<NetworkRun> number) {
        return overMethods(number, DoubleStream::max);
    }

    /** The mean of a number over the methods, at each width. */
    double[] mean(ToDoubleFunction<NetworkRun> number) {
        return overMethods(number, DoubleStream::average);
    }

    private double[] overMethods(ToDoubleFunction<NetworkRun> number, Function<DoubleStream, OptionalDouble> summary) {
        return options.widths().stream()
                .mapToDouble(width -> summary.apply(
                                methods().stream().mapToDouble(method -> number.applyAsDouble(at(method, width))))
                        .orElseThrow())
                .toArray();
    }

    /** The exponent between the smallest and the largest width. */
    double exponent(String method, ToDoubleFunction<NetworkRun> number) {
        double ratio = number.applyAsDouble(top(method)) / number.applyAsDouble(bottom(method));
        return Math.log(ratio)
                / Math.log((double) options.topWidth() / options.widths().get(0));
    }
}
