package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/**
 * graphon/C16 and C18: SynFlow with a fixed number of rounds tends to the constant graphon where a layer lies between wide layers.
 *
 * <p>Out-degrees of the units of a hidden layer, over their mean, have a standard deviation that falls as n^(-1/2); the constant follows
 * from {@link SynflowResponse}.
 */
final class SynflowRoundsClaims {

    private static final double DENSITY = 0.2;
    private static final int HIDDEN = 3;
    private static final int OUTPUTS = 10;
    private static final String MIDDLE = "relative SD of the out-degrees, a middle layer";
    private static final String LAST = "relative SD of the in-degrees, the last hidden layer";
    private static final String DEVIATION = "relative SD of the out-degrees";
    private static final String RATIO = "variance of the degrees over its formula";
    private static final String OTHER_ROUNDS = "variance of the degrees over the formula of other rounds";
    private static final String NO_FEEDBACK = "variance of the degrees over binomial";
    private static final String PLACE =
            "section 4.3: SynFlow masks look like blocks; the limit at a fixed number of rounds"
                    + " follows from the flows of wide layers";

    private SynflowRoundsClaims() {}

    static List<Claim> claims() {
        return List.of(
                oneShot(),
                constant("graphon/C16-constant", WeightLaw.NORMAL, 1, 2),
                fixedRounds(),
                constant("graphon/C18-normal", WeightLaw.NORMAL, 2, 1),
                constant("graphon/C18-uniform", WeightLaw.UNIFORM, 2, 1),
                constant("graphon/C18-T4", WeightLaw.NORMAL, 4, 2),
                blocksAsPrinted());
    }

