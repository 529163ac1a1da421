package org.widelimit.validation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.widelimit.validation.study.Calibration;
import org.widelimit.validation.study.Tally;

/** A calibration as JSON. */
final class CalibrationJson {

    private CalibrationJson() {}

    static ObjectNode of(List<Calibration> calibrations) {
        ObjectNode json = Command.object();
        json.put("passes", passes(calibrations));
        json.put("allowed", Tally.ALLOWED);
        json.put("confidence", Tally.CONFIDENCE);
        ArrayNode list = json.putArray("claims");
        for (Calibration c : calibrations) {
            ObjectNode claim = list.addObject();
            claim.put("id", c.subject().id());
            claim.put("form", c.subject().form().label());
            claim.put("passes", passes(List.of(c)));
            claim.put("samples", c.samples());
            claim.put("pool", c.pool());
            claim.put("secondsPerStudy", c.secondsPerStudy());
            put(claim.putObject("run"), c.seeds());
            put(claim.putObject("resampled"), c.resampled());
        }
        return json;
    }

    /** Null where no study speaks for or against any of these. */
    private static @Nullable Boolean passes(List<Calibration> calibrations) {
        return calibrations.stream().noneMatch(Calibration::isJudged)
                ? null
                : (Boolean) calibrations.stream().allMatch(Calibration::passes);
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
