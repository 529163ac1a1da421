package org.widelimit.validation.claim;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.numerics.stats.ScalePoint;
import org.widelimit.validation.report.Verdict;

/**
 * A statement with its verdict and what that rests on.
 *
 * @param estimate the measured number, or null before the first complete round and after an error
 * @param interval its interval at the level of the look, or null with the estimate
 * @param certainty what kind of interval it is
 * @param pValue the smallest level over all looks at which the verdict would stand; null when it is not decided, or
 * does not depend on a level
 * @param points the trend: one point for each value of the knob (for each batch, in a form that runs instances)
 * @param line the fitted trend at each point; empty when there is none
 * @param dropped values of the knob that the lack-of-fit rule left out
 * @param notes what a reader should know: bounds, extrapolation
 * @param counterexample the shrunk violating instance, or null
 */
public record StatementVerdict(
        Statement statement,
        Verdict verdict,
        @Nullable Double estimate,
        @Nullable Interval interval,
        Certainty certainty,
        @Nullable Double pValue,
        List<ScalePoint> points,
        List<Double> line,
        List<Double> dropped,
        List<String> notes,
        @Nullable String counterexample) {

    /** What an interval rests on. */
    public enum Certainty {
        /** Samples: it misses with a small probability. */
        STATISTICAL,
        /** Counted instances or an error bound: it is the same at every level. */
        EXACT
    }

    public StatementVerdict {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(verdict, "verdict");
        points = List.copyOf(points);
        line = List.copyOf(line);
        dropped = List.copyOf(dropped);
        notes = List.copyOf(notes);
    }

    static StatementVerdict without(Statement statement, Verdict verdict) {
        return new StatementVerdict(
                statement,
                verdict,
                null,
                null,
                Certainty.EXACT,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** Whether the interval depends on a level; not so where it is known exactly, or nothing was measured. */
    public boolean isStatistical() {
        return certainty == Certainty.STATISTICAL;
    }

    /** Whether more samples cannot be asked for: supported, refuted, or failed. */
    boolean isDecided() {
        return verdict != Verdict.INCONCLUSIVE;
    }
}
