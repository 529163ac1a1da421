package org.widelimit.validation.study;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.stats.ScalePoint;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.claim.Statement;
import org.widelimit.validation.claim.StatementVerdict;
import org.widelimit.validation.report.Axis;
import org.widelimit.validation.report.ClaimForm;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.Series;
import org.widelimit.validation.report.TargetBand;
import org.widelimit.validation.report.XyFigure;

/** The figure of a judged claim: what was measured along the knob, beside what the claim and its rivals say. */
final class ClaimFigures {

    /** A knob that spans this ratio is drawn on a logarithmic axis. */
    private static final double LOG_RATIO = 4;

    private final Judgement judgement;
    private final Claim claim;
    private final List<ScalePoint> points;
    private final double[] x;

    private ClaimFigures(Judgement judgement) {
        this.judgement = judgement;
        this.claim = judgement.claim();
        this.points = judgement.main().points();
        this.x = points.stream().mapToDouble(ScalePoint::scale).toArray();
    }

    /** The figure, or null before anything was measured. */
    static @Nullable Figure of(Judgement judgement) {
        return judgement.main().points().isEmpty() ? null : new ClaimFigures(judgement).figure();
    }

    private Figure figure() {
        boolean instances = claim.form() == ClaimForm.IDENTITY || claim.form() == ClaimForm.BOUND;
        String knob = instances ? "batch" : claim.card().plan().knob();
        List<Series> series = new ArrayList<>();
        series.add(measured(claim.card().statement().number(), Series.Role.MEASURED, judgement.main()));
        addFit(series);
        addTarget(series, "claim", Series.Role.PREDICTED, judgement.main());
        judgement.falsehoods().forEach(rival -> addRival(series, "falsehood", Series.Role.FALSEHOOD, rival));
        if (judgement.control() != null) {
            addRival(series, "control", Series.Role.CONTROL, judgement.control());
        }
        XyFigure figure = XyFigure.of(
                Figure.idOf(claim.id()),
                claim.card().statement().number() + " by " + knob,
                instances ? Axis.linear(knob) : axis(knob, x),
                yAxis(series),
                series);
        return withBand(figure.withCaption(caption(instances)));
    }

    private String caption(boolean instances) {
        return instances
                ? "Worst and median of each batch of instances."
                : "Averages of the replicates with their own intervals; the verdict rests on all of them together.";
    }

    private static Axis axis(String label, double[] values) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        return smallest > 0 && largest >= LOG_RATIO * smallest ? Axis.log(label) : Axis.linear(label);
    }

    private Axis yAxis(List<Series> series) {
        String label = claim.card().statement().number();
        boolean positive = true;
        for (Series one : series) {
            for (double value : one.y().toArray()) {
                positive &= !(value <= 0);
            }
        }
        boolean logarithmic = claim.form() == ClaimForm.RATE || claim.form() == ClaimForm.IDENTITY;
        return logarithmic && positive ? Axis.log(label) : Axis.linear(label);
    }

    private static Series measured(String name, Series.Role role, StatementVerdict statement) {
        List<ScalePoint> points = statement.points();
        double[] knobs = points.stream().mapToDouble(ScalePoint::scale).toArray();
        return Series.scatter(
                        name,
                        role,
                        knobs,
                        points.stream().mapToDouble(ScalePoint::average).toArray())
                .withIntervals(
                        points.stream().mapToDouble(p -> p.interval().lower()).toArray(),
                        points.stream().mapToDouble(p -> p.interval().upper()).toArray());
    }

    private void addFit(List<Series> series) {
        List<Double> line = judgement.main().line();
        if (!line.isEmpty()) {
            double[] y = line.stream().mapToDouble(Double::doubleValue).toArray();
            series.add(Series.line("fit", Series.Role.REFERENCE, x, y));
        }
    }

    /** A rival about the same number is another line; one about another number has points of its own. */
    private void addRival(List<Series> series, String name, Series.Role role, StatementVerdict rival) {
        Statement mine = claim.card().statement();
        Statement other = rival.statement();
        if (mine.sharesQuantityWith(other)) {
            addTarget(series, unused(series, name), role, rival);
        } else if (claim.form() != ClaimForm.ORDER && !rival.points().isEmpty()) {
            series.add(measured(unused(series, name + ": " + other.number()), role, rival));
        }
    }

    private static String unused(List<Series> series, String name) {
        long taken = series.stream().filter(s -> s.name().startsWith(name)).count();
        return taken == 0 ? name : name + " " + (taken + 1);
    }

    private void addTarget(List<Series> series, String name, Series.Role role, StatementVerdict statement) {
        double target = statement.statement().target().value();
        double[] y = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            y[k] = claim.form() == ClaimForm.RATE ? powerLaw(k, target) : acceptedEnd(statement);
        }
        series.add(Series.line(name, role, x, y));
    }

    /** The law n^a through the measured point that is nearest to the limit. */
    private double powerLaw(int k, double exponent) {
        int last = x.length - 1;
        return points.get(last).average() * Math.pow(x[k] / x[last], exponent);
    }

    /** The target of a value, the end of the accepted numbers otherwise. */
    private static double acceptedEnd(StatementVerdict statement) {
        var target = statement.statement().target();
        return switch (target.relation()) {
            case EQUAL -> target.value();
            case AT_MOST, MORE_THAN -> target.value() + target.tolerance();
            case AT_LEAST -> target.value() - target.tolerance();
        };
    }

    private XyFigure withBand(XyFigure figure) {
        var target = claim.card().statement().target();
        return claim.form() == ClaimForm.VALUE
                ? figure.withBand(TargetBand.around("target ± tolerance", target.value(), target.tolerance()))
                : figure;
    }
}
