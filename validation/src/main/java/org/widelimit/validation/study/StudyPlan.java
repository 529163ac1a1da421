package org.widelimit.validation.study;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.report.Scale;

/**
 * Which claims are run, at which scale, from which seed.
 *
 * @param claims the claims that can be decided at the scale, in the order of the catalogue
 * @param notRun the claims that were chosen too, but need a larger scale
 */
public record StudyPlan(long seed, Scale scale, List<Claim> claims, List<Claim> notRun) {

    public StudyPlan {
        Objects.requireNonNull(scale, "scale");
        claims = List.copyOf(claims);
        notRun = List.copyOf(notRun);
        for (Claim claim : claims) {
            if (!claim.card().plan().runsAt(scale)) {
                throw new IllegalArgumentException("expected at least scale "
                        + claim.card().minScale().label() + " for claim " + claim.id() + ", found " + scale.label());
            }
        }
    }

    /** Runs those of the claims that can be decided at the scale. */
    public static StudyPlan of(Collection<? extends Claim> chosen, Scale scale, long seed) {
        return new StudyPlan(
                seed,
                scale,
                chosen.stream()
                        .filter(claim -> claim.card().plan().runsAt(scale))
                        .map(Claim.class::cast)
                        .toList(),
                chosen.stream()
                        .filter(claim -> !claim.card().plan().runsAt(scale))
                        .map(Claim.class::cast)
                        .toList());
    }

    /**
     * Chooses by ids and by paper, as the command line does: the claims of these ids (all, when there is none) that
     * belong to the paper (to any, when it is empty).
     *
     * @throws org.widelimit.numerics.InputException if an id or the paper is unknown
     */
    public static StudyPlan select(
            Catalogue catalogue, Collection<String> ids, Optional<String> paper, Scale scale, long seed) {
        List<Claim> chosen = catalogue.withIds(ids);
        if (paper.isPresent()) {
            List<Claim> ofPaper = catalogue.ofPaper(paper.get());
            chosen = chosen.stream().filter(ofPaper::contains).toList();
        }
        return of(chosen, scale, seed);
    }
}
