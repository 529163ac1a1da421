package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class IntervalDiagramTest {

    private static ClaimEntryBuilder rate() {
        return ClaimEntry.builder("p/1", "p", ClaimForm.RATE, "s")
                .estimate(-0.52)
                .interval(-0.56, -0.48)
                .target(-0.5, 0.1);
    }

    private static Document draw(ClaimEntry claim) throws Exception {
        String svg = IntervalDiagram.of(claim).orElseThrow();
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static Stream<Element> elements(Document svg, String name, String kind) {
        NodeList nodes = svg.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .filter(element -> element.getAttribute("class").equals(kind));
    }

    private static double attribute(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    /** Positions on the axis are affine in the value: two known places give the third. */
    @Test
    void allPartsStandAtTheirPlaceOnOneAxis() throws Exception {
        Document svg = draw(rate().falsehood(new JudgedStatement("f", Verdict.REFUTED, -1.0 / 3, null))
                .build());
        Element band = elements(svg, "rect", "band").findFirst().orElseThrow();
        double bandLower = attribute(band, "x");
        double perUnit = attribute(band, "width") / 0.2;
        Element interval = elements(svg, "line", "measured").findFirst().orElseThrow();
        assertThat(attribute(interval, "x1")).isCloseTo(bandLower + perUnit * (-0.56 + 0.6), within(0.03));
        assertThat(attribute(interval, "x2")).isCloseTo(bandLower + perUnit * (-0.48 + 0.6), within(0.03));
        Element dot = elements(svg, "circle", "measured").findFirst().orElseThrow();
        assertThat(attribute(dot, "cx")).isCloseTo(bandLower + perUnit * (-0.52 + 0.6), within(0.03));
        Element cross = elements(svg, "line", "rival").findFirst().orElseThrow();
        assertThat((attribute(cross, "x1") + attribute(cross, "x2")) / 2)
                .isCloseTo(bandLower + perUnit * (-1.0 / 3 + 0.6), within(0.03));
        assertThat(svg.getDocumentElement().getAttribute("aria-label"))
                .isEqualTo("Estimate −0.52, interval −0.56 … −0.48; target −0.5 ± 0.1");
    }

    @Test
    void aRivalFarOffIsAnArrowAtTheEdgeAndLeavesTheScaleAlone() throws Exception {
        Document near = draw(rate().build());
        Document far = draw(rate().falsehood(new JudgedStatement("f", Verdict.REFUTED, 40.0, null))
                .build());
        assertThat(elements(far, "path", "rival")).hasSize(1);
        assertThat(attribute(elements(far, "rect", "band").findFirst().orElseThrow(), "width"))
                .isEqualTo(attribute(elements(near, "rect", "band").findFirst().orElseThrow(), "width"));
    }

    @Test
    void aOneSidedIntervalIsAnArrow() throws Exception {
        Document svg = draw(rate().interval(-0.56, Double.POSITIVE_INFINITY).build());
        assertThat(elements(svg, "path", "measured")).hasSize(1);
        assertThat(svg.getDocumentElement().getAttribute("aria-label")).contains("interval at least −0.56");
    }

    @Test
    void withoutTwoDifferentNumbersThereIsNothingToDraw() {
        ClaimEntryBuilder bare = ClaimEntry.builder("p/1", "p", ClaimForm.BOUND, "s");
        assertThat(IntervalDiagram.of(bare.build())).isEmpty();
        assertThat(IntervalDiagram.of(bare.estimate(3).build())).isEmpty();
        assertThat(IntervalDiagram.of(bare.interval(3, 3).build())).isEmpty();
        assertThat(IntervalDiagram.of(
                        bare.estimate(-1e308).interval(-1e308, 1.5e308).build()))
                .isEmpty();
    }
}
