package org.widelimit.validation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finding of a section: a heading, a few sentences, figures and an optional table.
 *
 * @param text what is seen and what it means; blank lines separate paragraphs
 * @param figures paths of figures of the report ({@link Figure#path()})
 */
public record SectionPanel(
        String title,
        String text,
        List<String> figures,
        @Nullable DataTable table) {

    public SectionPanel {
        Texts.requireText("title", title);
        Texts.requireText("text", text);
        figures = List.copyOf(figures);
    }
}
