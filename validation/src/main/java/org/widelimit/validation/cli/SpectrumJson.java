package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.widelimit.ntk.spectrum.Spectrum;
import org.widelimit.numerics.files.AtomicFiles;

/** A spectrum as the file of {@code ntk --spectrum} and as a line of text. */
final class SpectrumJson {

    private SpectrumJson() {}

    static void write(Path file, Spectrum spectrum) {
        ObjectNode json = Command.object();
        json.set("eigenvalues", Json.array(spectrum.eigenvalues()));
        Json.put(json, "trace", spectrum.trace());
        Json.put(json, "decayExponent", spectrum.decayExponent());
        json.set("decayFitRange", Json.array(spectrum.decayFitRange()));
        Json.put(json, "effectiveRank", spectrum.effectiveRank());
        Json.put(json, "gap", spectrum.gap());
        Json.put(json, "topFiveEnergy", spectrum.topFiveEnergy());
        Json.put(json, "conditionNumber", spectrum.conditionNumber());
        AtomicFiles.writeString(file, Json.pretty(json) + System.lineSeparator());
    }

    static String text(Spectrum spectrum) {
        return String.format(
                Locale.ROOT,
                "spectrum: decay exponent %s, effective rank %s, gap %s, top-five energy %s, condition number %s%n",
                number(spectrum.decayExponent()),
                number(spectrum.effectiveRank()),
                number(spectrum.gap()),
                number(spectrum.topFiveEnergy()),
                number(spectrum.conditionNumber()));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "undefined" : String.format(Locale.ROOT, "%.4g", value);
    }
}
