package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportComparisonTest {

    private static final double T = 1e-9;

    /** A claim with these numbers, and a figure that shows the estimate. */
    private static Report report(ClaimForm form, double estimate, double tolerance, double p) {
        XyFigure figure = XyFigure.of(
                "paper-1",
                "error by batch",
                Axis.linear("batch"),
                Axis.linear("error"),
                List.of(Series.line("error", Series.Role.MEASURED, new double[] {1, 2}, new double[] {estimate, 1})));
        ClaimEntry claim = ClaimEntry.builder("paper/1", "paper", form, "Something holds")
                .estimate(estimate)
                .interval(estimate, estimate)
                .target(0, tolerance)
                .holmAdjusted(p)
                .verdict(Verdict.SUPPORTED)
                .figure(figure)
                .build();
        return SampleReports.of(List.of(claim), List.of(figure));
    }

    private static Report report(ClaimForm form, double estimate) {
        return report(form, estimate, 1e-12, 1e-10);
    }

    private static List<String> differences(Report first, Report second, double tolerance) {
        return ReportComparison.of(first, second, tolerance).stream()
                .map(ReportComparison.Difference::where)
                .toList();
    }

    private static final List<String> ALL_FOUR = List.of(
            "claims[paper/1].estimate",
            "claims[paper/1].interval[0]",
            "claims[paper/1].interval[1]",
            "figures[paper-1].series[0].y[0]");

    @Test
    void roundingOfAnIdentityOrABoundAgreesOnAnotherProcessor() {
        for (ClaimForm form : List.of(ClaimForm.IDENTITY, ClaimForm.BOUND)) {
            Report here = report(form, 1.4e-15);
            Report elsewhere = report(form, -2.3e-15);
            assertThat(differences(here, elsewhere, T)).as("%s", form).isEmpty();
            assertThat(differences(here, elsewhere, 0)).containsExactlyElementsOf(ALL_FOUR);
            assertThat(differences(here, report(form, 1.1e-9), T)).containsExactlyElementsOf(ALL_FOUR);
        }
    }

    @Test
    void smallNumbersOfOtherFormsHaveToAgreeInTheirDigits() {
        for (ClaimForm form : List.of(ClaimForm.VALUE, ClaimForm.RATE, ClaimForm.ORDER)) {
            Report here = report(form, 1e-10);
            assertThat(differences(here, report(form, 1.00000001e-10), T)).containsExactlyElementsOf(ALL_FOUR);
            assertThat(differences(here, report(form, 1.0000000001e-10), T)).isEmpty();
        }
    }

    @Test
    void alteredNumbersOfOrdinarySizeAreFoundInEveryForm() {
        for (ClaimForm form : ClaimForm.values()) {
            Report here = report(form, 3.25);
            assertThat(differences(here, report(form, 3.25 * (1 + 0.9e-9)), T)).isEmpty();
            assertThat(differences(here, report(form, 3.25 * (1 + 1.1e-9)), T)).containsExactlyElementsOf(ALL_FOUR);
        }
    }

    @Test
    void whatAClaimStatesIsNoRounding() {
        Report stated = report(ClaimForm.IDENTITY, 1e-15, 1e-12, 0.5);
        assertThat(differences(stated, report(ClaimForm.IDENTITY, 1e-15, 2e-12, 0.5), T))
                .containsExactly("claims[paper/1].tolerance");
    }

    @Test
    void probabilitiesAreComparedWithOne() {
        Report here = report(ClaimForm.VALUE, 3, 0.1, 2e-10);
        assertThat(differences(here, report(ClaimForm.VALUE, 3, 0.1, 3e-10), T)).isEmpty();
        assertThat(differences(here, report(ClaimForm.VALUE, 3, 0.1, 3e-9), T))
                .containsExactly("claims[paper/1].holmAdjusted");
        assertThat(differences(here, report(ClaimForm.VALUE, 3, 0.1, 3e-10), 0))
                .containsExactly("claims[paper/1].holmAdjusted");
    }

    @Test
    void withToleranceZeroEveryBitCounts() {
        assertThat(differences(report(ClaimForm.IDENTITY, 0.0), report(ClaimForm.IDENTITY, -0.0), 0))
                .containsExactlyElementsOf(ALL_FOUR);
        assertThat(differences(report(ClaimForm.VALUE, 3), report(ClaimForm.VALUE, Math.nextUp(3.0)), 0))
                .containsExactlyElementsOf(ALL_FOUR);
    }

    @Test
    void verdictsSeedsAndCountsAreTheSameOrDiffer() {
        Report first = SampleReports.of(List.of(claim(1_000_000_000_000L, Verdict.SUPPORTED)), List.of());
        Report second = SampleReports.of(List.of(claim(1_000_000_000_001L, Verdict.REFUTED)), List.of());
        assertThat(differences(first, second, T))
                .contains("claims[paper/1].verdict", "claims[paper/1].samples", "claims[paper/1].asExpected");
    }

    private static ClaimEntry claim(long samples, Verdict verdict) {
        return ClaimEntry.builder("paper/1", "paper", ClaimForm.IDENTITY, "Something holds")
                .expected(Verdict.SUPPORTED)
                .verdict(verdict)
                .samples(samples)
                .build();
    }
}
