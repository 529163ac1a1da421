package org.widelimit.validation.realinput;

import java.util.List;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.RealInput;

/**
 * The section and the figures that it refers to; the figures belong into the report's list of figures.
 *
 * @param text panels with their sentences, tables and paths of figures
 * @param figures ids begin with {@code real-}
 */
public record RealInputSection(RealInput text, List<Figure> figures) {

    public RealInputSection {
        figures = List.copyOf(figures);
    }
}
