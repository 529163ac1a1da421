package org.widelimit.validation.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.widelimit.numerics.InputException;
import org.widelimit.validation.ShownSection;
import org.widelimit.validation.Verification;
import org.widelimit.validation.catalogue.StandardCatalogue;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.NotRun;
import org.widelimit.validation.report.Report;
import org.widelimit.validation.report.ReportFiles;
import org.widelimit.validation.study.StudyPlan;

/**
 * What a report has of the run that it was made by, to be run again. The report of an interrupted run has less than its options ask for; what it has is run again as if nothing else had been
 * asked for.
 *
 * @param report with the options of what is in it
 * @param missing claims and sections that were asked for and that the run did not come to
 */
record RecordedRun(Report report, List<String> missing) {

    static RecordedRun in(Path folder) {
        Report report = ReportFiles.read(folder);
        if (report.claims().isEmpty()) {
            throw new InputException(folder + ": expected a report with judged claims, found none");
        }
        return new RecordedRun(finishedPart(report), report.unfinished());
    }

    private static Report finishedPart(Report report) {
        Map<String, String> options = new LinkedHashMap<>(report.options());
        options.replaceAll((option, names) -> Stream.of(names.split(","))
                .filter(name -> !report.unfinished().contains(name))
                .collect(Collectors.joining(",")));
        return new Report(
                report.seed(),
                report.scale(),
                options,
                report.provenance(),
                report.multiplicity(),
                report.claims(),
                report.notRun(),
                List.of(),
                report.sections(),
                report.figures());
    }

    /** The claims that the run came to, also where somebody has taken them out of the report since, and those that were put off to a larger scale. */
    StudyPlan plan() {
        Set<String> ids = new LinkedHashSet<>(Verification.claimsOf(report.options()));
        report.claims().stream().map(ClaimEntry::id).forEach(ids::add);
        report.notRun().stream().map(NotRun::id).forEach(ids::add);
        return StudyPlan.of(StandardCatalogue.load().withIds(List.copyOf(ids)), report.scale(), report.seed());
    }

    List<ShownSection> sections() {
        return Verification.sectionsOf(report.options());
    }
}
