package org.widelimit.validation.study;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.claim.StatementVerdict;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.report.Verdict;

/**
 * How often the verdicts on a claim and on its falsehoods come out which way, over several seeds. A true claim should
 * be refuted, and a falsehood supported, in at most 1 % of them.
 *
 * @param seeds how many seeds
 * @param claim how often the claim had each verdict
 * @param falsehoods how often all its falsehoods together had each verdict
 */
public record Calibration(Claim subject, int seeds, Map<Verdict, Integer> claim, Map<Verdict, Integer> falsehoods) {

    public Calibration {
        Objects.requireNonNull(subject, "subject");
        claim = Map.copyOf(claim);
        falsehoods = Map.copyOf(falsehoods);
    }

    /** Runs the claims from the seeds 1, ..., {@code seeds}; nothing is stored. */
    public static List<Calibration> of(List<Claim> claims, Scale scale, int seeds, StudyRunner runner) {
        List<Map<Verdict, Integer>> own = claims.stream().map(c -> counts()).toList();
        List<Map<Verdict, Integer>> rivals = claims.stream().map(c -> counts()).toList();
        for (int seed = 1; seed <= seeds; seed++) {
            StudyPlan plan = new StudyPlan(seed, scale, claims, List.of());
            List<Judgement> judgements = runner.run(plan, CellStore.inMemory()).judgements();
            for (int i = 0; i < claims.size(); i++) {
                own.get(i).merge(judgements.get(i).verdict(), 1, Integer::sum);
                for (StatementVerdict falsehood : judgements.get(i).falsehoods()) {
                    rivals.get(i).merge(falsehood.verdict(), 1, Integer::sum);
                }
            }
        }
        return IntStream.range(0, claims.size())
                .mapToObj(i -> new Calibration(claims.get(i), seeds, own.get(i), rivals.get(i)))
                .toList();
    }

    private static Map<Verdict, Integer> counts() {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, 0);
        }
        return counts;
    }

    /** Share of the seeds in which the verdict was not the expected one. */
    public double unexpected() {
        return 1 - claim.getOrDefault(subject.card().expected(), 0) / (double) seeds;
    }

    /** Share of the seeds and falsehoods in which a falsehood was not refuted. */
    public double falsehoodsNotRefuted() {
        double all = seeds * (double) subject.card().falsehoods().size();
        return 1 - falsehoods.getOrDefault(Verdict.REFUTED, 0) / all;
    }
}
