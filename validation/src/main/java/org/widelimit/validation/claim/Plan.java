package org.widelimit.validation.claim;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.Scale;

/**
 * The sweeps of a claim by scale. The smallest scale that has one is the smallest at which the claim can be decided; a
 * larger scale without one uses the next smaller one.
 *
 * @param knob name of the scale knob: width, epsilon, ...
 */
public record Plan(String knob, Map<Scale, Sweep> sweeps) {

    public Plan {
        if (knob.isBlank()) {
            throw new IllegalArgumentException("expected a name of the scale knob, found none");
        }
        if (sweeps.isEmpty()) {
            throw new IllegalArgumentException("expected a sweep for at least one scale, found none");
        }
        sweeps = Collections.unmodifiableMap(new EnumMap<>(sweeps));
    }

    /** The smallest scale at which the claim can be decided. */
    public Scale minScale() {
        return sweeps.keySet().iterator().next();
    }

    /** Whether the claim can be decided at that scale. */
    public boolean runsAt(Scale scale) {
        return scale.compareTo(minScale()) >= 0;
    }

    /**
     * The sweep at that scale.
     *
     * @throws IllegalArgumentException below the smallest scale
     */
    public Sweep at(Scale scale) {
        Sweep found = null;
        for (Scale candidate : Scale.values()) {
            if (candidate.compareTo(scale) <= 0) {
                @Nullable Sweep sweep = sweeps.get(candidate);
                found = sweep == null ? found : sweep;
            }
        }
        if (found == null) {
            throw new IllegalArgumentException(
                    "expected at least scale " + minScale().label() + ", found " + scale.label());
        }
        return found;
    }
}
