package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.widelimit.gradientflow.FlowIntegrator;
import org.widelimit.gradientflow.FlowOptions;
import org.widelimit.gradientflow.Sampling;
import org.widelimit.gradientflow.transformer.KeyQueryDynamics;
import org.widelimit.gradientflow.transformer.RankCollapse;
import org.widelimit.numerics.linalg.DenseBackends;
import org.widelimit.numerics.linalg.Svd;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/** flow/15 and 16: the key-query dynamics of the second stage in closed form, its limits and their rates. */
final class KeyQueryClaims {

    private static final String PAPER = "arXiv 2510.06954";
    private static final int WIDTH = 5;
    private static final double[] SINGULAR_VALUES = {3, 2, 1, 0.5, 0.25};
    private static final double[] TIED = {2, 2, 1, 0.5, 0.1};
    private static final double GAP = SINGULAR_VALUES[0] - SINGULAR_VALUES[1];

    private KeyQueryClaims() {}

    static List<Claim> claims() {
        return List.of(closedForm(), limit(), rate(), productRate(), ties());
    }

    private static Claim closedForm() {
        return IdentityClaim.named("flow/15")
                .states("The closed form of the key-query dynamics through the singular values of F is its solution.")
                .formula(
                        "W_Q(t) = \\tfrac{1}{2} U (e^{\\sigma t} R + e^{-\\sigma t} D), \\quad W_K(t) = \\tfrac{1}{2} V (e^{\\sigma t} R - e^{-\\sigma t} D)")
                .derived(PAPER, "eq. 14")
                .measures("relative error", KeyQueryClaims::closedFormErrors)
                .within(1e-10, "the integrator's relative tolerance of 1e-12 over some ten e-foldings")
                .falsehood("Keys have the sum of both modes, as queries have.", "error with the sum")
                .costs(2)
                .build();
    }

    private static Measurement closedFormErrors(Instance instance) {
        int d = instance.dimension(1, WIDTH);
        int r = instance.dimension(1, WIDTH);
        DMatrixRMaj f = instance.gaussianMatrix(d, d);
        KeyQueryDynamics dynamics = KeyQueryDynamics.of(
                f, instance.stream().gaussianMatrix(d, r), instance.stream().gaussianMatrix(d, r));
        double speed = dynamics.decomposition().values()[0];
        double time = instance.uniform(0.1, 8) / (speed > 0 ? speed : 1);
        instance.describe(() -> "F = " + f + ", t = " + time);
        FlowOptions options =
                FlowOptions.standard().withTolerances(1e-12, 1e-14).withSampling(Sampling.ends());
        KeyQueryDynamics.State integrated = dynamics.fromState(FlowIntegrator.of(options)
                .integrate(dynamics.flow(), 0, dynamics.state(), time)
                .complete()
                .finalState());
        KeyQueryDynamics.State closed = dynamics.at(time);
        double scale = Math.max(NormOps_DDRM.normF(integrated.query()), NormOps_DDRM.normF(integrated.key()));
        double error = Math.max(distance(closed.query(), integrated.query()), distance(closed.key(), integrated.key()));
        return Measurement.of("relative error", error / scale)
                .and("error with the sum", distance(keysWithTheSum(dynamics, time), integrated.key()) / scale);
    }

    /** V (e^{St} R + e^{-St} D) / 2: the wrong sign. */
    private static DMatrixRMaj keysWithTheSum(KeyQueryDynamics dynamics, double time) {
        Svd svd = dynamics.decomposition();
        DMatrixRMaj growing = dynamics.growing();
        DMatrixRMaj decaying = dynamics.decaying();
        DMatrixRMaj modes = new DMatrixRMaj(growing.numRows, growing.numCols);
        for (int i = 0; i < modes.numRows; i++) {
            double grown = Math.exp(svd.values()[i] * time) / 2;
            double decayed = Math.exp(-svd.values()[i] * time) / 2;
            for (int j = 0; j < modes.numCols; j++) {
                modes.set(i, j, grown * growing.get(i, j) + decayed * decaying.get(i, j));
            }
        }
        return CommonOps_DDRM.mult(svd.v(), modes, null);
    }

