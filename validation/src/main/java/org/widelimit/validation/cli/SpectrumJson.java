package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.widelimit.ntk.spectrum.DecayFit;
import org.widelimit.ntk.spectrum.SmallestEigenvalue;
import org.widelimit.ntk.spectrum.Spectrum;
import org.widelimit.numerics.files.AtomicFiles;
import org.widelimit.numerics.stats.Interval;

/** A spectrum as the file of {@code ntk --spectrum} and as a line of text. */
final class SpectrumJson {

    private SpectrumJson() {}

    static void write(Path file, Spectrum spectrum, SmallestEigenvalue smallest) {
        ObjectNode json = Command.object();
        json.set("eigenvalues", Json.array(spectrum.eigenvalues()));
        Json.put(json, "trace", spectrum.trace());
        Json.put(json, "decayExponent", spectrum.decayExponent());
        json.set("decayFitRange", Json.array(spectrum.decayFitRange()));
        DecayFit decay = spectrum.decay();
        Interval interval = decay == null ? null : decay.interval();
        json.set("decayInterval", interval == null ? json.nullNode() : Json.array(interval.lower(), interval.upper()));
        Json.put(json, "effectiveRank", spectrum.effectiveRank());
        Json.put(json, "gap", spectrum.gap());
        Json.put(json, "topFiveEnergy", spectrum.topFiveEnergy());
        Json.put(json, "conditionNumber", spectrum.conditionNumber());
        json.set("smallestEigenvalue", Json.array(smallest.lower(), smallest.upper()));
        json.put("definiteness", name(smallest));
        AtomicFiles.writeString(file, Json.pretty(json) + System.lineSeparator());
    }

    static String text(Spectrum spectrum, SmallestEigenvalue smallest) {
        return String.format(
                Locale.ROOT,
                "spectrum: decay exponent %s, effective rank %s, gap %s, top-five energy %s, condition number %s%n"
                        + "smallest eigenvalue proven to lie in [%.4g, %.4g]: %s%n",
                number(spectrum.decayExponent()),
                number(spectrum.effectiveRank()),
                number(spectrum.gap()),
                number(spectrum.topFiveEnergy()),
                number(spectrum.conditionNumber()),
                smallest.lower(),
                smallest.upper(),
                name(smallest));
    }

    private static String name(SmallestEigenvalue smallest) {
        return smallest.definiteness().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String number(@Nullable Double value) {
        return value == null ? "undefined" : String.format(Locale.ROOT, "%.4g", value);
    }
}
