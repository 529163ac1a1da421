package org.widelimit.validation.report;

import java.util.List;

/**
 * A section of the report in which the toolkit shows what the claims are about: what was computed, and what is seen.
 *
 * @param id anchor on the page: small letters, digits and dashes
 * @param name its name in the navigation
 * @param introduction which data, which models; blank lines separate paragraphs
 */
public record Section(String id, String name, String title, String introduction, List<SectionPanel> panels) {

    public Section {
        if (id == null || !id.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "expected a section id of small letters, digits and dashes, found \"" + id + '"');
        }
        Texts.requireText("name", name);
        Texts.requireText("title", title);
        Texts.requireText("introduction", introduction);
        panels = List.copyOf(panels);
    }
}
