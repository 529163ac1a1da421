package org.widelimit.validation.transformer;

import static org.widelimit.validation.transformer.TheoryTable.number;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/** The same task from ever smaller weights: what of the difference to the theory is left. */
final class ScaleSweep {

    private final List<TwoStageRun> runs;
    private final double[] scales;

    private ScaleSweep(List<TwoStageRun> runs) {
        this.runs = runs;
        this.scales = runs.stream().mapToDouble(TwoStageRun::initialScale).toArray();
    }

    /** The panel; runs in descending order of their initial scale. */
    static DrawnPanel of(List<TwoStageRun> runs) {
        ScaleSweep sweep = new ScaleSweep(runs);
        return DrawnPanel.of("Rows of digits from smaller weights", sweep.words(), List.of(sweep.figure()), null);
    }

    private String words() {
        TwoStageRun last = runs.get(runs.size() - 1);
        return "Is it the data or the initial scale? The second plateau lasts (1/s₁) ln(1/ε), so smaller weights leave w more time."
                + " From ε = " + number(scales[0]) + " to " + number(last.initialScale())
                + " the slowest fall between the stages goes from "
                + number(runs.get(0).slowdown()) + " to "
                + number(last.slowdown()) + " of the fastest before, the growth of keys and queries from "
                + number(TheoryTable.relativeGrowth(runs.get(0))) + " to "
                + number(TheoryTable.relativeGrowth(last)) + " of s₁ at w*, and the alignment with F from "
                + number(TheoryTable.aligned(runs.get(0))) + " to " + number(TheoryTable.aligned(last))
                + "; σ₂/σ₁ of W_Q is " + number(TheoryTable.ratio(last)) + " at the end.";
    }

    private Figure figure() {
        return XyFigure.of(
                        "stages-digits-scales",
                        "Digits beside the theory, by initial scale",
                        Axis.log("initial scale ε"),
                        Axis.linear("share"),
                        List.of(
                                series(
                                        "first escape over T*",
                                        r -> TheoryTable.escape(r) / r.blowUp().orElse(Double.NaN)),
                                series("growth of keys and queries over s₁", TheoryTable::relativeGrowth),
                                series("W_Q W_Kᵀ on F", TheoryTable::aligned),
                                series("slowest fall over fastest", TwoStageRun::slowdown),
                                series("σ₂/σ₁ of W_Q", TheoryTable::ratio)))
                .withCaption("By the theory the first three tend to 1 and the last two to 0 as ε tends to 0.");
    }

    private Series series(String name, ToDoubleFunction<TwoStageRun> value) {
        return Series.line(
                name,
                Series.Role.MEASURED,
                scales,
                runs.stream().mapToDouble(value).toArray());
    }
}
