package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.transformer.BlowUp;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;
import org.widelimit.gradientflow.transformer.EnergyBounds;
import org.widelimit.gradientflow.transformer.UnbalancedRankOne;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.BoundClaim;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Corner;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/** flow/3, 4, 6 and 7: the first stage's effective dynamics, its invariants, its energy and its blow-up. */
final class BlowUpClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final double DISTANCE_AT_1E6 = 1e-2;
    private static final double DRIFT_TOLERANCE = 1e-8;

    private BlowUpClaims() {}

    static List<Claim> claims() {
        return List.of(invariants(), energyBounds(), energyRate(), blowUpTime());
    }

    private static Claim invariants() {
        return IdentityClaim.named("flow/3")
                .states(
                        "The effective dynamics conserves the matrices C1 and C2 and the scalar D + Delta |W2|^2 up to E = 1e6.")
                .formula(
                        "C_1 = W_v^T W_v - W_1 W_1^T, \\quad C_2 = W_1^T W_1 - W_2 W_2^T, \\quad D + \\Delta \\|W_2\\|^2")
                .derived(PAPER, "Proposition 2 (eq. 9) is the diagonal of C1 and C2")
                .measures("relative drift", BlowUpClaims::invariantDrift)
                .within(
                        DRIFT_TOLERANCE,
                        "at E = 1e6 the weights have grown to 1e2, so that rounding makes 1e4 eps = 1e-12 of a square; for the scalar, which is"
                                + " quartic, 100 eps |theta|^4 are allowed besides")
                .falsehood("W1 W1^T - W2 W2^T is conserved (the other transpose).", "drift of the other transpose")
                .costs(4)
                .build();
    }

    private static Measurement invariantDrift(Instance instance) {
        EffectiveDynamics start = draw(instance);
        BlowUp blowUp = start.blowUp();
        double lifetime = blowUp.time().orElse(blowUp.lastTime());
        EffectiveDynamics late = start.after(Math.max(0.5 * lifetime, lifetime - DISTANCE_AT_1E6));
        double drift = Math.max(blowUp.invariantDrift(), scalarDrift(start, late));
        return Measurement.of("relative drift", drift)
                .and("drift of the other transpose", difference(otherTranspose(late), otherTranspose(start)));
    }

    /**
     * Relative to |theta(0)|^4, the size of its terms at the start. The terms grow like |theta|^4, so that their rounding alone makes some eps |theta(t)|^4; a hundred of it count as the tolerance.
     */
    private static double scalarDrift(EffectiveDynamics start, EffectiveDynamics late) {
        double size = Math.pow(squared(start.state()), 2);
        double rounding = 100 * Math.ulp(1.0) * Math.pow(squared(late.state()), 2) / DRIFT_TOLERANCE;
        return Math.abs(scalar(late) - scalar(start)) / (size + rounding);
    }

    /** D + Delta |W2|^2 with Delta = |W_v|^2 - |W2|^2 and D = |W1 W2|^2 - |W_v W1|^2. */
    private static double scalar(EffectiveDynamics at) {
        DMatrixRMaj wv = new DMatrixRMaj(1, at.width(), true, at.wv());
        DMatrixRMaj w2 = new DMatrixRMaj(at.width(), 1, true, at.w2());
        double d = squared(CommonOps_DDRM.mult(at.w1(), w2, null).data)
                - squared(CommonOps_DDRM.mult(wv, at.w1(), null).data);
        return d + (squared(at.wv()) - squared(at.w2())) * squared(at.w2());
    }

    private static DMatrixRMaj otherTranspose(EffectiveDynamics at) {
        DMatrixRMaj balance = outer(at.w2());
        CommonOps_DDRM.scale(-1, balance);
        CommonOps_DDRM.multAddTransB(at.w1(), at.w1(), balance);
        return balance;
    }

    private static double difference(DMatrixRMaj late, DMatrixRMaj start) {
        DMatrixRMaj difference = new DMatrixRMaj(start.numRows, start.numCols);
        CommonOps_DDRM.subtract(late, start, difference);
        return NormOps_DDRM.normF(difference) / Math.max(NormOps_DDRM.normF(start), Double.MIN_NORMAL);
    }

    private static DMatrixRMaj outer(double[] x) {
        DMatrixRMaj column = new DMatrixRMaj(x.length, 1, true, x.clone());
        DMatrixRMaj outer = new DMatrixRMaj(x.length, x.length);
        CommonOps_DDRM.multTransB(column, column, outer);
        return outer;
    }

    private static double squared(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    private static Claim energyBounds() {
        return BoundClaim.named("flow/4")
                .states(
                        "The energy grows at least as fast as 3 |E|^(4/3), with equality for balanced states of rank one, and so stays above the"
                                + " bounds of eqs. 11 and 12.")
                .formula("E' \\ge 3 |E|^{4/3}, \\quad E(t) \\ge (E(0)^{-1/3} - t)^{-3}")
                .printed(PAPER, "eqs. 11 and 12; the appendix drops the factor 3 and misprints the exponent")
                .measures("relative slack", BlowUpClaims::energySlack)
                .within(1e-9, "equality is attained, so rounding and the integrator's 1e-12 decide the sign")
                .falsehood("The factor is 3.3, ten per cent more.", "slack with 3.3")
                .costs(3)
                .build();
    }

    private static Measurement energySlack(Instance instance) {
        EffectiveDynamics start = instance.corner() == Corner.DEGENERATE ? balanced(instance) : draw(instance);
        double rate = start.energyRate();
        double needed = Math.pow(Math.abs(start.energy()), 4.0 / 3);
        double slack = (rate - 3 * needed) / rate;
        double share = instance.uniform(0.05, 0.9);
        BlowUp blowUp = start.blowUp();
        double time = share * blowUp.time().orElse(blowUp.lastTime());
        double energy = start.after(time).energy();
        double least = EnergyBounds.leastEnergy(start.energy(), time);
        double later = (energy - least) / Math.max(Math.abs(energy), Math.abs(least));
        return Measurement.of("relative slack", Math.min(slack, later))
                .and("slack with 3.3", (rate - 3.3 * needed) / rate);
    }

    private static Claim energyRate() {
        return RateClaim.named("flow/6")
                .states("E tau^3 tends to 1 at the blow-up, with an error of fourth order in tau = T* - t.")
                .formula("E(t) = \\tau^{-3} (1 + O(\\tau^4))")
                .derived(PAPER, "Theorem 1 with conserved C1 and C2; the paper has one-sided bounds")
                .knob("tau / T*")
                .at(Scale.QUICK, Sweep.over(0.1, 0.0562, 0.0316, 0.0178, 0.01).replicates(16, 64))
                .at(
                        Scale.STANDARD,
                        Sweep.over(0.1, 0.0562, 0.0316, 0.0178, 0.01).replicates(64, 256))
                .sharedReplicates()
                .measuresNumber("|E tau^3 - 1|", cell -> {
                    RandomStream random = cell.sharedRandom().child("initial state").stream();
                    EffectiveDynamics start = EffectiveDynamics.gaussian(3 + random.nextInt(14), random);
                    double lifetime = start.blowUp().time().orElseThrow();
                    EffectiveDynamics late = start.after(lifetime * (1 - cell.knob()));
                    double tau = late.blowUp().time().orElseThrow();
                    return Math.abs(late.energy() * tau * tau * tau - 1);
                })
                .exponent(4)
                .within(0.2, "at tau = T*/10 the next order still shows; the nearest other order is one away")
                .falsehood("The error is of third order.", 3)
                .falsehood("The error is of fifth order.", 5)
                .costs(3)
                .build();
    }

    private static Claim blowUpTime() {
        return IdentityClaim.named("flow/7")
                .states(
                        "A rank-one state with factors a, b, c blows up at R_F(a^2, b^2, c^2) when abc > 0 (1/a when balanced), and at"
                                + " 2 R_F(0, p, q) - R_F(a^2, b^2, c^2) when abc < 0.")
                .formula("T^* = R_F(a^2, b^2, c^2), \\quad T^* = 2 R_F(0, p, q) - R_F(a^2, b^2, c^2)")
                .derived(PAPER, "eq. 7 for rank one: a' = bc, b' = ca, c' = ab")
                .measures("relative error", BlowUpClaims::blowUpError)
                .within(1e-10, "the integrator's tolerance of 1e-13 over some hundred steps")
                .falsehood("The sign of abc makes no difference.", "error of R_F alone")
                .costs(3)
                .build();
    }

    private static Measurement blowUpError(Instance instance) {
        int d = instance.dimension(1, 6);
        UnbalancedRankOne factors = factors(instance);
        instance.describe(() -> factors + ", d = " + d);
        double exact = factors.blowUpTime().orElseThrow();
        double carlson = new UnbalancedRankOne(Math.abs(factors.a()), Math.abs(factors.b()), Math.abs(factors.c()))
                .blowUpTime()
                .orElseThrow();
        double measured = rankOne(factors, unit(d, instance.stream()), unit(d, instance.stream()))
                .blowUp()
                .time()
                .orElseThrow();
        return Measurement.of("relative error", Math.abs(measured - exact) / exact)
                .and("error of R_F alone", Math.abs(measured - carlson) / measured);
    }

    /**
     * Of size 0.3 to 3 and either sign; balanced in the corner EQUAL. Where the product is negative, the two smallest magnitudes differ by at least a tenth: where they are equal there
     * is no blow-up, and close to it the time is ill-conditioned.
     */
    private static UnbalancedRankOne factors(Instance instance) {
        if (instance.corner() == Corner.EQUAL) {
            double size = Math.pow(10, instance.uniform(-0.5, 0.5));
            return new UnbalancedRankOne(size, size, size);
        }
        while (true) {
            double[] f = new double[3];
            for (int i = 0; i < f.length; i++) {
                f[i] = Math.pow(10, instance.uniform(-0.5, 0.5))
                        * (instance.stream().nextBoolean(0.5) ? 1 : -1);
            }
            double[] sizes = Arrays.stream(f).map(Math::abs).sorted().toArray();
            if (f[0] * f[1] * f[2] > 0 || sizes[1] > 1.1 * sizes[0]) {
                return new UnbalancedRankOne(f[0], f[1], f[2]);
            }
        }
    }

    private static EffectiveDynamics draw(Instance instance) {
        int d = instance.dimension(2, 16);
        DMatrixRMaj w1 = instance.stream().gaussianMatrix(d, d);
        EffectiveDynamics state = EffectiveDynamics.of(
                instance.stream().gaussians(d), w1, instance.stream().gaussians(d));
        instance.describe(() -> "EffectiveDynamics of width " + d + " with normal entries");
        return state;
    }

    private static EffectiveDynamics balanced(Instance instance) {
        int d = instance.dimension(1, 8);
        double a = instance.uniform(0.5, 2);
        instance.describe(() -> "balanced rank-one state of size " + a + " and width " + d);
        return rankOne(new UnbalancedRankOne(a, a, a), unit(d, instance.stream()), unit(d, instance.stream()));
    }

    /** W_v = a u^T, W1 = b u w^T, W2 = c w. */
    private static EffectiveDynamics rankOne(UnbalancedRankOne factors, double[] u, double[] w) {
        int d = u.length;
        double[] wv = new double[d];
        double[] w2 = new double[d];
        DMatrixRMaj w1 = new DMatrixRMaj(d, d);
        for (int i = 0; i < d; i++) {
            wv[i] = factors.a() * u[i];
            w2[i] = factors.c() * w[i];
            for (int j = 0; j < d; j++) {
                w1.set(i, j, factors.b() * u[i] * w[j]);
            }
        }
        return EffectiveDynamics.of(wv, w1, w2);
    }

    private static double[] unit(int d, RandomStream random) {
        double[] direction = random.gaussians(d);
        double norm = Math.sqrt(squared(direction));
        for (int i = 0; i < d; i++) {
            direction[i] /= norm;
        }
        return direction;
    }
}
