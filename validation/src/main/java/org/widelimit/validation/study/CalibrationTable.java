package org.widelimit.validation.study;

import java.util.List;
import java.util.Locale;
import org.widelimit.numerics.stats.Frequency;
import org.widelimit.validation.report.TextTable;

/**
 * A calibration as a table.
 *
 * @param calibrations of each claim, in the order of the rows
 */
public record CalibrationTable(List<Calibration> calibrations) {

    private static final String NONE = "-";

    private TextTable table() {
        TextTable table = TextTable.of(
                "claim",
                "form",
                "run",
                "wrong",
                "undecided",
                "missed",
                "resampled",
                "wrong",
                "undecided",
                "missed",
                "passes",
                "s a study");
        for (Calibration c : calibrations) {
            Tally seeds = c.seeds();
            Tally drawn = c.resampled();
            table.row(
                    c.subject().id(),
                    c.subject().form().label(),
                    run(c),
                    wrong(seeds),
                    undecided(seeds),
                    missed(seeds),
                    drawn.studies() == 0 ? NONE : drawn.studies() + " from " + c.pool(),
                    wrong(drawn),
                    undecided(drawn),
                    missed(drawn),
                    !c.isJudged() ? NONE : c.passes() ? "yes" : "NO",
                    seeds.studies() == 0 ? NONE : String.format(Locale.ROOT, "%.2f", c.secondsPerStudy()));
        }
        return table;
    }

    /** The table in plain text, and what its numbers add up to. */
    public String text() {
        return table() + "\n" + summary();
    }

    /** The table in Markdown, and what its numbers add up to. */
    public String markdown() {
        return table().markdown() + "\n" + summary();
    }

    private String summary() {
        Tally seeds = calibrations.stream().map(Calibration::seeds).reduce(Tally.NONE, Tally::plus);
        Tally drawn = calibrations.stream().map(Calibration::resampled).reduce(Tally.NONE, Tally::plus);
        List<Calibration> judged =
                calibrations.stream().filter(Calibration::isJudged).toList();
        long passing = judged.stream().filter(Calibration::passes).count();
        return String.format(
                Locale.ROOT,
                "%d of %d claims with a study pass: no frequency of wrong verdicts or missed falsehoods speaks against 1 %% (one-sided, 95 %%).%n"
                        + "%sall studies that were run: %s; all resampled: %s%n",
                passing,
                judged.size(),
                notJudged(calibrations.size() - judged.size()),
                total(seeds),
                total(drawn));
    }

    private static String notJudged(int claims) {
        return claims == 0 ? "" : String.format("not judged, because they have no study: %d%n", claims);
    }

    private static String total(Tally tally) {
        return tally.studies() == 0
                ? "none"
                : tally.studies() + ", wrong " + wrong(tally) + ", undecided " + tally.undecided() + ", missed "
                        + missed(tally);
    }

    private static String run(Calibration c) {
        if (c.seeds().studies() == 0) {
            return NONE;
        }
        return c.subject().form().isAboutInstances()
                ? c.seeds().studies() + " (" + c.samples() + " instances)"
                : "" + c.seeds().studies();
    }

    private static String wrong(Tally tally) {
        return tally.studies() == 0 ? NONE : withBound(tally.wrongVerdicts());
    }

    private static String missed(Tally tally) {
        return tally.studies() == 0 ? NONE : withBound(tally.missedRivals());
    }

    private static String undecided(Tally tally) {
        return tally.studies() == 0 ? NONE : "" + tally.undecided();
    }

    private static String withBound(Frequency frequency) {
        return String.format(
                Locale.ROOT, "%d (<= %.1f %%)", frequency.count(), 100 * frequency.atMost(Tally.CONFIDENCE));
    }
}
