package org.widelimit.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

    @Test
    void readingWhatWasWrittenGivesAnEqualReport() {
        Figure figure = XyFigure.of(
                "graphon-C2",
                "t",
                Axis.log("n"),
                Axis.log("e"),
                List.of(Series.scatter("m", Series.Role.MEASURED, new double[] {1, 2, Double.NaN}, new double[] {
                    0.1, Double.POSITIVE_INFINITY, 3
                })));
        ClaimEntry claim = ClaimEntry.builder("graphon/C2", "graphon", ClaimForm.RATE, "s")
                .verdict(Verdict.SUPPORTED)
                .estimate(Double.NaN)
                .interval(0.1, 0.3)
                .target(0.2, 0.1)
                .figure(figure)
                .falsehood(JudgedStatement.of("f", Verdict.REFUTED))
                .build();
        Report report = new Report(
                1,
                Scale.QUICK,
                Map.of("engine", "local"),
                new Provenance("0", "c", "clean", "17", "linux", "cpu", "b", null, 2, "00"),
                null,
                List.of(claim),
                List.of(new NotRun("graphon/C7", Scale.FULL, null, null)),
                null,
                List.of(figure));
        String json = ReportJson.toJson(report);
        assertThat(ReportJson.fromJson(json)).isEqualTo(report);
        assertThat(ReportJson.toJson(ReportJson.fromJson(json))).isEqualTo(json);
    }
}
