package org.widelimit.validation.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.transformer.RankCollapse;
import org.widelimit.gradientflow.transformer.TransformerWeights;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.XyFigure;

/** A run over rescaled time: loss, norms, directions, ranks. */
final class RunFigures {

    /** Of the rescaled time at rest: a close-up begins there. */
    private static final double NEAR = 0.9;
    /** Of the whole run: what comes after the first plateau is hard to see where it is shorter. */
    private static final double SHORT = 0.3;

    private final TwoStageRun run;
    private final double[] clocks;
    private final Axis time;

    private RunFigures(TwoStageRun run) {
        this.run = run;
        this.clocks = run.clocks();
        this.time = Axis.linear("rescaled time ε |S| t |ℓ′(0)| / (n s)");
    }

    static List<Figure> of(TwoStageRun run) {
        RunFigures figures = new RunFigures(run);
        List<Figure> all = new ArrayList<>();
        all.add(figures.loss(0, "loss", "Loss, " + run.task().name()));
        double near = NEAR * figures.clocks[run.rest()];
        if (run.clock(run.last().time()) - near < SHORT * run.clock(run.last().time())) {
            all.add(figures.loss(near, "loss-near", "The same after the first plateau"));
        }
        all.addAll(List.of(figures.norms(), figures.directions(), figures.ranks()));
        return List.copyOf(all);
    }

    /** From some rescaled time on. */
    private Figure loss(double from, String what, String title) {
        StageTheory theory = new StageTheory(run);
        List<Series> series = new ArrayList<>();
        series.add(measured("loss", Moment::loss));
        series.add(predicted("first stage: effective dynamics", theory.firstLoss()));
        run.restPoint()
                .ifPresent(rest -> series.add(Series.line(
                        "level of the second plateau, L1(w*)",
                        Series.Role.REFERENCE,
                        new double[] {
                            run.clock(run.firstEscape()), run.clock(run.last().time())
                        },
                        new double[] {rest.loss(), rest.loss()})));
        series.add(predicted("second stage: frozen F", theory.secondLoss()));
        List<Series> shown = series.stream().map(s -> after(s, from)).toList();
        return XyFigure.of(id(what), title, time, Axis.linear("loss"), shown)
                .withCaption(
                        "By the theory two plateaus. The first predicted curve starts from the initial weights and knows"
                                + " nothing of the run; the second one is the closed form from the weights where the loss falls most"
                                + " slowly.");
    }

    private static Series after(Series series, double from) {
        int[] kept = IntStream.range(0, series.size())
                .filter(i -> series.x().get(i) >= from)
                .toArray();
        return Series.line(
                series.name(),
                series.role(),
                IntStream.of(kept).mapToDouble(series.x()::get).toArray(),
                IntStream.of(kept).mapToDouble(series.y()::get).toArray());
    }

    private Figure norms() {
        StageTheory theory = new StageTheory(run);
        return XyFigure.of(
                        id("norms"),
                        "Frobenius norms, " + run.task().name(),
                        time,
                        Axis.log("norm"),
                        List.of(
                                measured("W_V", m -> m.norm(TransformerWeights::wv)),
                                measured("W1", m -> m.norm(TransformerWeights::w1)),
                                measured("W2", Moment::norm2),
                                measured("W_Q", m -> m.norm(TransformerWeights::wq)),
                                measured("W_Q W_Kᵀ", Moment::productNorm),
                                predicted("W1, effective dynamics", theory.firstNorm()),
                                predicted("W_Q W_Kᵀ, frozen F", theory.secondProduct())))
                .withCaption(
                        "By the theory the outer weights grow first, together, and keys and queries while the outer ones rest.");
    }

    private Figure directions() {
        double[] direction = run.data().direction();
        DMatrixRMaj drive = run.drive();
        return XyFigure.of(
                        id("directions"),
                        "Directions, " + run.task().name(),
                        time,
                        Axis.linear("cosine"),
                        List.of(
                                measured("W_V on v", m -> m.condensation(direction)),
                                measured("W_V on its own line", Moment::commonDirection),
                                measured("W_Q W_Kᵀ on F", m -> m.alignment(drive))))
                .withCaption("Columns of W_V on v = S/|S| and on their best common line (root mean square cosine, by"
                        + " length): W_V condenses onto v and then turns, as one, to w*. Leading singular pair of W_Q W_Kᵀ on"
                        + " that of F between the stages.");
    }

    private Figure ranks() {
        return XyFigure.of(
                        id("ranks"),
                        "Effective ranks, " + run.task().name(),
                        time,
                        Axis.linear("effective rank"),
                        List.of(
                                rank("W_V", m -> m.weights().wv()),
                                rank("W1", m -> m.weights().w1()),
                                rank("W_Q", m -> m.weights().wq()),
                                rank("W_Q W_Kᵀ", Moment::product)))
                .withCaption("Exponential of the entropy of the singular values over their sum: 1 for rank one.");
    }

    private Series rank(String name, Function<Moment, DMatrixRMaj> matrix) {
        return measured(name, m -> RankCollapse.effectiveRank(matrix.apply(m)));
    }

    private Series measured(String name, ToDoubleFunction<Moment> value) {
        return Series.line(
                name,
                Series.Role.MEASURED,
                clocks,
                run.moments().stream().mapToDouble(value).toArray());
    }

    private static Series predicted(String name, StageTheory.Curve curve) {
        return Series.line(name, Series.Role.PREDICTED, curve.clock(), curve.value());
    }

    private String id(String what) {
        return "stages-" + run.task().id() + "-" + what;
    }
}
