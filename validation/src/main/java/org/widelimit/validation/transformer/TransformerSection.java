package org.widelimit.validation.transformer;

import static org.widelimit.validation.transformer.TheoryTable.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.widelimit.validation.report.DrawnPanel;
import org.widelimit.validation.report.DrawnSection;
import org.widelimit.validation.report.Figure;

/** The section in words, figures and a table. */
final class TransformerSection {

    /** Below this share of its fastest rate the fall of a loss has stopped to the eye. */
    private static final double SLOW = 0.05;

    private TransformerSection() {}

    static DrawnSection of(TransformerSectionOptions options, List<TwoStageRun> runs) {
        TwoStageRun random = runs.get(0);
        TwoStageRun digits = runs.get(1);
        List<DrawnPanel> panels = new ArrayList<>();
        panels.add(panel("Random sequences: both stages as predicted?", randomWords(random), random));
        panels.add(panel("Rows of digits: the same diagnostics", digitWords(digits), digits));
        if (runs.size() > 2) {
            panels.add(ScaleSweep.of(runs.subList(1, runs.size())));
        }
        panels.add(DrawnPanel.of(
                "Where theory and practice part",
                partingWords(random, digits),
                List.of(),
                TheoryTable.of(List.of(random, digits))));
        return DrawnSection.of(
                "two-stages", "Two stages", "Two stages of a transformer's training", introduction(options), panels);
    }

    private static DrawnPanel panel(String title, String words, TwoStageRun run) {
        List<Figure> figures = new ArrayList<>(RunFigures.of(run));
        figures.add(CosineMaps.of(run));
        return DrawnPanel.of(title, words, figures, null);
    }

    private static String introduction(TransformerSectionOptions options) {
        return "The exact gradient flow of a one-layer transformer (arXiv 2510.06954: softmax attention, the last token asks;"
                + " labels ±1) from weights of deviation ε = " + number(options.initialScale())
                + ". By the theory the loss waits twice. First all weights are small: W_V, W1 and W2 follow the effective"
                + " dynamics, which blow up at a rescaled time T*, and W_V condenses onto v = S/|S|, S = Σ yᵢ Σ xᵢⱼ. Then the"
                + " loss rests at the best that uniform attention can do, while keys and queries grow at the rate s₁, the"
                + " largest singular value of F (eq. 15), and become of rank one."
                + "\n\nTwo tasks: " + options.samples() + " random sequences of " + options.tokens()
                + " normal tokens with random labels, in the setting of the theory (exponential loss, no activation,"
                + " tokens scaled such that s₁ is " + number(SequenceTask.HASTE)
                + " of the rate at which w = W_V W1 W2 comes to rest); and " + options.images()
                + " digits with their 8 rows of pixels as tokens, y = 1 for even digits, with tanh and the logistic loss,"
                + " pixels standardised and nothing else arranged.";
    }

    private static String randomWords(TwoStageRun run) {
        return "The first plateau ends at " + number(TheoryTable.escape(run))
                + " where the effective dynamics blow up at T* = "
                + number(run.blowUp().orElse(Double.NaN)) + " (the difference is of order ε). The loss rests at "
                + number(run.atRest().loss()) + "; the best of uniform attention is " + number(TheoryTable.level(run))
                + ". Keys and queries then grow at " + number(TheoryTable.relativeGrowth(run))
                + " times s₁, and W_Q W_Kᵀ has the leading singular pair of F up to a cosine of "
                + number(TheoryTable.aligned(run)) + " when the second plateau ends."
                + "\n\nRank one is not reached: σ₂/σ₁ of W_Q is " + number(TheoryTable.ratio(run))
                + " at the end of the second plateau, and " + number(TheoryTable.closedRatio(run))
                + " by the closed form at that time. Theorem 3 lets t tend to infinity in dynamics that end there (flow/17-collapse).";
    }

    private static String digitWords(TwoStageRun run) {
        return "The effective dynamics blow up at T* = " + number(run.blowUp().orElse(Double.NaN))
                + "; the first plateau ends at " + number(TheoryTable.escape(run))
                + ", with W_V on v up to a cosine of "
                + number(TheoryTable.condensed(run)) + "."
                + "\n\nBetween the stages there is "
                + (run.slowdown() < SLOW ? "a plateau" : "a shoulder and no plateau")
                + ": at its slowest the loss falls at " + number(run.slowdown())
                + " of its fastest rate before, at the level "
                + number(run.atRest().loss())
                + "; the best of uniform attention without activation is " + number(TheoryTable.level(run))
                + ". The signs are right for " + percent(run.accuracy(run.atRest())) + " of the images there and for "
                + percent(run.accuracy(run.last())) + " at the end of the run, where attention is active.";
    }

    private static String partingWords(TwoStageRun random, TwoStageRun digits) {
        return "The stages separate where s₁ is small against the rate at which w comes to rest (Assumption 2). That ratio is "
                + number(TheoryTable.haste(random)) + " for the random sequences, by arrangement, and "
                + number(TheoryTable.haste(digits)) + " for the digits, where nothing was arranged."
                + digits.restPoint().map(TransformerSection::rates).orElse("")
                + "\n\nWhat holds for both: the first escape (at " + number(relativeEscape(random)) + " and "
                + number(relativeEscape(digits)) + " of T*), condensation (" + number(TheoryTable.condensed(random))
                + " and "
                + number(TheoryTable.condensed(digits)) + "), and that W_V has almost one direction ("
                + number(random.atRest().commonDirection()) + " and "
                + number(digits.atRest().commonDirection())
                + "), also when it turns from v to w*. What depends on the separation: the"
                + " rate of keys and queries (" + number(TheoryTable.relativeGrowth(random)) + " and "
                + number(TheoryTable.relativeGrowth(digits)) + " of s₁ at w*), their alignment with F ("
                + number(TheoryTable.aligned(random)) + " and " + number(TheoryTable.aligned(digits))
                + ") and the collapse of W_Q (σ₂/σ₁ = " + number(TheoryTable.ratio(random)) + " and "
                + number(TheoryTable.ratio(digits)) + ").";
    }

    private static double relativeEscape(TwoStageRun run) {
        return TheoryTable.escape(run) / run.blowUp().orElse(Double.NaN);
    }

    /** The rates of w on both sides of s1. */
    private static String rates(RestPoint rest) {
        return " The rates of w there range from " + number(rest.rates()[rest.rates().length - 1]) + " to "
                + number(rest.rates()[0]) + "; s₁ = " + number(rest.sigma()[0]) + " exceeds "
                + Arrays.stream(rest.rates())
                        .filter(rate -> rate < rest.sigma()[0])
                        .count() + " of the "
                + rest.rates().length
                + ". Along those directions keys and queries are faster than w, and unless ε is very small W_V, W1, W2 still move"
                + " when attention wakes.";
    }

    private static String percent(double share) {
        return number(100 * share) + " %";
    }
}
