package org.widelimit.validation.catalogue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.hipparchus.special.Erf;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.cut.CutNorm;
import org.widelimit.graphon.cut.CutNormOptions;
import org.widelimit.graphon.model.FactorisedSaliency;
import org.widelimit.graphon.model.NeuronFactors;
import org.widelimit.graphon.model.SaliencyNoise;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/**
 * graphon/C9 and C10: masks of the Factorised Saliency Model tend to its graphon in the labelled cut distance, and their
 * thresholds to its threshold.
 *
 * <p>The model: scores |w_ij| g_i phi(v_j), normal w, g = |a| of a normal read-out weight a, phi(v) = 0.3 + 1.7 v^2,
 * density 0.2; neurons in the order of their g. The cut norm is the one that a local search finds: a lower bound with a
 * witness.
 */
final class SaliencyMaskClaims {

    private static final double DENSITY = 0.2;

    private static final FactorisedSaliency MODEL = FactorisedSaliency.of(
            v -> 0.3 + 1.7 * v * v, NeuronFactors.halfNormal(), SaliencyNoise.GAUSSIAN_MAGNITUDE, DENSITY);

    /** Searched and never enumerated, so that the estimator is the same at all sizes. */
    private static final CutNormOptions SEARCH = new CutNormOptions(0, 8, 0, 0, CutNormOptions.Bound.CENTRED);

    private static final double CONSTANT = 0.185;
    private static final String CUT = "cut distance";
    private static final String SCALED = "sqrt(n) times cut distance";
    private static final String OTHER = "cut distance to the constant graphon";
    private static final String THRESHOLD = "error of the threshold";
    private static final String ON_GRID = "error of the threshold, neurons on a grid";
    private static final String TO_RANDOM = "distance to the threshold without factors";

    private SaliencyMaskClaims() {}

    static List<Claim> claims() {
        // W at the positions of n units and n coordinates, by n: the same for every mask.
        Map<Integer, DMatrixRMaj> limits = new ConcurrentHashMap<>();
        return List.of(rate(limits), constant(limits), threshold());
    }

    private static Claim rate(Map<Integer, DMatrixRMaj> limits) {
        return RateClaim.named("graphon/C9")
                .states("Masks of the Factorised Saliency Model of width and input dimension n tend to its graphon in"
                        + " the labelled cut distance, as n^(-1/2).")
                .formula("\\|M_n - W\\|_\\square \\sim n^{-1/2}, \\quad W(u, v) = P(|\\xi| > \\tau / (\\varphi(v)"
                        + " F_g^{-1}(u)))")
                .derived(
                        GraphonPapers.PRUNING_LENS,
                        "abstract: convergence of masks; the rate from conditional independence and a union bound"
                                + " over sets")
                .knob("n")
                .at(Scale.QUICK, Sweep.over(64, 128, 256, 512).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(64, 128, 256, 512, 1024).replicates(32, 128))
                .measures(CUT, cell -> {
                    Layer layer = Layer.of(cell);
                    return Measurement.of(CUT, layer.distanceToModel(limits)).and(OTHER, layer.distanceToConstant());
                })
                .exponent(-0.5)
                .within(0.05, "a third of the way to -1/3")
                .falsehood("The distance falls as n^(-1/3).", -1.0 / 3)
                .falsehood("The distance falls as n^(-2/3).", -2.0 / 3)
                .falsehood("The masks tend to the constant graphon of their density.", OTHER)
                .costs(5)
                .build();
    }

    private static Claim constant(Map<Integer, DMatrixRMaj> limits) {
        return ValueClaim.named("graphon/C9-constant")
                .states("The labelled cut distance of masks of the Factorised Saliency Model to its graphon, by local"
                        + " search, is 0.185 n^(-1/2).")
                .formula("\\sqrt{n} \\, \\|M_n - W\\|_\\square \\to 0.185")
                .derived(
                        GraphonPapers.PRUNING_LENS,
                        "abstract: convergence of masks; the constant from an independent computation")
                .knob("n")
                .at(Scale.QUICK, Sweep.over(64, 128, 256, 512).replicates(32, 64))
                .at(Scale.STANDARD, Sweep.over(64, 128, 256, 512, 1024).replicates(32, 128))
                .measuresNumber(
                        SCALED, cell -> Math.sqrt(cell.knob()) * Layer.of(cell).distanceToModel(limits))
                .is(CONSTANT)
                .within(0.05 * CONSTANT, "5 %: the constant is known to two to three digits")
                .bias(Bias.ofOrder(2.0 / 3))
                .falsehood("The constant is 10 % larger.", 1.1 * CONSTANT)
                .falsehood("The constant is 10 % smaller.", 0.9 * CONSTANT)
                .costs(5)
                .build();
    }

