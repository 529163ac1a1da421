package org.widelimit.validation.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A section with its figures, which belong into the report's list of figures.
 *
 * @param text panels with their sentences, tables and paths of figures
 * @param figures ids unique in the report
 */
public record DrawnSection(Section text, List<Figure> figures) {

    public DrawnSection {
        figures = List.copyOf(figures);
    }

    /** The section of these panels. */
    public static DrawnSection of(String id, String name, String title, String introduction, List<DrawnPanel> panels) {
        List<Figure> figures = new ArrayList<>();
        panels.forEach(panel -> figures.addAll(panel.figures()));
        return new DrawnSection(
                new Section(
                        id,
                        name,
                        title,
                        introduction,
                        panels.stream().map(DrawnPanel::text).toList()),
                figures);
    }
}
