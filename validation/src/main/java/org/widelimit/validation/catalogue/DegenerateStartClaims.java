package org.widelimit.validation.catalogue;

import java.util.List;
import org.widelimit.gradientflow.transformer.BlowUp;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;
import org.widelimit.gradientflow.transformer.UnbalancedRankOne;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;

/** flow/8: starts of the first stage that do not blow up, what it takes to be one, and what happens next to them. */
final class DegenerateStartClaims {

    private static final String PAPER = "arXiv 2510.06954";

    private DegenerateStartClaims() {}

    static List<Claim> claims() {
        return List.of(decay(), saddle(), beside(), definition());
    }

    private static Claim decay() {
        return IdentityClaim.named("flow/8")
                .states("From factors of one size a and a negative product the energy decays to zero along the bound of"
                        + " eq. 12, which is attained: E(t) = -(1/a + t)^-3.")
                .formula("(-a, a, a): \\quad E(t) = -(1/a + t)^{-3}")
                .derived(PAPER, "eq. 7 for rank one; eq. 12 is an equality there")
                .measures("relative error", instance -> {
                    double a = Math.pow(10, instance.uniform(-0.5, 0.5));
                    double time = instance.uniform(0.1, 20) / a;
                    UnbalancedRankOne start = signed(a, a, a, instance);
                    instance.describe(() -> start + ", t = " + time);
                    double energy = start.scalar().after(time).energy();
                    return Measurement.of("relative error", Math.abs(energy * Math.pow(1 / a + time, 3) + 1))
                            .and("error with nine tenths of t", Math.abs(energy * Math.pow(1 / a + 0.9 * time, 3) + 1));
                })
                .within(1e-8, "deviations from the ray grow like (1 + a t)^2 = 441, times some hundred steps at 1e-13")
                .falsehood("It decays a tenth more slowly.", "error with nine tenths of t")
                .costs(1)
                .build();
    }

    private static Claim saddle() {
        return IdentityClaim.named("flow/8-saddle")
                .states(
                        "Where the product is negative and the two smallest magnitudes are equal, the energy tends to zero"
                                + " from below and nothing blows up.")
                .formula("abc < 0, \\; |a| = |b| \\le |c|: \\quad E \\to 0^-")
                .derived(PAPER, "the degenerate set of Definition 4, in closed form R_F(0, 0, q) = infinity")
                .measures("blow-ups", instance -> {
                    double size = Math.pow(10, instance.uniform(-0.5, 0.5));
                    double large = size * instance.uniform(1.2, 3);
                    UnbalancedRankOne start = signed(size, size, large, instance);
                    instance.describe(start::toString);
                    UnbalancedRankOne beside = new UnbalancedRankOne(start.a(), start.b() * (1 + 1e-4), start.c());
                    return Measurement.of("blow-ups", blowUps(start.scalar()))
                            .and("blow-ups beside", blowUps(beside.scalar()));
                })
                .within(0.5, "a count")
                .falsehood("Nor does it after a change of 1e-4 in one factor.", "blow-ups beside")
                .costs(2)
                .build();
    }

    private static double blowUps(EffectiveDynamics start) {
        return start.blowUp().outcome() == BlowUp.Outcome.SADDLE ? 0 : 1;
    }

    private static Claim beside() {
        return IdentityClaim.named("flow/8-beside")
                .states(
                        "Next to a start that does not blow up, with the two smallest magnitudes apart by 1e-5 to 1e-1 of"
                                + " themselves, the blow-up time is the closed form, which grows like the logarithm of the gap.")
                .formula("T^* = 2 R_F(0, p, q) - R_F(a^2, b^2, c^2)")
                .derived(PAPER, "eq. 7 for rank one")
                .measures("relative error", instance -> {
                    double size = Math.pow(10, instance.uniform(-0.5, 0.5));
                    double gap = Math.pow(10, instance.uniform(-5, -1));
                    double large = size * instance.uniform(1.5, 3);
                    UnbalancedRankOne start = signed(size, size * (1 + gap), large, instance);
                    instance.describe(() -> start + ", gap " + gap);
                    double exact = start.blowUpTime().orElseThrow();
                    double carlson = new UnbalancedRankOne(
                                    Math.abs(start.a()), Math.abs(start.b()), Math.abs(start.c()))
                            .blowUpTime()
                            .orElseThrow();
                    double measured = start.scalar().blowUp().time().orElseThrow();
                    return Measurement.of("relative error", Math.abs(measured - exact) / exact)
                            .and("error of R_F alone", Math.abs(measured - carlson) / measured);
                })
                .within(1e-7, "an error of 1e-13 is one of 1e-8 of a gap of 1e-5")
                .falsehood("The sign of the product makes no difference.", "error of R_F alone")
                .costs(2)
                .build();
    }

    private static Claim definition() {
        return IdentityClaim.named("flow/8-definition")
                .states(
                        "Definition 4 is not necessary: states with |W_v| = |W2|, which it excludes, blow up at the time of"
                                + " the closed form if |W1| is the smallest.")
                .formula(
                        "\\|W_v\\|^2 = \\|W_2\\|^2, \\; |W_1| < |W_2|: \\quad T^* = 2 R_F(0, p, q) - R_F(a^2, b^2, c^2)")
                .derived(PAPER, "Definition 4 (eq. 10), which is stated as sufficient")
                .measures("relative error", DegenerateStartClaims::excluded)
                .within(1e-10, "the integrator's tolerance of 1e-13 over some hundred steps")
                .falsehood("What Definition 4 excludes does not blow up.", "blow-ups")
                .costs(1)
                .build();
    }

    private static Measurement excluded(Instance instance) {
        double size = Math.pow(10, instance.uniform(-0.5, 0.5));
        double small = size * instance.uniform(0.1, 0.9);
        UnbalancedRankOne start = new UnbalancedRankOne(size, -small, size);
        instance.describe(start::toString);
        EffectiveDynamics state = start.scalar();
        if (state.nonDegeneracy().holds()) {
            throw new IllegalStateException("expected a state that Definition 4 excludes, found " + start);
        }
        double exact = start.blowUpTime().orElseThrow();
        double measured = state.blowUp().time().orElseThrow();
        return Measurement.of("relative error", Math.abs(measured - exact) / exact)
                .and("blow-ups", 1);
    }

    /** These magnitudes in a random order of W_v, W1, W2, with one or three negative signs. */
    private static UnbalancedRankOne signed(double first, double second, double third, Instance instance) {
        double[] sizes = {first, second, third};
        int[] order = instance.stream().permutation(3);
        int negative = instance.stream().nextInt(4);
        double[] f = new double[3];
        for (int i = 0; i < 3; i++) {
            f[i] = (negative == 3 || negative == i ? -1 : 1) * sizes[order[i]];
        }
        return new UnbalancedRankOne(f[0], f[1], f[2]);
    }
}
