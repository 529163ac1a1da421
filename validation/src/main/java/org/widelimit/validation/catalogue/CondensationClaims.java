package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.gradientflow.transformer.BlowUp;
import org.widelimit.gradientflow.transformer.Condensation;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;
import org.widelimit.gradientflow.transformer.EffectiveTrajectory;
import org.widelimit.gradientflow.transformer.RankCollapse;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/** flow/10 and 11: condensation in the first stage, for every solution that blows up, with rates, and Assumption 1. */
final class CondensationClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final int WIDTH = 8;
    private static final double[] APPROACH = {0.1, 0.0562, 0.0316, 0.0178, 0.01};

    private CondensationClaims() {}

    static List<Claim> claims() {
        return List.of(direction(), rank(), columns(), asymptotic(), condition());
    }

    private static Claim direction() {
        return RateClaim.named("flow/10")
                .states(
                        "W_v turns into its final direction like tau^2, whether or not Assumption 1 holds at the start.")
                .formula("\\angle(W_v(t), u^*) = O(\\tau^2)")
                .derived(PAPER, "conserved C1 and C2; Theorem 2 has no rate and needs Assumption 1")
                .knob("tau / T*")
                .at(Scale.QUICK, Sweep.over(APPROACH).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(APPROACH).replicates(64, 256))
                .sharedReplicates()
                .measuresNumber("angle", cell -> {
                    Approach approach = Approach.of(cell);
                    return Condensation.angle(approach.late.wv(), approach.end.wv());
                })
                .exponent(2)
                .within(0.2, "at tau = T*/10 the next order still shows; the nearest other order is one away")
                .falsehood("The direction is approached like tau.", 1)
                .falsehood("The direction is approached like tau^3.", 3)
                .costs(3)
                .build();
    }

    private static Claim rank() {
        return RateClaim.named("flow/10-rank")
                .states("W1 becomes of rank one: its second singular value vanishes against the first like tau.")
                .formula("\\frac{\\sigma_2(W_1)}{\\sigma_1(W_1)} = O(\\tau)")
                .derived(PAPER, "conserved C1 and C2: W1 is a rank-one matrix of size 1/tau plus a bounded one")
                .knob("tau / T*")
                .at(Scale.QUICK, Sweep.over(APPROACH).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(APPROACH).replicates(64, 256))
                .sharedReplicates()
                .measuresNumber(
                        "singular-value ratio",
                        cell -> RankCollapse.ratio(Approach.of(cell).late.w1(), 2))
                .exponent(1)
                .within(0.1, "a tenth of the distance to the nearest other order")
                .falsehood("The ratio falls like tau^2, as the direction does.", 2)
                .falsehood("The ratio falls like sqrt(tau).", 0.5)
                .costs(3)
                .build();
    }

    /** The start of a replicate, a state at the cell's distance from the blow-up, and the last state before it. */
    private record Approach(EffectiveDynamics late, EffectiveDynamics end) {
        static Approach of(CellContext cell) {
            EffectiveDynamics start =
                    EffectiveDynamics.gaussian(WIDTH, cell.sharedRandom().child("initial state").stream());
            BlowUp blowUp = start.blowUp();
            return new Approach(start.after(blowUp.time().orElseThrow() * (1 - cell.knob())), blowUp.lastState());
        }
    }

    private static Claim columns() {
        return IdentityClaim.named("flow/10-columns")
                .states(
                        "At every time, column k of W_V makes with v the angle whose tangent is |P W_V(0)_k| / |W_v,k(t)|, where P projects"
                                + " onto the complement of v: columns condense because W_v blows up.")
                .formula("\\tan \\angle(W_V^{\\cdot k}(t), v) = \\frac{\\|P_\\perp W_V(0)^{\\cdot k}\\|}{|W_{v,k}(t)|}")
                .derived(PAPER, "W_V' = v^T (W1 W2)^T is of rank one, so P W_V is constant")
                .measures("relative error", CondensationClaims::columnErrors)
                .within(1e-9, "two integrations at a relative tolerance of 1e-12")
                .falsehood("The angle is that of the initial column: columns do not turn.", "error without turning")
                .costs(3)
                .build();
    }

    /** W_V itself is integrated, all d^2 entries of it, and compared with what W_v alone predicts. */
    private static Measurement columnErrors(Instance instance) {
        int d = instance.dimension(2, 8);
        RandomStream random = instance.stream();
        DMatrixRMaj value = random.gaussianMatrix(d, d);
        double[] v = random.gaussians(d);
        double length = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
        Arrays.setAll(v, i -> v[i] / length);
        ValueFlow flow = new ValueFlow(v);
        EffectiveDynamics start =
                EffectiveDynamics.of(flow.along(value), random.gaussianMatrix(d, d), random.gaussians(d));
        double time = instance.uniform(0.1, 0.95) * start.blowUp().time().orElseThrow();
        instance.describe(() -> "d = " + d + ", t = " + time);
        double[] lateWv = start.after(time).wv();
        double[] angles = Condensation.columnAngles(flow.after(value, start, time), v);
        double[] initial = Condensation.columnAngles(value, v);
        double worst = 0;
        double unturned = 0;
        for (int k = 0; k < d; k++) {
            double acrossV = Math.sin(initial[k]) * columnNorm(value, k);
            double predicted = Math.atan2(acrossV, Math.abs(lateWv[k]));
            worst = Math.max(worst, Math.abs(angles[k] - predicted) / predicted);
            unturned = Math.max(unturned, Math.abs(angles[k] - initial[k]) / initial[k]);
        }
        return Measurement.of("relative error", worst).and("error without turning", unturned);
    }

    private static Claim asymptotic() {
        return RateClaim.named("flow/10-asymptotic")
                .states(
                        "Column k of W_V condenses onto v with the sine |P W_V(0)_k| tau / |u*_k|, up to a relative error of"
                                + " second order in tau (mean over the columns, with weights u*_k^2).")
                .formula(
                        "\\sin \\angle(W_V^{\\cdot k}, v) = \\frac{\\|P_\\perp W_V(0)^{\\cdot k}\\|}{|u^*_k|} \\tau \\, (1 + O(\\tau^2))")
                .derived(PAPER, "A2.4: W_v = u* / tau and the exact tangent; the paper has no rate")
                .knob("tau / T*")
                .at(Scale.QUICK, Sweep.over(APPROACH).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(APPROACH).replicates(64, 256))
                .sharedReplicates()
                .measuresNumber("relative error of the sine", CondensationClaims::sineError)
                .exponent(2)
                .within(0.2, "at tau = T*/10 the next order still shows; the nearest other order is one away")
                .falsehood("The relative error is of first order.", 1)
                .falsehood("The relative error is of third order.", 3)
                .costs(3)
                .build();
    }

    private static double sineError(CellContext cell) {
        Approach approach = Approach.of(cell);
        DMatrixRMaj value = cell.sharedRandom().child("value").stream().gaussianMatrix(WIDTH, WIDTH);
        double tau = approach.late.blowUp().time().orElseThrow();
        double[] late = approach.late.wv();
        double[] end = approach.end.wv();
        double norm = Math.sqrt(Arrays.stream(end).map(x -> x * x).sum());
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < WIDTH; k++) {
            double across = columnNorm(value, k);
            double direction = Math.abs(end[k]) / norm;
            if (direction >= 0.03) {
                double sine = Math.sin(Math.atan2(across, Math.abs(late[k])));
                double predicted = across * tau / direction;
                sum += direction * direction * Math.abs(sine / predicted - 1);
                weights += direction * direction;
            }
        }
        return sum / weights;
    }

    private static Claim condition() {
        return IdentityClaim.named("flow/11")
                .states(
                        "Assumption 1 becomes true before the blow-up of every normal state, and once true it stays true.")
                .formula("A_1(t_0) \\Rightarrow A_1(t), \\; t \\ge t_0; \\quad A_1 \\text{ holds near } T^*")
                .derived(PAPER, "Proposition 4 has the first half; the second follows from conserved C1 and C2")
                .measures("violations", CondensationClaims::conditionViolations)
                .within(0.5, "a count")
                .falsehood("It holds from the start.", "violations at the start")
                .costs(8)
                .build();
    }

    /** Samples after the first one where the condition holds and at which it does not, and the last sample if it does not hold there. */
    private static Measurement conditionViolations(Instance instance) {
        EffectiveDynamics start = EffectiveDynamics.gaussian(instance.dimension(2, WIDTH), instance.stream());
        List<EffectiveTrajectory.Sample> samples = start.trajectory().samples();
        boolean held = false;
        int violations = 0;
        for (EffectiveTrajectory.Sample sample : samples) {
            boolean holds = sample.condition().holds();
            violations += held && !holds ? 1 : 0;
            held |= holds;
        }
        boolean last = samples.get(samples.size() - 1).condition().holds();
        return Measurement.of("violations", violations + (last ? 0 : 1))
                .and("violations at the start", samples.get(0).condition().holds() ? 0 : 1);
    }

    private static double columnNorm(DMatrixRMaj matrix, int column) {
        double sum = 0;
        for (int i = 0; i < matrix.numRows; i++) {
            sum += matrix.get(i, column) * matrix.get(i, column);
        }
        return Math.sqrt(sum);
    }
}
