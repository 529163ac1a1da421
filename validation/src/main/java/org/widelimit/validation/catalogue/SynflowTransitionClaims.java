package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/**
 * graphon/C17: with many rounds SynFlow has a transition at the density where a unit's in-flow and out-flow follow each other with
 * gain 1.
 *
 * <p>The number of rounds grows with the width here, T = n for the whole run. Above the critical density the masks tend to the
 * constant graphon all the same, below it they do not: the limits n to infinity and T to infinity cannot be interchanged (graphon/C18).
 */
final class SynflowTransitionClaims {

    private static final int HIDDEN = 3;
    private static final int FIXED_ROUNDS = 2;
    private static final int LINE_ROUNDS = 30;
    private static final String ABOVE = "relative SD of the out-degrees above the transition";
    private static final String BELOW = "relative SD of the out-degrees below the transition";
    private static final String FIXED = "relative SD of the out-degrees below the transition, two rounds";
    private static final String DEAD_ABOVE = "dead units above the transition";
    private static final String DEAD_BELOW = "dead units below the transition";
    private static final String RATIO = "variance of the degrees over its formula";
    private static final String ONE_ROUND = "variance of the degrees over the formula of one round";
    private static final String CROSSING = "density of gain 1";
    private static final String PLACE =
            "section 4.3: SynFlow masks look like blocks; the transition follows from the feedback between flows";

    private final WeightLaw law;
    private final double above;
    private final double below;
    private final double other;

    /** Densities at which the law is looked at, on both sides, and the critical density of the other law. */
    private SynflowTransitionClaims(WeightLaw law, double above, double below, double other) {
        this.law = law;
        this.above = above;
        this.below = below;
        this.other = other;
    }

    static List<Claim> claims() {
        double uniform = new SynflowResponse(WeightLaw.UNIFORM).criticalDensity();
        double normal = new SynflowResponse(WeightLaw.NORMAL).criticalDensity();
        SynflowTransitionClaims first = new SynflowTransitionClaims(WeightLaw.UNIFORM, 0.65, 0.25, normal);
        SynflowTransitionClaims second = new SynflowTransitionClaims(WeightLaw.NORMAL, 0.55, 0.18, uniform);
        return List.of(
                first.location(uniform),
                second.location(normal),
                first.constantAbove(),
                second.constantAbove(),
                first.rateAbove(),
                second.rateAbove(),
                first.rateBelow(),
                second.rateBelow(),
                first.deadUnits(),
                second.deadUnits());
    }

    private String setting() {
        return "SynFlow with T = n rounds on " + law.label()
                + " weights (three hidden layers of width n, n inputs and outputs)";
    }

    private String id(String suffix) {
        return "graphon/C17-" + law.label() + suffix;
    }

