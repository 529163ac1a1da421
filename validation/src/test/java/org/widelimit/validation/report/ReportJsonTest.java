package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.widelimit.numerics.InputException;

class ReportJsonTest {

    private static JsonNode tree(Report report) throws Exception {
        return new ObjectMapper().readTree(ReportJson.toJson(report));
    }

    @Test
    void readingWhatWasWrittenGivesAnEqualReport() {
        Report report = SampleReports.full();
        String json = ReportJson.toJson(report);
        assertThat(ReportJson.fromJson(json)).isEqualTo(report);
        assertThat(ReportJson.toJson(ReportJson.fromJson(json))).isEqualTo(json);
    }

    /** Any text and any double, the ones that JSON has no token for included. */
    @Property(tries = 200)
    void anyTextAndAnyNumberSurviveTheRoundTrip(
            @ForAll String text, @ForAll double estimate, @ForAll double lower, @ForAll @Size(3) double[] values) {
        Figure figure = XyFigure.of(
                "f",
                "t" + wellFormed(text),
                Axis.linear("x"),
                Axis.log("y"),
                List.of(Series.scatter("s", Series.Role.MEASURED, values, new double[] {estimate, lower, Double.NaN})));
        ClaimEntry claim = ClaimEntry.builder("p/1", "p", ClaimForm.VALUE, "s" + wellFormed(text))
                .estimate(estimate)
                .interval(lower, Double.POSITIVE_INFINITY)
                .counterexample(wellFormed(text))
                .figure(figure)
                .build();
        Report report = SampleReports.of(List.of(claim), List.of(figure));
        String json = ReportJson.toJson(report);
        assertThat(ReportJson.fromJson(json)).isEqualTo(report);
        assertThat(json).doesNotContain("NaN").doesNotContain("Infinity");
    }

    /** Half a surrogate pair is no text: no encoding has a place for it. */
    private static String wellFormed(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints().filter(c -> c < 0xD800 || c > 0xDFFF).forEach(whole::appendCodePoint);
        return whole.toString().replace("NaN", "").replace("Infinity", "");
    }

    @Test
    void everyFieldOfTheContractIsThereWithItsType() throws Exception {
        JsonNode report = tree(SampleReports.full());
        assertThat(report.get("seed").isIntegralNumber()).isTrue();
        assertThat(report.get("scale").textValue()).isEqualTo("quick");
        assertThat(report.get("options").isObject()).isTrue();
        for (String field : List.of("version", "commit", "java", "os", "cpu", "backend", "backendCore", "dataSha256")) {
            assertThat(report.get("provenance").get(field).isTextual())
                    .as(field)
                    .isTrue();
        }
        assertThat(report.get("provenance").get("threads").isInt()).isTrue();
        assertThat(report.get("claims")).isNotEmpty().allSatisfy(ReportJsonTest::checkClaim);
        assertThat(report.get("notRun")).isNotEmpty().allSatisfy(notRun -> {
            assertThat(notRun.get("id").isTextual()).isTrue();
            assertThat(notRun.get("minScale").textValue()).isIn("quick", "standard", "full");
        });
    }

    private static void checkClaim(JsonNode claim) {
        for (String field : List.of("id", "paper", "form", "statement")) {
            assertThat(claim.get(field).isTextual()).as(field).isTrue();
        }
        List<String> verdicts = List.of("SUPPORTED", "REFUTED", "INCONCLUSIVE", "ERROR");
        assertThat(claim.get("form").textValue()).isIn("Identity", "Bound", "Value", "Rate", "Order");
        assertThat(claim.get("expected").textValue()).isIn(verdicts);
        assertThat(claim.get("verdict").textValue()).isIn(verdicts);
        for (String field : List.of("estimate", "target", "tolerance")) {
            assertThat(claim.get(field).isNumber() || claim.get(field).isNull())
                    .as(field)
                    .isTrue();
        }
        JsonNode interval = claim.get("interval");
        assertThat(interval.isNull()
                        || (interval.size() == 2
                                && interval.get(0).isNumber()
                                && interval.get(1).isNumber()))
                .isTrue();
        assertThat(claim.get("samples").isIntegralNumber()).isTrue();
        assertThat(claim.get("falsehoods").isArray()).isTrue();
        assertThat(claim.get("falsehoods")).allSatisfy(falsehood -> {
            assertThat(falsehood.get("statement").isTextual()).isTrue();
            assertThat(falsehood.get("verdict").textValue()).isIn(verdicts);
        });
        JsonNode control = claim.get("control");
        if (!control.isNull()) {
            assertThat(control.get("statement").isTextual()).isTrue();
            assertThat(control.get("verdict").textValue()).isIn(verdicts);
        }
        assertThat(claim.get("seconds").isNumber()).isTrue();
        assertThat(claim.get("figure").isNull()
                        || claim.get("figure").textValue().matches("figures/[\\w.-]+\\.csv"))
                .isTrue();
    }