    private static Claim limit() {
        return IdentityClaim.named("flow/15-limit")
                .states(
                        "W_Q and W_K tend in direction to u1 r^T and v1 r^T with one right vector r, that of the first growing mode; their"
                                + " product tends to u1 v1^T from every start.")
                .formula(
                        "\\frac{W_Q}{\\|W_Q\\|} \\to u_1 \\hat R_1, \\quad \\frac{W_K}{\\|W_K\\|} \\to v_1 \\hat R_1, \\quad \\frac{W_Q W_K^T}{\\|W_Q W_K^T\\|} \\to u_1 v_1^T")
                .derived(PAPER, "Theorem 3, with the limit itself")
                .measures("distance to the limit", KeyQueryClaims::limitErrors)
                .within(
                        1e-6,
                        "at t = 30 gaps the modes below the first are e^-30 = 1e-13 of it, times the ratio of their amplitudes at the start")
                .falsehood("The right vector is that of the first decaying mode.", "distance with the decaying mode")
                .costs(1)
                .build();
    }

    private static Measurement limitErrors(Instance instance) {
        KeyQueryDynamics dynamics = draw(SINGULAR_VALUES, instance.stream(), instance.dimension(1, WIDTH));
        KeyQueryDynamics.Directions late = dynamics.directionsAt(30 / GAP);
        Svd svd = dynamics.decomposition();
        double error = Math.max(
                distance(late.query(), outer(svd.u(), dynamics.growing())),
                distance(late.key(), outer(svd.v(), dynamics.growing())));
        DMatrixRMaj product = CommonOps_DDRM.multTransB(late.query(), late.key(), null);
        CommonOps_DDRM.scale(1 / NormOps_DDRM.normF(product), product);
        DMatrixRMaj topPair = CommonOps_DDRM.multTransB(column(svd.u()), column(svd.v()), null);
        error = Math.max(error, distance(product, topPair));
        return Measurement.of("distance to the limit", error)
                .and("distance with the decaying mode", distance(late.query(), outer(svd.u(), dynamics.decaying())));
    }

    private static Claim rate() {
        return ValueClaim.named("flow/15-rate")
                .states("W_Q becomes of rank one at the rate of the gap: -d/dt ln (sigma_2 / sigma_1)(W_Q) = s1 - s2.")
                .formula("\\frac{\\sigma_2}{\\sigma_1}(W_Q) \\sim e^{-(s_1 - s_2) t}")
                .derived(PAPER, "Theorem 3, which gives no rate")
                .knob("t (s1 - s2)")
                .at(Scale.QUICK, Sweep.over(6, 9, 12).replicates(16, 64))
                .sharedReplicates()
                .measures("rate of W_Q / (s1 - s2)", KeyQueryClaims::rates)
                .is(1)
                .within(0.02, "the next mode has decayed to e^-6 at the first time; the rival is 50 times further")
                .falsehood("The rate is twice the gap, as for the product.", 2)
                .costs(1)
                .build();
    }

    private static Claim productRate() {
        return ValueClaim.named("flow/15-product")
                .states("W_Q W_K^T becomes of rank one twice as fast as its factors, at 2 (s1 - s2).")
                .formula("\\frac{\\sigma_2}{\\sigma_1}(W_Q W_K^T) \\sim e^{-2 (s_1 - s_2) t}")
                .derived(PAPER, "Theorem 3, which gives no rate")
                .knob("t (s1 - s2)")
                .at(Scale.QUICK, Sweep.over(4, 6, 8).replicates(16, 64))
                .sharedReplicates()
                .measures("rate of W_Q W_K^T / (s1 - s2)", KeyQueryClaims::rates)
                .is(2)
                .within(0.04, "the next mode has decayed to e^-4 at the first time; the rival is 25 times further")
                .falsehood("The product has the rate of its factors.", 1)
                .costs(1)
                .build();
    }

