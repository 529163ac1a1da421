package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.Mask;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.graphon.cut.CutNorm;
import org.widelimit.graphon.cut.CutNormOptions;
import org.widelimit.graphon.estimate.EstimatorOptions;
import org.widelimit.graphon.estimate.SortedHistogram;
import org.widelimit.graphon.estimate.Sorting;
import org.widelimit.graphon.estimate.SortingNull;
import org.widelimit.graphon.model.NullModels;
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
 * graphon/C11-curve and C11-printed: what distances of sorted histograms between widths say about convergence.
 *
 * <p>The curve falls for masks without structure, where nothing but the estimator changes; and it falls for masks that do not converge,
 * if their degrees do not tell.
 */
final class HistogramEvidenceClaims {

    private static final int BLOCKS = 16;
    private static final int PAIR_MASKS = 4;
    private static final double DENSITY = 0.2;
    private static final String CURVE = "squared distance of sorted histograms over its formula";

    private HistogramEvidenceClaims() {}

    static List<Claim> claims() {
        return List.of(curve(), evidence());
    }

    private static Claim curve() {
        return ValueClaim.named("graphon/C11-curve")
                .states(
                        "The distance between the sorted histograms of width n and of width 4n falls for Erdos-Renyi masks"
                                + " too, by the estimator's bias alone: it is (2 c (1 - c))^(1/2) (n^(-1/2) - (4n)^(-1/2)), RMS over"
                                + " cells. The number is the ratio of the squares, from two independent pairs of mean histograms"
                                + " of four masks each.")
                .formula("\\mathrm{RMS}(H_n - H_{4n}) = \\sqrt{2 c (1 - c)} \\, \\big(n^{-1/2} - (4n)^{-1/2}\\big)")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 4.3: the distance to the histogram of the largest width is the measure of convergence")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(64, 128, 256).replicates(16, 64))
                .at(Scale.STANDARD, Sweep.over(64, 128, 256, 512).replicates(16, 64))
                .measuresNumber(CURVE, cell -> {
                    int n = cell.size();
                    double formula = SortingNull.formula(n, n, DENSITY) - SortingNull.formula(4 * n, 4 * n, DENSITY);
                    return squaredDistance(cell) / (formula * formula);
                })
                .is(1)
                .within(0.1, "10 % of the square, 5 % of the distance: finite blocks move it by 2 %")
                .bias(Bias.ofOrder(1))
                .falsehood("Rows alone are sorted: half the square.", 0.5)
                .falsehood("The distance is 10 % larger.", 1.21)
                .falsehood("Masks without structure have no such curve.", 0)
                .costs(5)
                .build();
    }

