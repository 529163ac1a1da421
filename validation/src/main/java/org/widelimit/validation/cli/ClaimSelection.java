package org.widelimit.validation.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.study.StudyPlan;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options by which claims of the catalogue are chosen. */
final class ClaimSelection {

    @Parameters(
            paramLabel = "CLAIM",
            description = "Ids such as graphon/C5 (default: all; 'widelimit claims' lists them).")
    private List<String> ids = List.of();

    @Option(names = "--paper", paramLabel = "P", description = "Only claims of this paper: graphon, flow or ntkmtl.")
    private @Nullable String paper;

    @Option(
            names = "--scale",
            defaultValue = "quick",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Scale scale = Scale.QUICK;

    List<String> ids() {
        return ids;
    }

    @Nullable
    String paper() {
        return paper;
    }

    Scale scale() {
        return scale;
    }

    /** The chosen claims at the chosen scale. */
    StudyPlan plan(long seed) {
        return plan(ids, scale, seed);
    }

    /**
     * These claims of the chosen paper.
     *
     * @param chosen ids; all where there are none
     * @throws InputException if an id or the paper is unknown, or none can be decided at the scale
     */
    StudyPlan plan(List<String> chosen, Scale atScale, long seed) {
        StudyPlan plan = StudyPlan.select(StandardCatalogue.load(), chosen, Optional.ofNullable(paper), atScale, seed);
        if (plan.claims().isEmpty()) {
            throw new InputException(nothingToRun(plan));
        }
        return plan;
    }

    private String nothingToRun(StudyPlan plan) {
        return plan.notRun().isEmpty()
                ? "none of these claims belongs to paper \"" + paper + '"'
                : "--scale " + plan.scale().label() + ": none of these claims can be decided at this scale; "
                        + plan.notRun().get(0).id() + " needs "
                        + plan.notRun().get(0).card().minScale().label();
    }
}