    private Claim location(double critical) {
        return ValueClaim.named(id(""))
                .states("SynFlow on " + law.label() + " weights (three hidden layers of width n, n inputs and outputs, "
                        + LINE_ROUNDS + " rounds): the gain g with which a unit's in-flow follows its out-flow and the"
                        + " reverse grows as the density falls, and reaches 1 at the density c_*. It is measured in"
                        + " every round while the density is between " + high() + " and " + low()
                        + ", where fluctuations are small, and 1/g is continued as a line in 1/tau^2.")
                .formula(
                        law == WeightLaw.UNIFORM
                                ? "g = \\frac{2 \\tau^2}{1 - \\tau^2}, \\quad c_* = 1 - 1/\\sqrt{3} = 0.423"
                                : "g = \\tau^2, \\quad c_* = P(|N(0, 1)| > 1) = 0.317")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, PLACE)
                .knob("width")
                .at(Scale.QUICK, Sweep.over(64, 128, 256).replicates(32, 256))
                .at(Scale.STANDARD, Sweep.over(256, 512, 1024).replicates(16, 64))
                .measuresNumber(CROSSING, this::crossing)
                .is(critical)
                .within(0.02, "a fifth of the distance between the two laws")
                .bias(Bias.ofOrder(1))
                .falsehood("It is that of the other law of weights.", other)
                .falsehood("It is 0.05 higher.", critical + 0.05)
                .falsehood("It is 0.05 lower.", critical - 0.05)
                .costs(3)
                .build();
    }

    private double high() {
        return law == WeightLaw.UNIFORM ? 0.8 : 0.75;
    }

    private double low() {
        return law == WeightLaw.UNIFORM ? 0.62 : 0.55;
    }

    /** Where 1/g = a + b / tau^2 is 1; the line is fitted with weights g^2, as the errors of 1/g grow like 1/g. */
    private double crossing(CellContext cell) {
        List<DMatrixRMaj> magnitudes =
                SynflowRun.squareLayers(law, cell.size(), HIDDEN, cell.random().child("weights").stream());
        SynflowRun run = new SynflowRun(magnitudes);
        List<double[]> points = new ArrayList<>();
        List<SynflowRun.Units> before = List.of();
        for (int t = 1; t <= LINE_ROUNDS; t++) {
            double c = density(t);
            run.cut(c);
            if (c < high()) {
                double tau = law.threshold(c);
                List<SynflowRun.Units> after = run.hiddenUnits();
                points.add(new double[] {1 / (tau * tau), SynflowGain.of(magnitudes, tau, before, after)});
                before = after;
            } else if (density(t + 1) < high()) {
                before = run.hiddenUnits();
            }
        }
        return law.keptFraction(1 / Math.sqrt(whereGainIsOne(points)));
    }

    /** After round t of the run. */
    private double density(int t) {
        return Math.pow(low(), (double) t / LINE_ROUNDS);
    }

    /** x with a + b x = 1, for points (x, g). */
    private static double whereGainIsOne(List<double[]> points) {
        double weight = 0;
        double x = 0;
        double y = 0;
        for (double[] point : points) {
            double w = point[1] * point[1];
            weight += w;
            x += w * point[0];
            y += w / point[1];
        }
        x /= weight;
        y /= weight;
        double covariance = 0;
        double variance = 0;
        for (double[] point : points) {
            double w = point[1] * point[1];
            covariance += w * (point[0] - x) * (1 / point[1] - y);
            variance += w * (point[0] - x) * (point[0] - x);
        }
        return x + (1 - y) * variance / covariance;
    }

    private Claim constantAbove() {
        return ValueClaim.named(id("-constant"))
                .states("SynFlow with T = n/4 rounds on " + law.label()
                        + " weights (three hidden layers of width n, n inputs and outputs): at density "
                        + above + ", above the transition, n times the squared relative standard"
                        + " deviation of the out-degrees tends to the constant of the quasi-static response. The number"
                        + " is the ratio of the two.")
                .formula(
                        "n \\frac{\\operatorname{Var}(\\deg)}{\\operatorname{mean}(\\deg)^2} \\to \\frac{1 - c}{c} \\Big(1 +"
                                + " \\frac{2 h g}{1 - g^2}\\Big) + h^2 \\Big(\\frac{s}{m^2} - 1\\Big) \\frac{1 + g^2}{(1 - g^2)^2}")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, PLACE)
                .knob("width")
                .at(Scale.QUICK, Sweep.over(64, 128, 256).replicates(32, 256))
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024).replicates(8, 32))
                .measures(RATIO, cell -> {
                    double variance = prunedTo(cell, above, cell.size() / 4).scaledVariance();
                    SynflowResponse response = new SynflowResponse(law);
                    return Measurement.of(RATIO, variance / response.quasiStatic(above))
                            .and(ONE_ROUND, variance / response.afterRounds(above, 1));
                })
                .is(1)
                .within(0.1, "10 % of the variance, 5 % of the standard deviation")
                .bias(Bias.ofOrder(1))
                .falsehood("The variance is a quarter larger.", 1.25)
                .falsehood("The variance is a quarter smaller.", 0.75)
                .falsehood("It is that of one round.", ONE_ROUND)
                .costs(3)
                .build();
    }

    private Claim rateAbove() {
        return RateClaim.named(id("-above"))
                .states(setting() + ": at density " + above
                        + ", above the transition, the relative standard deviation of the"
                        + " out-degrees falls as n^(-1/2), so that the limit is the constant graphon.")
                .formula("c > c_*: \\quad \\operatorname{SD}(\\deg) / \\operatorname{mean}(\\deg) \\sim n^{-1/2}")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, PLACE)
                .knob("width")
                .at(Scale.QUICK, Sweep.over(64, 128, 192, 256).replicates(8, 64))
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024).replicates(8, 32))
                .measures(ABOVE, this::bothSides)
                .exponent(-0.5)
                .within(0.1, "a fifth of the way to a deviation that stays")
                .falsehood("It tends to a positive number.", 0)
                .falsehood("It falls as n^(-1/2) at density " + below + " too.", BELOW)
                .costs(3)
                .build();
    }

    private Claim rateBelow() {
        return RateClaim.named(id("-below"))
                .states(setting() + ": at density " + below
                        + ", below the transition, the relative standard deviation of the"
                        + " out-degrees tends to a positive number, so that the limit is not the constant graphon. With"
                        + " two rounds it tends to 0: the limits n to infinity and T to infinity do not commute.")
                .formula("c < c_*: \\quad \\operatorname{SD}(\\deg) / \\operatorname{mean}(\\deg) \\sim n^{0}")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, PLACE)
                .knob("width")
                .at(Scale.QUICK, Sweep.over(64, 128, 192, 256).replicates(8, 64))
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024).replicates(8, 32))
                .measures(BELOW, this::bothSides)
                .exponent(0)
                .within(0.1, "a fifth of the way to a deviation that falls as n^(-1/2)")
                .falsehood("It falls as n^(-1/2).", -0.5)
                .falsehood("It stays at density " + above + " too.", ABOVE)
                .falsehood("It stays with two rounds too.", FIXED)
                .costs(3)
                .build();
    }

    private Claim deadUnits() {
        return OrderClaim.named(id("-dead"))
                .states(setting() + ": at density " + below
                        + ", below the transition, more than a fifth of the hidden units"
                        + " are dead, more than at density " + above + ", where hardly any is.")
                .formula("P(\\mathrm{dead} \\mid c < c_*) - P(\\mathrm{dead} \\mid c > c_*) > 0.2")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, PLACE)
                .knob("width")
                .at(Scale.QUICK, Sweep.over(128, 256).replicates(10))
                .at(Scale.STANDARD, Sweep.over(256, 512, 1024).replicates(10))
                .measures(this::bothSides)
                .smaller(DEAD_ABOVE, DEAD_BELOW)
                .byMoreThan(0.2, "a fifth of all units, as one sees in the paper's figures")
                .falsehood("Above the transition more units are dead.", DEAD_BELOW, DEAD_ABOVE)
                .falsehood("More than half of the units are dead below.", 0.5)
                .costs(4)
                .build();
    }

    /** One run through both densities. */
    private Measurement bothSides(CellContext cell) {
        int n = cell.size();
        SynflowRun run = start(cell);
        double step = Math.log(below) / n;
        int t = 1;
        for (; Math.exp(step * t) > above; t++) {
            run.cut(Math.exp(step * t));
        }
        run.cut(above);
        Measurement measured = Measurement.of(ABOVE, deviation(run, n)).and(DEAD_ABOVE, run.deadFraction());
        for (; t < n; t++) {
            run.cut(Math.exp(step * t));
        }
        run.cut(below);
        return measured.and(BELOW, deviation(run, n))
                .and(DEAD_BELOW, run.deadFraction())
                .and(FIXED, deviation(prunedTo(cell, below, FIXED_ROUNDS), n));
    }

    private static double deviation(SynflowRun run, int n) {
        return Math.sqrt(run.scaledVariance() / n);
    }

    private SynflowRun prunedTo(CellContext cell, double density, int rounds) {
        return start(cell).prune(density, rounds);
    }

    private SynflowRun start(CellContext cell) {
        return SynflowRun.square(law, cell.size(), HIDDEN, cell.random().child("weights").stream());
    }
}