    /** Slopes of the logarithm of the ratio over half a unit of time around the knob. */
    private static Measurement rates(CellContext cell) {
        KeyQueryDynamics dynamics = draw(SINGULAR_VALUES, cell.sharedRandom().child("dynamics").stream(), WIDTH);
        double before = (cell.knob() - 0.25) / GAP;
        double after = (cell.knob() + 0.25) / GAP;
        return Measurement.of(
                        "rate of W_Q / (s1 - s2)",
                        (logRatio(dynamics.directionsAt(before).query())
                                        - logRatio(dynamics.directionsAt(after).query()))
                                / 0.5)
                .and(
                        "rate of W_Q W_K^T / (s1 - s2)",
                        (logRatio(product(dynamics, before)) - logRatio(product(dynamics, after))) / 0.5);
    }

    private static Claim ties() {
        return IdentityClaim.named("flow/16")
                .states(
                        "Where the largest singular value of F is double, W_Q collapses to rank two and not to rank one, onto the"
                                + " sum of both modes.")
                .formula(
                        "s_1 = s_2 > s_3: \\quad \\frac{W_Q}{\\|W_Q\\|} \\to \\frac{u_1 R_1 + u_2 R_2}{\\|u_1 R_1 + u_2 R_2\\|}")
                .printed(PAPER, "Theorem 3: the rank is at most the multiplicity of the top singular value")
                .measures("error at t = 25", KeyQueryClaims::tieErrors)
                .within(
                        1e-6,
                        "the third mode is e^-25 = 1e-11 of the first two, times the ratio of their amplitudes at the start")
                .falsehood("It collapses to rank one.", "sigma_2 / sigma_1")
                .falsehood("It stays of rank three.", "one minus sigma_3 / sigma_2")
                .costs(1)
                .build();
    }

    private static Measurement tieErrors(Instance instance) {
        KeyQueryDynamics dynamics = draw(TIED, instance.stream(), instance.dimension(2, WIDTH));
        KeyQueryDynamics.Directions late = dynamics.directionsAt(25);
        double[] ratios = RankCollapse.ratios(late.query());
        double third = ratios.length > 2 ? ratios[2] : 0;
        double error =
                Math.max(third, distance(late.query(), dynamics.limit(1e-9).query()));
        return Measurement.of("error at t = 25", error)
                .and("sigma_2 / sigma_1", ratios[1])
                .and("one minus sigma_3 / sigma_2", 1 - third / ratios[1]);
    }

    private static DMatrixRMaj product(KeyQueryDynamics dynamics, double time) {
        KeyQueryDynamics.Directions at = dynamics.directionsAt(time);
        return CommonOps_DDRM.multTransB(at.query(), at.key(), null);
    }

    private static double logRatio(DMatrixRMaj matrix) {
        return Math.log(RankCollapse.ratio(matrix, 2));
    }

    /** F with these singular values and random directions; normal queries and keys. */
    private static KeyQueryDynamics draw(double[] values, RandomStream random, int keys) {
        Svd directions = DenseBackends.preferred().svd(random.gaussianMatrix(WIDTH, WIDTH));
        DMatrixRMaj scaled = directions.u().copy();
        for (int i = 0; i < WIDTH; i++) {
            for (int j = 0; j < WIDTH; j++) {
                scaled.set(i, j, scaled.get(i, j) * values[j]);
            }
        }
        return KeyQueryDynamics.of(
                CommonOps_DDRM.multTransB(scaled, directions.v(), null),
                random.gaussianMatrix(WIDTH, keys),
                random.gaussianMatrix(WIDTH, keys));
    }

    /** First column of the left factor times the first row of the right one, normalised. */
    private static DMatrixRMaj outer(DMatrixRMaj left, DMatrixRMaj right) {
        DMatrixRMaj row = CommonOps_DDRM.extract(right, 0, 1, 0, right.numCols);
        DMatrixRMaj outer = CommonOps_DDRM.mult(column(left), row, null);
        CommonOps_DDRM.scale(1 / NormOps_DDRM.normF(outer), outer);
        return outer;
    }

    private static DMatrixRMaj column(DMatrixRMaj matrix) {
        return CommonOps_DDRM.extract(matrix, 0, matrix.numRows, 0, 1);
    }

    private static double distance(DMatrixRMaj x, DMatrixRMaj y) {
        return NormOps_DDRM.normF(CommonOps_DDRM.subtract(x, y, null));
    }
}