    /** The mean over cells of (H_n - H_4n) (H'_n - H'_4n), whose noise has mean 0. */
    private static double squaredDistance(CellContext cell) {
        int n = cell.size();
        StepGraphon constant = StepGraphon.constant(DENSITY);
        List<DMatrixRMaj> differences = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            RandomStreams random = cell.random().child("half", half);
            StepGraphon here = meanHistogram(n, constant, BLOCKS, PAIR_MASKS, random.child("n"));
            StepGraphon there = meanHistogram(4 * n, constant, BLOCKS, PAIR_MASKS, random.child("4n"));
            differences.add(CommonOps_DDRM.subtract(here.density(), there.density(), null));
        }
        return CommonOps_DDRM.elementSum(CommonOps_DDRM.elementMult(differences.get(0), differences.get(1), null))
                / (BLOCKS * BLOCKS);
    }

    private static StepGraphon meanHistogram(int n, StepGraphon graphon, int blocks, int masks, RandomStreams random) {
        EstimatorOptions options = new EstimatorOptions(blocks, Sorting.IN_SAMPLE);
        List<StepGraphon> histograms = new ArrayList<>();
        for (int t = 0; t < masks; t++) {
            RandomStreams trial = random.child("mask", t);
            Mask mask = graphon.sample("mask", n, n, trial.child("entries").stream());
            histograms.add(SortedHistogram.estimate(mask, options, trial.child("split")));
        }
        return StepGraphon.mean(histograms);
    }

    /** Few blocks and several masks: noise within blocks, which falls as 1/n, stays below the bias of sorting. */
    private static final int FEW_BLOCKS = 4;

    private static final int MASKS = 6;
    private static final double INSIDE = 0.55;
    private static final double OUTSIDE = 0.05;
    private static final double MEAN = (INSIDE + OUTSIDE) / 2;
    private static final String HISTOGRAMS = "RMS distance of the sorted histograms of widths n and 4n";
    private static final String MASK_DISTANCE = "cut distance of the masks of widths n and 4n, a lower bound";
    private static final CutNormOptions BOUND = new CutNormOptions(0, 4, 0, 0, CutNormOptions.Bound.SEMIDEFINITE);

    private static Claim evidence() {
        return RateClaim.named("graphon/C11-printed")
                .states("Sorted histograms that come closer from width to width show that the masks converge. Then this"
                        + " would hold for masks from the constant graphon 0.3 at width n and from two blocks of equal"
                        + " degrees (0.55 inside, 0.05 outside) at width 4n: their cut distance, over all relabellings,"
                        + " would fall as n^(-1/2), as the distance of their sorted histograms does. The number is a"
                        + " certified lower bound of the cut distance.")
                .formula(
                        "\\delta_\\square(M_n, M_{4n}) \\ge \\frac{1}{(4n)^2} \\Big|\\sum_{S \\times T} (M_{4n} - c)\\Big|"
                                + " - \\|M_n - c\\|_\\square")
                .printed(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 4.3: distances of histograms that decrease with the width as evidence of a limit")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(64, 112, 192, 336).replicates(8, 32))
                .measures(MASK_DISTANCE, HistogramEvidenceClaims::alternatingWidths)
                .exponent(-0.5)
                .within(0.1, "a fifth of the way to a distance that stays")
                .expectedRefuted()
                .falsehood("It falls as n^(-1/4).", -0.25)
                .control("The distance of the sorted histograms falls as n^(-1/2) all the same.", HISTOGRAMS)
                .costs(5)
                .build();
    }

    private static Measurement alternatingWidths(CellContext cell) {
        int n = cell.size();
        StepGraphon constant = StepGraphon.constant(MEAN);
        StepGraphon blocks = StepGraphon.of(new DMatrixRMaj(new double[][] {{INSIDE, OUTSIDE}, {OUTSIDE, INSIDE}}));
        RandomStreams random = cell.random();
        DMatrixRMaj difference = CommonOps_DDRM.subtract(
                meanHistogram(n, constant, FEW_BLOCKS, MASKS, random.child("n")).density(),
                meanHistogram(4 * n, blocks, FEW_BLOCKS, MASKS, random.child("4n"))
                        .density(),
                null);
        double histograms =
                Math.sqrt(CommonOps_DDRM.elementSum(CommonOps_DDRM.elementMult(difference, difference, null))
                        / (FEW_BLOCKS * FEW_BLOCKS));
        return Measurement.of(MASK_DISTANCE, leastDistance(n, blocks, random)).and(HISTOGRAMS, histograms);
    }

    /** Now and then negative at width 32, and positive from 64 on in all that was run. Both distances to a constant are the same under all relabellings, so the triangle inequality holds for all of them at once. */
    private static double leastDistance(int n, StepGraphon blocks, RandomStreams random) {
        Mask large = blocks.sample("mask", 4 * n, 4 * n, random.child("blocks").stream());
        double inside = 0;
        for (int i = 0; i < 2 * n; i++) {
            for (int j = 0; j < 2 * n; j++) {
                inside += (large.kept(i, j) ? 1 : 0) - MEAN;
            }
        }
        Mask small = NullModels.erdosRenyi("mask", n, n, MEAN, random.child("constant").stream());
        DMatrixRMaj noise = small.toMatrix();
        CommonOps_DDRM.add(noise, -MEAN);
        double upper = CutNorm.of(noise, BOUND, random.child("cut")).upper();
        return Math.abs(inside) / (16.0 * n * n) - upper;
    }
}
