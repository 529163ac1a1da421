package org.widelimit.validation.realinput;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.RealInputPanel;

/** A panel with its figures. */
record Panel(RealInputPanel text, List<Figure> figures) {

    static Panel of(String title, String text, List<? extends Figure> figures, @Nullable DataTable table) {
        List<String> paths = figures.stream().map(Figure::path).toList();
        return new Panel(new RealInputPanel(title, text, paths, table), List.copyOf(figures));
    }
}
