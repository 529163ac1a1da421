package org.widelimit.validation.report;

import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/** A report in which every text tries to leave its place. */
final class HostileReports {

    static final List<String> TEXTS = List.of(
            "</script><script>document.documentElement.dataset.errors='broken out'</script>",
            "<img src=x onerror=\"document.documentElement.dataset.errors='image'\">",
            "\" onmouseover=\"alert(1)\" x=\"",
            "' autofocus onfocus='alert(1)",
            "<!--<script>",
            "]]></math><iframe src=//example.org></iframe>",
            "${7*7} `x` \\u003c/script> &lt;b&gt; \u2028\u2029\u0000\u0007\r\n",
            "javascript:alert(1)");

    private HostileReports() {}

    static Report report() {
        String all = String.join(" ", TEXTS);
        Figure lines = new XyFigure(
                "lines",
                all,
                all,
                new Axis(all, all, Axis.AxisScale.CATEGORY, List.of(TEXTS.get(0), TEXTS.get(1))),
                new Axis(all, all, Axis.AxisScale.LOG, List.of()),
                List.of(new Series(
                        all,
                        Series.Kind.SCATTER,
                        Series.Role.MEASURED,
                        Numbers.of(0, 1),
                        Numbers.of(1, 2),
                        Numbers.of(0.5, 1),
                        Numbers.of(2, 3))),
                new TargetBand(all, 1, 2, null));
        Figure maps = new HeatmapFigure(
                "maps",
                all,
                all,
                all,
                0,
                1,
                all,
                all,
                List.of(HeatMap.of(all, new DMatrixRMaj(2, 2)).withNote(all)),
                1);
        ClaimEntry claim = ClaimEntry.builder(all, all, ClaimForm.RATE, all)
                .verdict(Verdict.REFUTED)
                .estimate(1)
                .interval(0, 2)
                .target(1, 2)
                .toleranceReason(all)
                .falsehood(new JudgedStatement(all, Verdict.SUPPORTED, 1.0, all))
                .control(new JudgedStatement(all, Verdict.REFUTED, null, all))
                .figure(lines)
                .formula(all)
                .source(all, all)
                .explanation(all)
                .error(all)
                .reproduce(all)
                .counterexample(all)
                .droppedScales(List.of(all))
                .build();
        Provenance provenance = new Provenance(all, all, all, all, all, all, all, all, all, 1, all);
        Section real = new Section(
                "real-input",
                all,
                all,
                all,
                List.of(new SectionPanel(
                        all, all, List.of(maps.path()), new DataTable(all, List.of(all), List.of(List.of(all))))));
        return new Report(
                1,
                Scale.QUICK,
                Map.of(all, all),
                provenance,
                new Multiplicity(0.01, all),
                List.of(claim),
                List.of(new NotRun(all, Scale.FULL, all, all)),
                List.of(all),
                List.of(real),
                List.of(lines, maps));
    }
}
