package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.ScalePoint;

/**
 * What a form finds out about one statement before it is decided.
 *
 * @param interval the interval at a level
 * @param certainty whether the interval depends on the level
 * @param line the fitted trend at each point; empty when there is none
 * @param dropped values of the knob that the fit left out
 */
record Finding(
        double estimate,
        DoubleFunction<Interval> interval,
        StatementVerdict.Certainty certainty,
        List<ScalePoint> points,
        List<Double> line,
        List<Double> dropped,
        List<String> notes,
        @Nullable String counterexample) {

    static Finding of(double estimate, DoubleFunction<Interval> interval) {
        return new Finding(
                estimate,
                interval,
                StatementVerdict.Certainty.STATISTICAL,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    Finding exact() {
        return new Finding(
                estimate, interval, StatementVerdict.Certainty.EXACT, points, line, dropped, notes, counterexample);
    }

    Finding withPoints(List<ScalePoint> newPoints, double @Nullable [] fitted) {
        List<Double> newLine = new ArrayList<>();
        if (fitted != null) {
            for (double value : fitted) {
                newLine.add(value);
            }
        }
        return new Finding(
                estimate, interval, certainty, List.copyOf(newPoints), newLine, dropped, notes, counterexample);
    }

    Finding withDropped(List<ScalePoint> fitPoints) {
        List<Double> gone = fitPoints.stream()
                .filter(p -> p.fitted() == ScalePoint.Use.DROPPED)
                .map(ScalePoint::scale)
                .toList();
        return new Finding(estimate, interval, certainty, points, line, gone, notes, counterexample);
    }

    Finding withNote(@Nullable String note) {
        if (note == null) {
            return this;
        }
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Finding(estimate, interval, certainty, points, line, dropped, List.copyOf(more), counterexample);
    }

    Finding withCounterexample(@Nullable String text) {
        return new Finding(estimate, interval, certainty, points, line, dropped, notes, text);
    }

    /** Points of values with error bounds. */
    static List<ScalePoint> points(double[] knobs, double[] values, double[] errors) {
        List<ScalePoint> points = new ArrayList<>();
        for (int k = 0; k < knobs.length; k++) {
            points.add(new ScalePoint(
                    knobs[k], values[k], Interval.around(values[k], errors[k]), 1, ScalePoint.Use.FITTED));
        }
        return points;
    }
}
