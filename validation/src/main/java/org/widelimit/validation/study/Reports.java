package org.widelimit.validation.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.widelimit.numerics.stats.HolmAdjustment;
import org.widelimit.numerics.stats.Interval;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.ClaimCard;
import org.widelimit.validation.claim.Judge;
import org.widelimit.validation.claim.Judgement;
import org.widelimit.validation.claim.StatementVerdict;
import org.widelimit.validation.report.ClaimEntry;
import org.widelimit.validation.report.ClaimEntryBuilder;
import org.widelimit.validation.report.DrawnSection;
import org.widelimit.validation.report.Figure;
import org.widelimit.validation.report.JudgedStatement;
import org.widelimit.validation.report.Multiplicity;
import org.widelimit.validation.report.NotRun;
import org.widelimit.validation.report.Provenance;
import org.widelimit.validation.report.Report;

/** Turns judged claims into a report. */
public final class Reports {

    private final StudyResult result;
    private final Function<Claim, String> reproduce;
    private final List<Figure> figures = new ArrayList<>();

    private Reports(StudyResult result, Function<Claim, String> reproduce) {
        this.result = result;
        this.reproduce = reproduce;
    }

    /**
     * The report of a study.
     *
     * @param options what a number may depend on besides seed and scale, by name
     * @param sections what is shown before the claims, with figures
     * @param unfinished claims and sections that are asked for and missing, by name
     * @param reproduce the one command or statement that computes a claim's entry again
     */
    public static Report of(
            StudyResult result,
            Map<String, String> options,
            Provenance provenance,
            List<DrawnSection> sections,
            List<String> unfinished,
            Function<Claim, String> reproduce) {
        return new Reports(result, reproduce).report(options, provenance, sections, unfinished);
    }

    private Report report(
            Map<String, String> options, Provenance provenance, List<DrawnSection> sections, List<String> unfinished) {
        sections.forEach(section -> figures.addAll(section.figures()));
        Double[] adjusted = adjusted();
        List<ClaimEntry> entries = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            entries.add(entry(result.judgements().get(i), adjusted[i]));
        }
        StudyPlan plan = result.plan();
        List<NotRun> notRun = plan.notRun().stream()
                .map(claim -> new NotRun(
                        claim.id(),
                        claim.card().minScale(),
                        claim.card().paper(),
                        claim.card().statement().text()))
                .toList();
        return new Report(
                plan.seed(),
                plan.scale(),
                options,
                provenance,
                multiplicity(adjusted),
                entries,
                notRun,
                unfinished,
                sections.stream().map(DrawnSection::text).toList(),
                figures);
    }

    /**
     * Holm-adjusted p-values of the verdicts that rest on a level; null for the others. An undecided one counts with 1.
     * The family is that of the claims: falsehoods and controls have no part in it.
     */
    private Double[] adjusted() {
        List<Judgement> judgements = result.judgements();
        List<Integer> statistical = new ArrayList<>();
        for (int i = 0; i < judgements.size(); i++) {
            if (restsOnALevel(judgements.get(i))) {
                statistical.add(i);
            }
        }
        double[] p = new double[statistical.size()];
        for (int i = 0; i < p.length; i++) {
            Double value = judgements.get(statistical.get(i)).main().pValue();
            p[i] = value == null ? 1 : value;
        }
        double[] holm = HolmAdjustment.adjust(p);
        Double[] adjusted = new Double[judgements.size()];
        for (int i = 0; i < p.length; i++) {
            adjusted[statistical.get(i)] = holm[i];
        }
        return adjusted;
    }

    private static boolean restsOnALevel(Judgement judgement) {
        return judgement.main().estimate() != null && judgement.main().isStatistical();
    }

    private @Nullable Multiplicity multiplicity(Double[] adjusted) {
        int family = 0;
        int stand = 0;
        for (Double p : adjusted) {
            family += p == null ? 0 : 1;
            stand += p != null && p <= Judge.LEVEL ? 1 : 0;
        }
        if (family == 0) {
            return null;
        }
        String text = String.format(
                Locale.ROOT,
                "%d of the %d verdicts that rest on an interval stand together: the probability that any of them is wrong is at"
                        + " most %.0f %% (Holm). Identities and bounds rest on counted instances instead; falsehoods and controls are"
                        + " judged one by one and are not among these verdicts.",
                stand,
                family,
                100 * Judge.LEVEL);
        return new Multiplicity(Judge.LEVEL, text);
    }

    private ClaimEntry entry(Judgement judgement, @Nullable Double adjusted) {
        ClaimCard card = judgement.claim().card();
        ClaimEntryBuilder entry = ClaimEntry.builder(
                        card.id(),
                        card.paper(),
                        judgement.claim().form(),
                        card.statement().text())
                .expected(card.expected())
                .verdict(judgement.verdict())
                .target(
                        card.statement().target().value(),
                        card.statement().target().tolerance())
                .toleranceReason(card.toleranceReason())
                .samples(judgement.samples())
                .seconds(judgement.seconds())
                .formula(card.formula())
                .source(card.source().text(), card.source().origin().label())
                .explanation(Explanations.of(judgement))
                .holmAdjusted(adjusted)
                .error(judgement.error())
                .reproduce(reproduce.apply(judgement.claim()))
                .minScale(card.minScale());
        addFound(entry, card, judgement.main());
        addRivals(entry, judgement);
        Figure figure = ClaimFigures.of(judgement);
        if (figure != null) {
            figures.add(figure);
            entry.figure(figure);
        }
        return entry.build();
    }

    private static void addFound(ClaimEntryBuilder entry, ClaimCard card, StatementVerdict main) {
        entry.counterexample(main.counterexample());
        entry.droppedScales(main.dropped().stream()
                .map(knob -> card.plan().knob() + " " + Explanations.number(knob))
                .toList());
        if (main.estimate() != null) {
            entry.estimate(main.estimate());
        }
        Interval interval = main.interval();
        if (interval != null) {
            entry.interval(interval.lower(), interval.upper());
        }
    }

    private static void addRivals(ClaimEntryBuilder entry, Judgement judgement) {
        judgement.falsehoods().forEach(falsehood -> entry.falsehood(statement(judgement, falsehood)));
        if (judgement.control() != null) {
            entry.control(statement(judgement, judgement.control()));
        }
    }

    private static JudgedStatement statement(Judgement judgement, StatementVerdict rival) {
        boolean sameAxis =
                rival.statement().sharesQuantityWith(judgement.claim().card().statement());
        return new JudgedStatement(
                rival.statement().text(),
                rival.verdict(),
                sameAxis ? rival.statement().target().value() : null,
                Explanations.of(judgement, rival));
    }
}
