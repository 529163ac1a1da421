package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a claim is run at one scale: the values of its knob, in order towards the limit, and its replicates at each
 * of them, which come in rounds until the claim is decided.
 *
 * @param knobs growing widths or shrinking epsilons, strictly monotone
 * @param first replicates of the first round
 * @param most the budget: replicates after the last round
 */
public record Sweep(List<Double> knobs, int first, int most) {

    private static final int DEFAULT_FIRST = 8;
    private static final int DEFAULT_MOST = 64;

    public Sweep {
        knobs = List.copyOf(knobs);
        if (knobs.isEmpty()) {
            throw new IllegalArgumentException("expected at least one value of the knob, found none");
        }
        for (int k = 0; k < knobs.size(); k++) {
            double value = knobs.get(k);
            if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("expected positive finite values of the knob, found " + value);
            }
            if (k > 0 && (value == knobs.get(k - 1) || value > knobs.get(k - 1) != knobs.get(1) > knobs.get(0))) {
                throw new IllegalArgumentException(
                        "expected values of the knob in order towards the limit, found " + knobs);
            }
        }
        if (first < 1 || most < first) {
            throw new IllegalArgumentException(
                    "expected 1 <= first replicates <= most replicates, found " + first + " and " + most);
        }
    }

    /** These values of the knob, in order towards the limit; 8 replicates at first, 64 at most. */
    public static Sweep over(double... knobs) {
        List<Double> values = new ArrayList<>();
        for (double knob : knobs) {
            values.add(knob);
        }
        return new Sweep(values, DEFAULT_FIRST, DEFAULT_MOST);
    }

    /** The same values with rounds that end after first, 2 first, 4 first, ..., most replicates. */
    public Sweep replicates(int newFirst, int newMost) {
        return new Sweep(knobs, newFirst, newMost);
    }

    /** The same values with one round of so many replicates. */
    public Sweep replicates(int number) {
        return new Sweep(knobs, number, number);
    }

    /** Replicates after each round, ascending: first, 2 first, 4 first, ... and at last {@code most}. */
    public List<Integer> rounds() {
        List<Integer> rounds = new ArrayList<>();
        for (long n = first; n < most; n *= 2) {
            rounds.add((int) n);
        }
        rounds.add(most);
        return rounds;
    }

    double[] knobArray() {
        return knobs.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
