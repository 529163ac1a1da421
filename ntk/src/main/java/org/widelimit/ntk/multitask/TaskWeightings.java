package org.widelimit.ntk.multitask;

import java.util.List;
import org.widelimit.numerics.InputException;

/** The methods with the options of their papers, by name. */
public final class TaskWeightings {
    private TaskWeightings() {}

    /** All of them. */
    public static List<TaskWeighting> all() {
        return List.of(
                new LinearScalarisation(),
                new ScaleInvariant(),
                UncertaintyWeighting.defaults(),
                DynamicWeightAverage.defaults(),
                new Mgda(),
                PcGrad.of(1),
                CaGrad.defaults(),
                new ImtlG(),
                new NashMtl(),
                Famo.defaults(),
                FairGrad.defaults(),
                Ntkmtl.defaults(),
                NtkmtlSr.defaults(),
                new EqualDecay());
    }

    /**
     * The method of that name, whatever the case.
     *
     * @throws InputException if there is none
     */
    public static TaskWeighting named(String name) {
        return all().stream()
                .filter(method -> method.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InputException("unknown weighting of tasks \"" + name + "\"; expected one of "
                        + all().stream().map(TaskWeighting::name).toList()));
    }
}
