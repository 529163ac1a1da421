package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.widelimit.numerics.stats.Frequency;
import org.widelimit.validation.study.Calibration;
import org.widelimit.validation.study.Tally;

/**
 * A calibration as a table and as JSON.
 *
 * @param calibrations of each claim, in the order of the rows
 */
public record CalibrationTable(List<Calibration> calibrations) {

    private static final String NONE = "-";

    TextTable table() {
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

    /** What the numbers add up to. */
    String summary() {
        Tally seeds = calibrations.stream().map(Calibration::seeds).reduce(Tally.NONE, Tally::plus);
        Tally drawn = calibrations.stream().map(Calibration::resampled).reduce(Tally.NONE, Tally::plus);
        List<Calibration> judged =
                calibrations.stream().filter(Calibration::isJudged).toList();
        long passing = judged.stream().filter(Calibration::passes).count();
        return String.format(
                Locale.ROOT,
                "%d of %d claims with a study pass: no frequency of wrong verdicts or missed falsehoods speaks against 1 %% (one-sided, 95 %%).%n"
                        + "all studies that were run: %s; all resampled: %s%n",
                passing,
                judged.size(),
                total(seeds),
                total(drawn));
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

    ObjectNode json() {
        ObjectNode json = Command.object();
        json.put("passes", calibrations.stream().allMatch(Calibration::passes));
        json.put("allowed", Tally.ALLOWED);
        json.put("confidence", Tally.CONFIDENCE);
        ArrayNode list = json.putArray("claims");
        for (Calibration c : calibrations) {
            ObjectNode claim = list.addObject();
            claim.put("id", c.subject().id());
            claim.put("form", c.subject().form().label());
            claim.put("passes", c.passes());
            claim.put("samples", c.samples());
            claim.put("pool", c.pool());
            claim.put("secondsPerStudy", c.secondsPerStudy());
            put(claim.putObject("run"), c.seeds());
            put(claim.putObject("resampled"), c.resampled());
        }
        return json;
    }

    private static void put(ObjectNode json, Tally tally) {
        json.put("studies", tally.studies());
        json.put("wrong", tally.wrong());
        json.put("undecided", tally.undecided());
        json.put("missed", tally.missed());
        boolean some = tally.studies() > 0;
        Json.put(json, "wrongAtMost", some ? tally.wrongVerdicts().atMost(Tally.CONFIDENCE) : null);
        Json.put(json, "missedAtMost", some ? tally.missedRivals().atMost(Tally.CONFIDENCE) : null);
    }
}
