package org.widelimit.validation.claim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The measurements of a claim up to a look: the same number of replicates at every value of the knob, in order. */
final class Samples {

    private final double[] knobs;
    private final List<List<Measurement>> byKnob;

    Samples(double[] knobs, List<List<Measurement>> byKnob) {
        this.knobs = knobs;
        this.byKnob = byKnob;
    }

    double[] knobs() {
        return knobs.clone();
    }

    /** The judged number of every replicate, one array for each value of the knob. */
    List<double[]> of(Statement statement) {
        List<double[]> values = new ArrayList<>();
        for (List<Measurement> measurements : byKnob) {
            values.add(measurements.stream().mapToDouble(statement::in).toArray());
        }
        return values;
    }

    List<double[]> named(String number) {
        List<double[]> values = new ArrayList<>();
        for (List<Measurement> measurements : byKnob) {
            values.add(measurements.stream().mapToDouble(m -> m.number(number)).toArray());
        }
        return values;
    }

    /** The judged number of replicate 0 at each value of the knob. */
    double[] firstOf(Statement statement) {
        return byKnob.stream().mapToDouble(m -> statement.in(m.get(0))).toArray();
    }

    double[] firstOf(String number) {
        return byKnob.stream().mapToDouble(m -> m.get(0).number(number)).toArray();
    }

    /** The first note of that name. */
    @Nullable
    String note(String name) {
        for (List<Measurement> measurements : byKnob) {
            for (Measurement measurement : measurements) {
                String note = measurement.notes().get(name);
                if (note != null) {
                    return note;
                }
            }
        }
        return null;
    }
}
