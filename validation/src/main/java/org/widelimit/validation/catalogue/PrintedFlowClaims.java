package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.transformer.EffectiveDynamics;
import org.widelimit.validation.claim.BoundClaim;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;

/** flow/3-printed and 4-printed: two formulas of the first stage as they are printed, and their corrected forms as controls. */
final class PrintedFlowClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final String PRINTED = "error with |W1|^2";
    private static final String CORRECTED = "error with |W2|^2";
    private static final String SINGLE = "error with a single cross term";

    private PrintedFlowClaims() {}

    static List<Claim> claims() {
        return List.of(speed(), growth());
    }

    private static Claim speed() {
        return IdentityClaim.named("flow/3-printed")
                .states("The squared speed of W_v grows at the rate 2 E |W1|^2 + 2 W_v' W1 W2'.")
                .formula("\\frac{d}{dt} \\|W_v'\\|^2 = 2 E \\|W_1\\|^2 + 2 W_v' W_1 W_2'")
                .printed(PAPER, "appendix, proof of Theorem 1")
                .measures(PRINTED, PrintedFlowClaims::speedErrors)
                .within(1e-12, "sums of at most some hundred terms")
                .falsehood("The cross term comes once.", SINGLE)
                .control("With |W2|^2 in place of |W1|^2 it does.", CORRECTED)
                .expectedRefuted()
                .costs(1)
                .build();
    }

    /** d/dt |W1 W2|^2 = 2 (W1 W2) . (W1' W2 + W1 W2'), the velocities being those of the flow. */
    private static Measurement speedErrors(Instance instance) {
        int d = instance.dimension(2, 16);
        EffectiveDynamics at = EffectiveDynamics.gaussian(d, instance.stream());
        instance.describe(() -> "normal state of width " + d);
        double[] rates = new double[d * (d + 2)];
        at.flow().derivative(0, at.state(), rates);
        DMatrixRMaj w1 = at.w1();
        DMatrixRMaj w1Rate = new DMatrixRMaj(d, d);
        System.arraycopy(rates, d, w1Rate.data, 0, d * d);
        DMatrixRMaj w2 = column(at.w2(), 0, d);
        DMatrixRMaj w2Rate = column(rates, d + d * d, d);
        DMatrixRMaj speed = CommonOps_DDRM.mult(w1, w2, null);
        DMatrixRMaj through = CommonOps_DDRM.mult(w1, w2Rate, null);
        double cross = 2 * CommonOps_DDRM.dot(speed, through);
        double exact = 2 * CommonOps_DDRM.dot(speed, CommonOps_DDRM.mult(w1Rate, w2, null)) + cross;
        double first = 2 * at.energy() * Math.pow(NormOps_DDRM.normF(w1), 2);
        double second = 2 * at.energy() * CommonOps_DDRM.dot(w2, w2);
        double size = Math.abs(second) + Math.abs(cross);
        return Measurement.of(PRINTED, Math.abs(exact - first - cross) / size)
                .and(CORRECTED, Math.abs(exact - second - cross) / size)
                .and(SINGLE, Math.abs(exact - first - cross / 2) / size);
    }

    private static DMatrixRMaj column(double[] from, int at, int length) {
        DMatrixRMaj column = new DMatrixRMaj(length, 1);
        System.arraycopy(from, at, column.data, 0, length);
        return column;
    }

    private static Claim growth() {
        return BoundClaim.named("flow/4-printed")
                .states("The energy grows at least like |E|^3.")
                .formula("E' \\ge |E|^3")
                .printed(
                        PAPER,
                        "appendix, the inequality of arithmetic and geometric means: without the factor, with the exponent 3")
                .measures("slack of |E|^3", instance -> {
                    EffectiveDynamics at = EffectiveDynamics.gaussian(instance.dimension(1, 16), instance.stream());
                    double rate = at.energyRate();
                    double energy = Math.abs(at.energy());
                    return Measurement.of("slack of |E|^3", (rate - Math.pow(energy, 3)) / rate)
                            .and("slack of 3 |E|^(4/3)", (rate - 3 * Math.pow(energy, 4.0 / 3)) / rate)
                            .and("slack of 3 |E|^3", (rate - 3 * Math.pow(energy, 3)) / rate);
                })
                .within(1e-12, "rounding of the two sides")
                .falsehood("It grows at least like 3 |E|^3.", "slack of 3 |E|^3")
                .control("It grows at least like 3 |E|^(4/3).", "slack of 3 |E|^(4/3)")
                .expectedRefuted()
                .costs(1)
                .build();
    }
}
