package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import org.widelimit.gradientflow.transformer.BlowUp;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;
import org.widelimit.gradientflow.transformer.EnergyBounds;
import org.widelimit.gradientflow.transformer.FactorDynamics;
import org.widelimit.gradientflow.transformer.UnbalancedRankOne;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.stats.Average;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.BoundClaim;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Corner;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/** flow/5, 6 and 9: when the first stage blows up, and how. */
final class BlowUpTimeClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final int FACTORS = 4;

    private BlowUpTimeClaims() {}

    static List<Claim> claims() {
        return List.of(latest(), coefficient(), factors(), always(), typicalTime());
    }

    private static Claim latest() {
        return BoundClaim.named("flow/5")
                .states("A solution that starts with positive energy blows up no later than E(0)^(-1/3).")
                .formula("T^* \\le E(0)^{-1/3}")
                .printed(PAPER, "Theorem 1, eq. 11")
                .measures("relative slack", instance -> {
                    EffectiveDynamics start = rising(instance);
                    double latest = EnergyBounds.latestBlowUp(start.energy()).orElseThrow();
                    double time = start.blowUp().time().orElseThrow();
                    return Measurement.of("relative slack", (latest - time) / latest)
                            .and("slack of nine tenths", (0.9 * latest - time) / latest);
                })
                .within(1e-9, "balanced states of rank one attain the bound, so that rounding decides the sign")
                .falsehood("It blows up no later than nine tenths of that.", "slack of nine tenths")
                .costs(3)
                .build();
    }

    /** Normal entries, the sign of W2 such that E > 0; balanced of rank one in the corner DEGENERATE. */
    private static EffectiveDynamics rising(Instance instance) {
        if (instance.corner() == Corner.DEGENERATE) {
            double a = instance.uniform(0.3, 3);
            instance.describe(() -> "balanced scalar state of size " + a);
            return new UnbalancedRankOne(a, a, a).scalar();
        }
        int d = instance.dimension(2, 32);
        instance.describe(() -> "normal state of width " + d + " with positive energy");
        EffectiveDynamics start = EffectiveDynamics.gaussian(d, instance.stream());
        return start.energy() > 0 ? start : mirrored(start);
    }

    private static EffectiveDynamics mirrored(EffectiveDynamics start) {
        double[] w2 = start.w2();
        for (int i = 0; i < w2.length; i++) {
            w2[i] = -w2[i];
        }
        return EffectiveDynamics.of(start.wv(), start.w1(), w2);
    }

    private static Claim coefficient() {
        return ValueClaim.named("flow/6-coefficient")
                .states("At the blow-up the energy is tau^-3 with the coefficient 1, from every start.")
                .formula("E(t) \\tau^3 \\to 1")
                .derived(PAPER, "A2.2: Theorem 1 with conserved C1 and C2; the paper has one-sided bounds")
                .knob("tau / T*")
                .at(Scale.QUICK, Sweep.over(0.1, 0.0316, 0.01).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(0.1, 0.0316, 0.01).replicates(64, 256))
                .sharedReplicates()
                .measuresNumber("E tau^3", cell -> {
                    RandomStream random = cell.sharedRandom().child("initial state").stream();
                    EffectiveDynamics start = EffectiveDynamics.gaussian(3 + random.nextInt(14), random);
                    EffectiveDynamics late = start.after(start.blowUp().time().orElseThrow() * (1 - cell.knob()));
                    return late.energy() * Math.pow(late.blowUp().time().orElseThrow(), 3);
                })
                .is(1)
                .bias(Bias.ofOrder(4))
                .within(0.001, "the first bias is of fourth order, 1e-3 or less at tau = T*/10")
                .falsehood("The coefficient is one per cent larger.", 1.01)
                .falsehood("The coefficient is one per cent smaller.", 0.99)
                .costs(3)
                .build();
    }

    private static Claim factors() {
        return ValueClaim.named("flow/6-factors")
                .states("A product of L = 4 factors blows up like ((L - 2) tau)^(-L/(L-2)), as that of three does.")
                .formula("E(t) \\, ((L - 2) \\tau)^{L/(L-2)} \\to 1")
                .derived(PAPER, "A2.2: conserved differences of Gram matrices, a' = a^(L-1)")
                .knob("tau / T*")
                .at(Scale.QUICK, Sweep.over(0.01, 0.00316, 0.001).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(0.01, 0.00316, 0.001).replicates(64, 256))
                .sharedReplicates()
                .measures("E over the formula", BlowUpTimeClaims::fourFactors)
                .is(1)
                .bias(Bias.between(1, 2))
                .within(0.02, "a tenth of the distance to the nearest rival")
                .falsehood("The coefficient is that of L = 3: E tau^(L/(L-2)) tends to 1.", "E tau^2")
                .falsehood("The coefficient is a fifth larger.", 1.2)
                .costs(4)
                .build();
    }

    private static Measurement fourFactors(CellContext cell) {
        RandomStream random = cell.sharedRandom().child("initial state").stream();
        FactorDynamics start = FactorDynamics.gaussian(3, FACTORS, random);
        if (start.energy() < 0) {
            double[] state = start.state();
            for (int i = 0; i < 3; i++) {
                state[i] = -state[i];
            }
            start = start.at(state);
        }
        FactorDynamics late = start.after(start.blowUpTime().orElseThrow() * (1 - cell.knob()));
        double tau = late.blowUpTime().orElseThrow();
        return Measurement.of("E over the formula", late.energy() / late.universalEnergy(tau))
                .and("E tau^2", late.energy() * tau * tau);
    }

    private static Claim always() {
        return IdentityClaim.named("flow/9")
                .states("A state with normal entries blows up, whatever the sign of its energy.")
                .formula("W_v, W_1, W_2 \\sim N(0, 1) \\;\\Rightarrow\\; T^* < \\infty")
                .printed(PAPER, "Theorem 1 with Definition 4")
                .measures("states that do not blow up", instance -> {
                    EffectiveDynamics start = EffectiveDynamics.gaussian(instance.dimension(2, 32), instance.stream());
                    boolean blowsUp = start.blowUp().outcome() == BlowUp.Outcome.BLOW_UP;
                    return Measurement.of("states that do not blow up", blowsUp ? 0 : 1)
                            .and("blow-ups from negative energy", blowsUp && start.energy() < 0 ? 1 : 0);
                })
                .within(0.5, "a count")
                .falsehood("Only states with positive energy do.", "blow-ups from negative energy")
                .costs(3)
                .build();
    }

    private static Claim typicalTime() {
        return ValueClaim.named("flow/9-time")
                .states(
                        "The typical blow-up time of a normal state of width d is 1.2 / sqrt(d): of 40 draws the median.")
                .formula("\\operatorname{med} T^* \\sqrt{d} \\approx 1.2")
                .derived(PAPER, "A2.2, measured in a prototype for d from 8 to 32")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(8, 16, 32).replicates(8, 32))
                .at(Scale.STANDARD, Sweep.over(8, 16, 32).replicates(32, 256))
                .measuresNumber("median T* sqrt(d)", cell -> {
                    RandomStream random = cell.random().child("initial states").stream();
                    double[] times = new double[40];
                    for (int i = 0; i < times.length; i++) {
                        times[i] = EffectiveDynamics.gaussian(cell.size(), random)
                                .blowUp()
                                .time()
                                .orElseThrow();
                    }
                    Arrays.sort(times);
                    return (times[19] + times[20]) / 2 * Math.sqrt(cell.size());
                })
                .average(Average.ARITHMETIC)
                .is(1.2)
                .within(0.1, "the prototype gives one digit after the point")
                .falsehood("It is a quarter larger.", 1.5)
                .falsehood("It is a quarter smaller.", 0.9)
                .costs(10)
                .build();
    }
}
