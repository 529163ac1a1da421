package org.widelimit.validation.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found. Two reports of the same seed, scale, options and provenance are equal up to the seconds of
 * their claims; the time of day is not part of it.
 *
 * @param options the options that a number may depend on, by name, in the order of the command line
 * @param multiplicity the statement about the catalogue as a whole, or null
 * @param sections what is shown before the claims, ids unique; empty when it was not asked for
 * @param claims in the order of the catalogue, ids unique
 * @param notRun claims that cannot be decided at this scale
 * @param unfinished claims and sections that the options ask for and that the run has not come to yet, or never did; empty when it has ended by itself
 * @param figures all figures, ids unique; claims and panels refer to them by path
 */
@JsonIgnoreProperties(value = "asExpected", allowGetters = true, ignoreUnknown = true)
public record Report(
        long seed,
        Scale scale,
        Map<String, String> options,
        Provenance provenance,
        @Nullable Multiplicity multiplicity,
        List<ClaimEntry> claims,
        List<NotRun> notRun,
        List<String> unfinished,
        List<Section> sections,
        List<Figure> figures) {

    public Report {
        Objects.requireNonNull(scale, "scale");
        Objects.requireNonNull(provenance, "provenance");
        options = options == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(options));
        options.forEach((name, value) -> {
            if (value == null) {
                throw new IllegalArgumentException("expected a text in option \"" + name + "\", found nothing");
            }
        });
        claims = List.copyOf(claims);
        notRun = notRun == null ? List.of() : List.copyOf(notRun);
        unfinished = unfinished == null ? List.of() : List.copyOf(unfinished);
        sections = sections == null ? List.of() : List.copyOf(sections);
        figures = figures == null ? List.of() : List.copyOf(figures);
        Set<String> paths = new HashSet<>();
        for (Figure figure : figures) {
            if (!paths.add(figure.path())) {
                throw new IllegalArgumentException("expected one figure \"" + figure.id() + "\", found two");
            }
        }
        Set<String> ids = new HashSet<>();
        for (ClaimEntry claim : claims) {
            if (!ids.add(claim.id())) {
                throw new IllegalArgumentException("expected one entry of claim " + claim.id() + ", found two");
            }
            requireFigure(paths, claim.figure(), "claim " + claim.id());
        }
        Set<String> anchors = new HashSet<>();
        for (Section section : sections) {
            if (!anchors.add(section.id())) {
                throw new IllegalArgumentException("expected one section \"" + section.id() + "\", found two");
            }
            for (SectionPanel panel : section.panels()) {
                panel.figures().forEach(path -> requireFigure(paths, path, "panel \"" + panel.title() + '"'));
            }
        }
    }

    private static void requireFigure(Set<String> paths, @Nullable String path, String where) {
        if (path != null && !paths.contains(path)) {
            throw new IllegalArgumentException(
                    "expected the figure of " + where + " among the figures of the report, found no " + path);
        }
    }

    /** Whether every entry is as expected. */
    @JsonProperty("asExpected")
    public boolean asExpected() {
        return claims.stream().allMatch(ClaimEntry::asExpected);
    }

    /** What is said of a run that has not ended by itself, or nothing. */
    Optional<String> remark() {
        return unfinished.isEmpty()
                ? Optional.empty()
                : Optional.of("The run that this report is of has not ended, or was interrupted: "
                        + NumberText.count(unfinished.size())
                        + (unfinished.size() == 1 ? " claim or section" : " claims and sections")
                        + " that it was asked for " + (unfinished.size() == 1 ? "is" : "are") + " missing here.");
    }

    /** The figure of that path. */
    public Optional<Figure> figure(@Nullable String path) {
        return figures.stream().filter(figure -> figure.path().equals(path)).findFirst();
    }
}
