package org.widelimit.validation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A panel with its figures, which belong into the report's list of figures.
 *
 * @param text sentences, table and paths of the figures
 * @param figures in the order of the paths
 */
public record DrawnPanel(SectionPanel text, List<Figure> figures) {

    public DrawnPanel {
        figures = List.copyOf(figures);
    }

    /** The panel that shows these figures. */
    public static DrawnPanel of(String title, String text, List<? extends Figure> figures, @Nullable DataTable table) {
        List<String> paths = figures.stream().map(Figure::path).toList();
        return new DrawnPanel(new SectionPanel(title, text, paths, table), List.copyOf(figures));
    }
}