    private static Claim threshold() {
        return RateClaim.named("graphon/C10")
                .states("The threshold that cuts n x n scores of the Factorised Saliency Model tends to the threshold"
                        + " tau of its graphon, as n^(-1/2): mean absolute error. The n factors of the neurons, drawn"
                        + " at random, set the rate; with factors on a grid only the n^2 weights fluctuate, and it is"
                        + " n^(-1).")
                .formula(
                        "\\mathbb{E} \\, |\\hat\\tau_n - \\tau| \\sim n^{-1/2}, \\quad \\int\\!\\int P(|\\xi| > \\tau /"
                                + " (\\varphi(v) F_g^{-1}(u))) \\, du \\, dv = c")
                .derived(
                        GraphonPapers.PRUNING_LENS,
                        "abstract: convergence of masks needs a stable threshold; the rate is that of an empirical"
                                + " quantile of n independent neurons")
                .knob("n")
                .at(Scale.QUICK, Sweep.over(64, 128, 256, 512).replicates(512, 2048))
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024).replicates(512, 2048))
                .measures(THRESHOLD, SaliencyMaskClaims::thresholdErrors)
                .exponent(-0.5)
                .within(0.08, "nearly half the way to -1/3")
                .falsehood("The error falls as n^(-1/4).", -0.25)
                .falsehood("The error falls as n^(-1), like that of n^2 independent scores.", -1)
                .falsehood("It falls as n^(-1/2) for factors on a grid too.", ON_GRID)
                .falsehood("It falls as n^(-1/2) to the threshold of scores without factors.", TO_RANDOM)
                .costs(10)
                .build();
    }

    private static Measurement thresholdErrors(CellContext cell) {
        double tau = MODEL.threshold();
        double withoutFactors = Math.sqrt(2) * Erf.erfcInv(DENSITY);
        double drawn = prune(cell, FactorisedSaliency.Neurons.DRAWN).threshold();
        double onGrid = prune(cell, FactorisedSaliency.Neurons.ON_GRID).threshold();
        return Measurement.of(THRESHOLD, Math.abs(drawn - tau))
                .and(ON_GRID, Math.abs(onGrid - tau))
                .and(TO_RANDOM, Math.abs(drawn - withoutFactors));
    }

    private static FactorisedSaliency.SaliencyMask prune(CellContext cell, FactorisedSaliency.Neurons neurons) {
        int n = cell.size();
        return MODEL.prune("mask", n, n, neurons, cell.random().child("mask").stream());
    }

    /** A pruned layer of n neurons and n input coordinates. */
    private record Layer(DMatrixRMaj mask, RandomStreams random) {

        static Layer of(CellContext cell) {
            FactorisedSaliency.SaliencyMask pruned = prune(cell, FactorisedSaliency.Neurons.DRAWN);
            return new Layer(pruned.mask().toMatrix(), cell.random());
        }

        double distanceToModel(Map<Integer, DMatrixRMaj> limits) {
            DMatrixRMaj limit = limits.computeIfAbsent(
                    mask.numRows, n -> StepGraphon.discretise(MODEL, n, n).density());
            return distance(limit, "model");
        }

        double distanceToConstant() {
            DMatrixRMaj limit = new DMatrixRMaj(mask.numRows, mask.numCols);
            limit.fill(DENSITY);
            return distance(limit, "constant");
        }

        /** Cut norm of mask minus graphon at the units' positions; what it varies in between is O(1/n). */
        private double distance(DMatrixRMaj limit, String purpose) {
            return CutNorm.of(CommonOps_DDRM.subtract(mask, limit, null), SEARCH, random.child(purpose))
                    .lower();
        }
    }
}
