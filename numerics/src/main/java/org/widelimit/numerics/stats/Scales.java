package org.widelimit.numerics.stats;

import java.util.ArrayList;
import java.util.List;

/** Checks and summaries of replicates by scale. */
final class Scales {

    private static final int MIN_REPLICATES = 2;

    private Scales() {}

    /** Refuses scales that are not positive and strictly monotone, or have too few replicates. */
    static void require(double[] scales, List<double[]> values, int minScales, Coupling coupling) {
        requireMonotone(scales, minScales);
        if (values.size() != scales.length) {
            throw new IllegalArgumentException(
                    "expected replicates of " + scales.length + " scales, found " + values.size());
        }
        for (int k = 0; k < scales.length; k++) {
            int found = values.get(k).length;
            if (found < MIN_REPLICATES) {
                throw new IllegalArgumentException("expected at least " + MIN_REPLICATES + " replicates at scale "
                        + scales[k] + ", found " + found);
            }
            if (coupling == Coupling.SHARED && found != values.get(0).length) {
                throw new IllegalArgumentException("expected " + values.get(0).length + " shared replicates at scale "
                        + scales[k] + ", found " + found);
            }
        }
    }

    static void requireMonotone(double[] scales, int minScales) {
        if (scales.length < minScales) {
            throw new IllegalArgumentException("expected at least " + minScales + " scales, found " + scales.length);
        }
        for (int k = 0; k < scales.length; k++) {
            if (!(scales[k] > 0 && scales[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("expected positive finite scales, found " + scales[k]);
            }
            if (k > 0 && (scales[k] > scales[k - 1]) != (scales[1] > scales[0])
                    || k > 0 && scales[k] == scales[k - 1]) {
                throw new IllegalArgumentException(
                        "expected scales in order towards the limit, found " + scales[k - 1] + " before " + scales[k]);
            }
        }
    }

    static List<double[]> transformed(List<double[]> values, Average average) {
        return values.stream().map(average::forward).toList();
    }

    static List<ScalePoint> points(
            double[] scales, List<double[]> transformed, Average average, double level, int dropped) {
        List<ScalePoint> points = new ArrayList<>();
        for (int k = 0; k < scales.length; k++) {
            MeanEstimate mean = MeanEstimate.of(transformed.get(k));
            points.add(new ScalePoint(
                    scales[k],
                    average.backward(mean.mean()),
                    backward(mean.interval(level), average),
                    mean.count(),
                    k < dropped ? ScalePoint.Use.DROPPED : ScalePoint.Use.FITTED));
        }
        return List.copyOf(points);
    }

    static Interval backward(Interval interval, Average average) {
        return new Interval(average.backward(interval.lower()), average.backward(interval.upper()));
    }
}
