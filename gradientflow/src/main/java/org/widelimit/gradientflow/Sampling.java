package org.widelimit.gradientflow;

import java.util.Optional;

/** Which states of a solution a {@link Trajectory} keeps. The first and the last state are always kept. */
public sealed interface Sampling {
    /** The end of every accepted step. */
    record Steps() implements Sampling {}

    /** Nothing between the first and the last state. */
    record Ends() implements Sampling {}

    /**
     * Equally spaced times, from the dense output.
     *
     * @param count how many, both ends included; at least 2
     */
    record Linear(int count) implements Sampling {
        /** Checks the count. */
        public Linear {
            requireCount(count);
        }
    }

    /**
     * The initial time, then times whose distances from it grow geometrically from {@code first} to the whole span.
     *
     * @param first the distance of the first one; positive, less than the span
     * @param count how many, both ends of the geometric sequence included; at least 2
     */
    record Logarithmic(double first, int count) implements Sampling {
        /** Checks the components. */
        public Logarithmic {
            requireCount(count);
            if (!(first > 0) || !Double.isFinite(first)) {
                throw new IllegalArgumentException("expected a positive first distance, found " + first);
            }
        }
    }

    /**
     * The end of every accepted step.
     *
     * @return the rule
     */
    static Sampling steps() {
        return new Steps();
    }

    /**
     * The first and the last state alone.
     *
     * @return the rule
     */
    static Sampling ends() {
        return new Ends();
    }

    /**
     * Equally spaced times.
     *
     * @param count how many, both ends included; at least 2
     * @return the rule
     */
    static Sampling linear(int count) {
        return new Linear(count);
    }

    /**
     * Geometrically spaced times.
     *
     * @param first distance of the first one from the initial time
     * @param count how many; at least 2
     * @return the rule
     */
    static Sampling logarithmic(double first, int count) {
        return new Logarithmic(first, count);
    }

    /**
     * The interior times of a span, in the order of integration; empty where the rule follows the steps.
     *
     * @param start initial time
     * @param end final time
     * @return times strictly between start and end, or empty for {@link Steps}
     */
    default Optional<double[]> interiorTimes(double start, double end) {
        if (this instanceof Linear linear) {
            double[] times = new double[linear.count - 2];
            for (int i = 0; i < times.length; i++) {
                times[i] = start + (end - start) * ((i + 1.0) / (linear.count - 1));
            }
            return Optional.of(times);
        }
        if (this instanceof Logarithmic logarithmic) {
            double span = Math.abs(end - start);
            if (logarithmic.first >= span) {
                throw new IllegalArgumentException(
                        "expected a first distance below the span " + span + ", found " + logarithmic.first);
            }
            double[] times = new double[logarithmic.count - 1];
            for (int i = 0; i < times.length; i++) {
                double share = i / (logarithmic.count - 1.0);
                double distance = logarithmic.first * Math.pow(span / logarithmic.first, share);
                times[i] = start + Math.copySign(distance, end - start);
            }
            return Optional.of(times);
        }
        return this instanceof Ends ? Optional.of(new double[0]) : Optional.empty();
    }

    private static void requireCount(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("expected at least 2 samples, found " + count);
        }
    }
}
