package org.widelimit.validation.concentration;

import java.util.List;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.RealInputPanel;

/**
 * What a report shows of it.
 *
 * @param text sentences, table and paths of the figures
 * @param figures ids begin with {@code real-}
 */
public record ConcentrationFinding(RealInputPanel text, List<Figure> figures) {

    public ConcentrationFinding {
        figures = List.copyOf(figures);
    }
}
