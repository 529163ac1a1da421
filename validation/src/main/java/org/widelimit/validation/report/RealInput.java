package org.widelimit.validation.report;

import java.util.List;

/**
 * The section that opens the report: the toolkit on a real data set.
 *
 * @param introduction which data, which networks, which pruners; blank lines separate paragraphs
 */
public record RealInput(String introduction, List<RealInputPanel> panels) {

    public RealInput {
        Texts.requireText("introduction", introduction);
        panels = List.copyOf(panels);
    }
}
