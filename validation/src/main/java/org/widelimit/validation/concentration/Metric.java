package org.widelimit.validation.concentration;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.widelimit.ntk.spectrum.SpectralMetrics;

/** A number of a spectrum, and how it differs between networks: as a difference, dense subtracted. */
enum Metric {
    ENERGY("top-five energy", "energy", 100, "points", SpectralMetrics::topFiveEnergy),
    EXPONENT("decay exponent", "exponent", 1, null, SpectralMetrics::decayExponent),
    RANK("effective rank", "rank", 1, null, SpectralMetrics::effectiveRank);

    private final String label;
    private final String id;
    private final double factor;
    private final @Nullable String unit;
    private final ToDoubleFunction<SpectralMetrics> number;

    Metric(String label, String id, double factor, @Nullable String unit, ToDoubleFunction<SpectralMetrics> number) {
        this.label = label;
        this.id = id;
        this.factor = factor;
        this.unit = unit;
        this.number = number;
    }

    String label() {
        return label;
    }

    String id() {
        return id;
    }

    /** Per cent for a share. */
    @Nullable
    String unit() {
        return unit;
    }

    double difference(SpectralMetrics of, SpectralMetrics dense) {
        return factor * (number.applyAsDouble(of) - number.applyAsDouble(dense));
    }
}