    @Test
    void aNumberThatIsNotFiniteIsNull() throws Exception {
        ClaimEntry claim = ClaimEntry.builder("p/1", "p", ClaimForm.ORDER, "s")
                .estimate(Double.NaN)
                .target(Double.NEGATIVE_INFINITY, Double.NaN)
                .interval(0.5, Double.POSITIVE_INFINITY)
                .build();
        JsonNode json =
                tree(SampleReports.of(List.of(claim), List.of())).get("claims").get(0);
        assertThat(List.of("estimate", "target", "tolerance", "interval"))
                .allSatisfy(field -> assertThat(json.get(field).isNull()).isTrue());
        assertThat(json.get("oneSided").get("side").textValue()).isEqualTo("LOWER");
        assertThat(json.get("oneSided").get("bound").doubleValue()).isEqualTo(0.5);
    }

    @Test
    void aReportFromALaterVersionIsRead() {
        Report report = SampleReports.of(List.of(), List.of());
        String later = ReportJson.toJson(report).replaceFirst("\\{", "{ \"mood\" : \"fine\",");
        assertThat(ReportJson.fromJson(later)).isEqualTo(report);
    }

    @Test
    void whatIsNoReportIsRefusedInOneLine() {
        String whole = ReportJson.toJson(SampleReports.full());
        for (String text : List.of(
                "",
                "[]",
                "null",
                "{\"seed\": 1}",
                whole.substring(0, whole.length() / 2),
                whole.replace("\"quick\"", "\"brisk\""),
                whole.replace("\"figure\" : \"figures/flow-6.csv\"", "\"figure\" : \"figures/none.csv\""),
                whole.replace("\"id\" : \"flow-6\"", "\"id\" : \"../flow-6\""))) {
            assertThatThrownBy(() -> ReportJson.fromJson(text))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("expected a report in JSON, found: ")
                    .satisfies(
                            e -> assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("null)"));
        }
    }

    @Test
    void anOptionWithoutAValueIsRefused() {
        String json = ReportJson.toJson(SampleReports.of(List.of(), List.of()));
        assertThatThrownBy(() -> ReportJson.fromJson(json.replaceFirst("\"local\"", "null")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected a text in option \"engine\", found nothing");
    }

    @Test
    void theFigureOfAClaimHasToBeInTheReport() {
        Figure figure = XyFigure.of(
                "f",
                "t",
                Axis.linear("x"),
                Axis.linear("y"),
                List.of(Series.scatter("s", Series.Role.MEASURED, new double[] {1}, new double[] {2})));
        ClaimEntry claim = ClaimEntry.builder("p/1", "p", ClaimForm.VALUE, "s")
                .figure(figure)
                .build();
        assertThatThrownBy(() -> SampleReports.of(List.of(claim), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("figure of claim p/1")
                .hasMessageContaining("figures/f.csv");
        assertThatThrownBy(() -> SampleReports.of(List.of(claim, claim), List.of(figure)))
                .hasMessageContaining("one entry of claim p/1");
        assertThatThrownBy(() -> SampleReports.of(List.of(claim), List.of(figure, figure)))
                .hasMessageContaining("one figure \"f\"");
    }

    @Test
    void optionsKeepTheirOrder() {
        Map<String, String> options = SampleReports.full().options();
        assertThat(options.keySet()).containsExactly("paper", "engine");
        assertThat(ReportJson.fromJson(ReportJson.toJson(SampleReports.full()))
                        .options()
                        .keySet())
                .containsExactlyElementsOf(options.keySet());
    }
}
