package org.widelimit.validation.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The verdict as a drawing (inline SVG): target +- tolerance as a band, the interval with the estimate above it, and the
 * rivals' targets as crosses. A rival too far off to share the scale is an arrow at the edge.
 */
final class IntervalDiagram {

    private static final double WIDTH = 340;
    private static final double HEIGHT = 78;
    private static final double LEFT = 14;
    private static final double RIGHT = WIDTH - 14;
    private static final double AXIS = 52;
    private static final double MIDDLE = 30;
    /** How many times wider than band and interval the axis may get so as to show a rival. */
    private static final double FAR = 5;

    private final ClaimEntry claim;
    private final double lower;
    private final double upper;
    private final StringBuilder svg = new StringBuilder();

    private IntervalDiagram(ClaimEntry claim, double lower, double upper) {
        this.claim = claim;
        this.lower = lower;
        this.upper = upper;
    }

    /** The drawing, or nothing when the claim has no number to draw. */
    static Optional<String> of(ClaimEntry claim) {
        double[] own = ownNumbers(claim).toArray();
        if (own.length < 2) {
            return Optional.empty();
        }
        double from = DoubleStream.of(own).min().orElseThrow();
        double to = DoubleStream.of(own).max().orElseThrow();
        if (!(to - from > 0) || !Double.isFinite(to - from)) {
            return Optional.empty();
        }
        double reach = FAR * (to - from);
        double nearLower = from;
        double nearUpper = to;
        for (JudgedStatement falsehood : claim.falsehoods()) {
            Double rival = falsehood.target();
            if (rival != null && rival > to - reach && rival < from + reach) {
                nearLower = Math.min(nearLower, rival);
                nearUpper = Math.max(nearUpper, rival);
            }
        }
        double margin = 0.08 * (nearUpper - nearLower);
        return Optional.of(new IntervalDiagram(claim, nearLower - margin, nearUpper + margin).draw());
    }

    private static DoubleStream ownNumbers(ClaimEntry claim) {
        DoubleStream.Builder numbers = DoubleStream.builder();
        add(numbers, claim.estimate());
        if (claim.interval() != null) {
            numbers.add(claim.interval().lower()).add(claim.interval().upper());
        }
        if (claim.oneSided() != null) {
            numbers.add(claim.oneSided().bound());
        }
        Double target = claim.target();
        if (target != null) {
            double tolerance = claim.tolerance() == null ? 0 : claim.tolerance();
            numbers.add(target - tolerance).add(target + tolerance);
        }
        return numbers.build();
    }

    private static void add(DoubleStream.Builder numbers, @Nullable Double number) {
        if (number != null) {
            numbers.add(number);
        }
    }

    private String draw() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg class=\"interval\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
                WIDTH,
                HEIGHT,
                Html.escape(description())));
        drawBand();
        line("axis", LEFT - 8, AXIS, RIGHT + 8, AXIS);
        drawTicks();
        claim.falsehoods().forEach(this::drawRival);
        drawInterval();
        return svg.append("</svg>").toString();
    }

    private String description() {
        String interval = VerdictWords.interval(claim);
        String target = VerdictWords.target(claim);
        return "Estimate " + NumberText.display(claim.estimate()) + (interval.isEmpty() ? "" : ", interval " + interval)
                + (target.isEmpty() ? "" : "; target " + target);
    }

    private void drawBand() {
        Double target = claim.target();
        if (target == null) {
            return;
        }
        double tolerance = claim.tolerance() == null ? 0 : claim.tolerance();
        double from = x(target - tolerance);
        double width = Math.max(x(target + tolerance) - from, 1.5);
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"band\" x=\"%.2f\" y=\"10\" width=\"%.2f\" height=\"%.0f\"/>",
                from,
                width,
                AXIS - 10));
        line("target", x(target), 10, x(target), AXIS);
    }

    private void drawTicks() {
        List<Double> ticks = Ticks.within(lower, upper, 5);
        int digits = digits(ticks);
        for (double tick : ticks) {
            line("axis", x(tick), AXIS, x(tick), AXIS + 4);
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.2f\" y=\"%.0f\" text-anchor=\"middle\">%s</text>",
                    Math.min(Math.max(x(tick), LEFT + 8), RIGHT - 8),
                    AXIS + 18,
                    NumberText.display(tick, digits)));
        }
    }

    /** As many digits as tell two neighbours apart. */
    private static int digits(List<Double> ticks) {
        if (ticks.size() < 2) {
            return 4;
        }
        double largest = Math.max(Math.abs(ticks.get(0)), Math.abs(ticks.get(ticks.size() - 1)));
        double ratio = largest / (ticks.get(1) - ticks.get(0));
        return Math.min(Math.max((int) Math.floor(Math.log10(ratio)) + 2, 2), 12);
    }

    private void drawRival(JudgedStatement falsehood) {
        Double rival = falsehood.target();
        if (rival == null) {
            return;
        }
        if (rival < lower) {
            svg.append(String.format(
                    Locale.ROOT, "<path class=\"rival\" d=\"M%.1f %.1fl-6 4 6 4\"/>", LEFT - 4, MIDDLE - 4));
        } else if (rival > upper) {
            svg.append(String.format(
                    Locale.ROOT, "<path class=\"rival\" d=\"M%.1f %.1fl6 4 -6 4\"/>", RIGHT + 4, MIDDLE - 4));
        } else {
            double at = x(rival);
            line("rival", at - 4, MIDDLE - 4, at + 4, MIDDLE + 4);
            line("rival", at - 4, MIDDLE + 4, at + 4, MIDDLE - 4);
        }
    }

    private void drawInterval() {
        Bounds interval = claim.interval();
        OneSided bound = claim.oneSided();
        if (interval != null) {
            line("measured", x(interval.lower()), MIDDLE, x(interval.upper()), MIDDLE);
            end(x(interval.lower()));
            end(x(interval.upper()));
        } else if (bound != null) {
            boolean open = bound.side() == OneSided.Side.LOWER;
            double tip = open ? RIGHT + 8 : LEFT - 8;
            line("measured", x(bound.bound()), MIDDLE, tip, MIDDLE);
            end(x(bound.bound()));
            svg.append(String.format(
                    Locale.ROOT,
                    "<path class=\"measured\" d=\"M%.1f %.1fl%s 4 %s 4\"/>",
                    open ? tip - 5 : tip + 5,
                    MIDDLE - 4,
                    open ? "5" : "-5",
                    open ? "-5" : "5"));
        }
        if (claim.estimate() != null) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"measured\" cx=\"%.2f\" cy=\"%.0f\" r=\"4\"/>",
                    x(claim.estimate()),
                    MIDDLE));
        }
    }

    private void end(double x) {
        line("measured", x, MIDDLE - 5, x, MIDDLE + 5);
    }

    private void line(String kind, double fromX, double fromY, double toX, double toY) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\"/>",
                kind,
                fromX,
                fromY,
                toX,
                toY));
    }

    private double x(double value) {
        return LEFT + (value - lower) / (upper - lower) * (RIGHT - LEFT);
    }
}
