package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.gradientflow.transformer.RankCollapse;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/** flow/17: both stages in one run of the exact model: how long the second plateau lasts and how far the rank has collapsed at its end. */
final class TwoStageClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final double[] SCALES = {1e-3, 1e-4, 1e-5, 1e-6};
    private static final String DURATION = "exp(s1 dt2)";
    private static final String COLLAPSE = "(sigma_2 / sigma_1)^(1 / (1 - s2/s1))";
    private static final String RATIO = "sigma_2 / sigma_1 of W_Q";
    private static final String SETTING =
            " (exact softmax model, d = s = 4, n = 24 random tokens and labels with w* finite,"
                    + " scaled such that s1 is a fifth of the rate at which w comes to w*, s2/s1 from 0.1 to 0.7)";

    private TwoStageClaims() {}

    static List<Claim> claims() {
        return List.of(duration(), collapse(), alignment());
    }

    private static Claim duration() {
        return RateClaim.named("flow/17")
                .states("The second plateau lasts (1/s1) ln(1/epsilon) + O(1), from the escape to |W_Q W_K^T| = 0.1"
                        + SETTING + ".")
                .formula("\\Delta t_2 = \\frac{1}{s_1} \\ln \\frac{1}{\\epsilon} + O(1)")
                .derived(PAPER, "A4.2: Proposition 3 until the end of the linear regime")
                .knob("epsilon")
                .at(Scale.STANDARD, Sweep.over(SCALES).replicates(16, 64))
                .sharedReplicates()
                .measures(DURATION, TwoStageClaims::stages)
                .exponent(-1)
                .within(
                        0.1,
                        "a prototype has 1.14, 1.03, 1.008 from one decade of epsilon to the next; the rivals are five times further")
                .falsehood("It lasts half as long, as if the product W_Q W_K^T decided.", -0.5)
                .falsehood("It lasts half as long again.", -1.5)
                .costs(30)
                .build();
    }

    private static Claim collapse() {
        return RateClaim.named("flow/17-collapse")
                .states("At the end of the second plateau the rank has collapsed incompletely, to sigma_2 / sigma_1 ="
                        + " epsilon^(1 - s2/s1)" + SETTING + ".")
                .formula("\\frac{\\sigma_2}{\\sigma_1}(W_Q) \\sim \\epsilon^{1 - s_2/s_1}")
                .derived(PAPER, "A4.2: Theorem 3 is about t to infinity, but the linear regime ends")
                .knob("epsilon")
                .at(Scale.STANDARD, Sweep.over(SCALES).replicates(16, 64))
                .sharedReplicates()
                .measures(COLLAPSE, TwoStageClaims::stages)
                .exponent(1)
                .within(0.1, "a prototype has 1.11, 1.06, 1.03 of the exponent from one decade of epsilon to the next")
                .falsehood("It is epsilon itself, as if the second mode did not grow.", RATIO)
                .falsehood("The exponent is half as large.", 0.5)
                .costs(30)
                .build();
    }

    private static Claim alignment() {
        return ValueClaim.named("flow/17-alignment")
                .states("While |W_Q W_K^T| is still 0.01, its leading singular vectors are those of F" + SETTING + ".")
                .formula("|\\langle u_1(W_Q W_K^T), u_1(F) \\rangle \\langle v_1(W_Q W_K^T), v_1(F) \\rangle| \\to 1")
                .derived(PAPER, "A4.2, Theorem 3")
                .knob("epsilon")
                .at(Scale.STANDARD, Sweep.over(1e-5, 1e-6, 1e-7).replicates(16, 64))
                .sharedReplicates()
                .measuresNumber("alignment", cell -> {
                    TwoStageProblem problem = problem(cell);
                    TwoStageProblem.Run run = problem.run(cell.sharedRandom(), cell.knob(), 0.01);
                    return RankCollapse.alignment(
                            CommonOps_DDRM.multTransB(
                                    run.last().wq(), run.last().wk(), null),
                            problem.drive());
                })
                .is(1)
                .bias(Bias.between(0.3, 2))
                .within(0.001, "the theory document has alignment above 0.999")
                .falsehood("The alignment stops at 0.99.", 0.99)
                .costs(30)
                .build();
    }

    private static TwoStageProblem problem(CellContext cell) {
        return TwoStageProblem.draw(cell.sharedRandom(), 0.2, p -> p.tie() > 0.1 && p.tie() < 0.7);
    }

    private static Measurement stages(CellContext cell) {
        TwoStageProblem problem = problem(cell);
        TwoStageProblem.Run run = problem.run(cell.sharedRandom(), cell.knob(), TwoStageProblem.ACTIVE);
        double ratio = RankCollapse.ratio(run.last().wq(), 2);
        return Measurement.of(DURATION, Math.exp(problem.sigma()[0] * run.duration()))
                .and(COLLAPSE, Math.pow(ratio, 1 / (1 - problem.tie())))
                .and(RATIO, ratio);
    }
}