    private static Claim oneShot() {
        return RateClaim.named("graphon/C16")
                .states(
                        "SynFlow in one round (density 0.2, n inputs, four hidden layers of width n, 10 outputs) gives a"
                                + " constant graphon between the second and the third hidden layer: the relative standard"
                                + " deviation of the degrees there falls as n^(-1/2). Before the last hidden layer, whose units"
                                + " see ten outputs only, it does not fall.")
                .formula("\\operatorname{SD}(\\deg) / \\operatorname{mean}(\\deg) \\sim n^{-1/2}")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, PLACE)
                .knob("width")
                .at(Scale.QUICK, Sweep.over(100, 200, 400, 800).replicates(8, 32))
                .at(Scale.STANDARD, Sweep.over(200, 400, 800, 1600).replicates(16, 64))
                .measures(MIDDLE, SynflowRoundsClaims::narrowEnds)
                .exponent(-0.5)
                .within(0.08, "nearly half the way to -1/3")
                .falsehood("It falls as n^(-1/3).", -1.0 / 3)
                .falsehood("It tends to a positive number, as for blocks.", 0)
                .falsehood("It falls as n^(-1/2) before the last hidden layer too.", LAST)
                .costs(3)
                .build();
    }

    private static Measurement narrowEnds(CellContext cell) {
        int n = cell.size();
        RandomStream stream = cell.random().child("weights").stream();
        int[] units = {n, n, n, n, n, OUTPUTS};
        List<DMatrixRMaj> magnitudes = new ArrayList<>();
        for (int l = 1; l < units.length; l++) {
            magnitudes.add(SynflowRun.magnitudes(WeightLaw.NORMAL, units[l], units[l - 1], stream));
        }
        List<SynflowRun.Units> hidden =
                new SynflowRun(magnitudes).prune(DENSITY, 1).hiddenUnits();
        return Measurement.of(MIDDLE, SynflowRun.relativeDeviation(hidden.get(1).outDegrees()))
                .and(LAST, SynflowRun.relativeDeviation(hidden.get(3).inDegrees()));
    }

    private static Claim constant(String id, WeightLaw law, int rounds, int otherRounds) {
        return ValueClaim.named(id)
                .states("SynFlow with " + (rounds == 1 ? "one round" : rounds + " rounds") + " on " + law.label()
                        + " weights (density 0.2, three hidden layers, as many inputs and outputs as units): n times"
                        + " the squared relative standard deviation of the out-degrees of a hidden layer tends to the"
                        + " constant of the linear response. The number is the ratio of the two.")
                .formula(
                        "n \\operatorname{Var}(\\deg) / \\operatorname{mean}(\\deg)^2 \\to C_T(c)^2, \\quad \\alpha_t ="
                                + " \\xi_t + g(\\tau_t) \\beta_{t-1}, \\quad \\beta_t = \\eta_t + g(\\tau_t) \\alpha_{t-1}")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, PLACE)
                .knob("width")
                .at(Scale.QUICK, Sweep.over(200, 400, 800).replicates(32, 512))
                .at(Scale.STANDARD, Sweep.over(200, 400, 800, 1600).replicates(16, 128))
                .measures(RATIO, cell -> {
                    double variance = scaledVariance(cell, law, rounds);
                    SynflowResponse response = new SynflowResponse(law);
                    return Measurement.of(RATIO, variance / response.afterRounds(DENSITY, rounds))
                            .and(OTHER_ROUNDS, variance / response.afterRounds(DENSITY, otherRounds))
                            .and(NO_FEEDBACK, variance / (1 / DENSITY - 1));
                })
                .is(1)
                .within(0.05, "5 % of the variance")
                .bias(Bias.ofOrder(1))
                .falsehood("The variance is 10 % larger.", 1.1)
                .falsehood("The variance is 10 % smaller.", 0.9)
                .falsehood("It is that of " + otherRounds + (otherRounds == 1 ? " round." : " rounds."), OTHER_ROUNDS)
                .falsehood("It is binomial: flows do not matter.", NO_FEEDBACK)
                .costs(5)
                .build();
    }

    private static Claim fixedRounds() {
        return rounds("graphon/C18", -0.5)
                .states(
                        "SynFlow with a fixed number of rounds, T = 2, at density 0.2 tends to the constant graphon: the"
                                + " relative standard deviation of the degrees of a hidden layer falls as n^(-1/2).")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, PLACE)
                .falsehood("It tends to a positive number, as for blocks.", 0)
                .falsehood("It falls as n^(-1/3).", -1.0 / 3)
                .build();
    }

    private static Claim blocksAsPrinted() {
        return rounds("graphon/C18-printed", 0)
                .states(
                        "SynFlow masks tend to a graphon of blocks that depends on architecture, density and method alone."
                                + " Then the relative standard deviation of the degrees tends to a positive number, for T = 2"
                                + " rounds as for any other T.")
                .printed(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "hypothesis of section 4 with the SynFlow graphon of section 4.3")
                .expectedRefuted()
                .falsehood("It falls as n^(-1/3).", -1.0 / 3)
                .control("It falls as n^(-1/2): with T fixed the limit is the constant graphon.", -0.5)
                .build();
    }

    private static RateClaim.Builder rounds(String id, double exponent) {
        return RateClaim.named(id)
                .formula("\\operatorname{SD}(\\deg) / \\operatorname{mean}(\\deg) \\sim n^{a}")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(150, 300, 600, 1200).replicates(8, 32))
                .measuresNumber(DEVIATION, cell -> Math.sqrt(scaledVariance(cell, WeightLaw.NORMAL, 2) / cell.knob()))
                .exponent(exponent)
                .within(0.08, "nearly half the way from -1/2 to -1/3")
                .costs(5);
    }

    /** n Var(deg) / mean(deg)^2 of the out-degrees, mean over the hidden layers, which are alike to leading order. */
    private static double scaledVariance(CellContext cell, WeightLaw law, int rounds) {
        SynflowRun run = SynflowRun.square(law, cell.size(), HIDDEN, cell.random().child("weights").stream());
        return run.prune(DENSITY, rounds).scaledVariance();
    }
}
