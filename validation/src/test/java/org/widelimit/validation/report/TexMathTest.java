package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class TexMathTest {

    private static String body(String tex) {
        String math = TexMath.toMathMl(tex);
        int from = math.indexOf("<semantics><mrow>") + "<semantics><mrow>".length();
        return math.substring(from, math.indexOf("</mrow><annotation"));
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "x ¦ <mi>x</mi>",
                "3.25 ¦ <mn>3.25</mn>",
                "a - b ¦ <mi>a</mi><mo>−</mo><mi>b</mi>",
                "x^2 ¦ <msup><mi>x</mi><mn>2</mn></msup>",
                "x_i^2 ¦ <msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>",
                "x^2_i ¦ <msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>",
                "x'' ¦ <msup><mi>x</mi><mo>′′</mo></msup>",
                "c^{L+1} ¦ <msup><mi>c</mi><mrow><mi>L</mi><mo>+</mo><mn>1</mn></mrow></msup>",
                "\\frac12 ¦ <mfrac><mn>1</mn><mn>2</mn></mfrac>",
                "\\frac{a}{b} ¦ <mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>",
                "\\sqrt{n} ¦ <msqrt><mrow><mi>n</mi></mrow></msqrt>",
                "\\sqrt[3]{n} ¦ <mroot><mrow><mi>n</mi></mrow><mrow><mn>3</mn></mrow></mroot>",
                "\\sum_{l=1}^L x ¦ <munderover><mo class=\"large\">∑</mo><mrow><mi>l</mi><mo>=</mo><mn>1</mn></mrow><mi>L</mi></munderover><mi>x</mi>",
                "\\int_0^1 ¦ <msubsup><mo class=\"large\">∫</mo><mn>0</mn><mn>1</mn></msubsup>",
                "\\max_i ¦ <munder><mo lspace=\"0\" rspace=\"0.167em\">max</mo><mi>i</mi></munder>",
                "\\log n ¦ <mi>log</mi><mspace width=\"0.167em\"></mspace><mi>n</mi>",
                "\\log(n) ¦ <mi>log</mi><mo stretchy=\"false\">(</mo><mi>n</mi><mo stretchy=\"false\">)</mo>",
                "\\hat\\Theta_n ¦ <msub><mover accent=\"true\"><mi>Θ</mi><mo stretchy=\"false\">^</mo></mover><mi>n</mi></msub>",
                "\\operatorname{tr}\\Theta ¦ <mi>tr</mi><mspace width=\"0.167em\"></mspace><mi>Θ</mi>",
                "\\mathrm{std} ¦ <mi>std</mi>",
                "\\mathrm{d} ¦ <mi mathvariant=\"normal\">d</mi>",
                "\\text{if } x ¦ <mtext>if </mtext><mi>x</mi>",
                "\\mathbb{R} ¦ <mi>ℝ</mi>",
                "\\mathbb{K} ¦ <mi>\uD835\uDD42</mi>",
                "a \\to \\infty ¦ <mi>a</mi><mo>→</mo><mi>∞</mi>",
                "a < b ¦ <mi>a</mi><mo>&lt;</mo><mi>b</mi>",
                "\\left( x \\rightarrow y \\right] ¦ <mrow><mo fence=\"true\" stretchy=\"true\" form=\"prefix\">(</mo><mi>x</mi><mo>→</mo><mi>y</mi><mo fence=\"true\" stretchy=\"true\" form=\"postfix\">]</mo></mrow>",
                "κ ≤ 1 ¦ <mi>κ</mi><mo>≤</mo><mn>1</mn>",
            })
    void formulasBecomeMathMl(String tex, String expected) {
        assertThat(body(tex)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\unknown",
                "{x",
                "x}",
                "x^",
                "x_",
                "x^2^3",
                "\\frac{a}",
                "\\sqrt[3",
                "\\left( x",
                "x \\right)",
                "\\mathbb{1}",
                "\\text x",
                "a & b",
                "$x$",
                "\\",
                "\\left\\alpha x \\right)",
                "\\def\\x{y}",
                "100%"
            })
    void whatIsOutsideTheSubsetIsRefusedWithItsPlace(String tex) {
        assertThatThrownBy(() -> TexMath.toMathMl(tex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the formula " + tex);
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        String deep = "{".repeat(100_000) + "x" + "}".repeat(100_000);
        assertThatThrownBy(() -> TexMath.toMathMl(deep)).hasMessageContaining("nested groups");
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "x",
                        "12",
                        "\\alpha",
                        "\\frac",
                        "{",
                        "}",
                        "^",
                        "_",
                        "'",
                        "\\left(",
                        "\\right)",
                        "<",
                        "&",
                        "\\text{a<b}",
                        "\\mathrm{\"'>}",
                        "\\sum",
                        "\\hat",
                        "\\sqrt",
                        "[",
                        "]",
                        "|",
                        " ",
                        "\\,",
                        "\\tanh",
                        "]]>",
                        "\u0000",
                        "\uD835")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }

    /** Whatever is written, the answer is an exception or a well-formed element that keeps its source. */
    @Property(tries = 2000)
    void theResultIsWellFormedOrRefused(@ForAll("pieces") String tex) throws Exception {
        String math;
        try {
            math = TexMath.toMathMl(tex);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("of the formula");
            return;
        }
        Document document = parse(math);
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("math");
        assertThat(document.getElementsByTagName("annotation").item(0).getTextContent())
                .isEqualTo(tex.replace("\u0000", "").replace("\uD835", ""));
    }
}
