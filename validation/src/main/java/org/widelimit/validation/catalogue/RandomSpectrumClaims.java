package org.widelimit.validation.catalogue;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.ntk.spectrum.SpectralMetrics;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.Average;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.report.Scale;

/** graphon/C19: what Random pruning does to the spectrum, with many input coordinates and with few. */
final class RandomSpectrumClaims {

    private static final int HIDDEN = 3;
    private static final int EXAMPLES = 64;
    private static final double DENSITY = 0.1;

    /** Coordinates that the inputs really have; each network sees a random image of them in n dimensions. */
    private static final int LATENT = 10;

    private static final String PAPER = "section 6: the metrics of Random are about constant in sparsity";

    /**
     * A finite kernel has a mean error and a variance of order 1/n (graphon/G7-mean), so the mean of a smooth function of it
     * is off by as much: f'(Theta) E[delta] + f''(Theta) E[delta^2] / 2.
     */
    static final Bias SECOND_ORDER = Bias.ofOrder(1);

    private RandomSpectrumClaims() {}

    static List<Claim> claims() {
        return List.of(
                energy(),
                ratio(
                        "graphon/C19-exponent",
                        "decay exponent (of the first 32 eigenvalues of 64)",
                        SpectralMetrics::decayExponent,
                        0.05),
                ratio("graphon/C19-rank", "effective rank", SpectralMetrics::effectiveRank, 0.05),
                ratio("graphon/C19-gap", "gap", SpectralMetrics::gap, 0.1),
                fewInputs());
    }

    private static Claim energy() {
        return ValueClaim.named("graphon/C19")
                .states(
                        "Random pruning of all four layers to density 0.1 leaves the top-five energy of the spectrum as it"
                                + " is: the difference between a finite network's and that of the dense limit on the same 64 inputs"
                                + " tends to 0 with the width, which is also the number of inputs; arithmetic mean over networks.")
                .formula("\\mathbb{E} \\, E_5(\\hat\\Theta_n) - E_5(\\Theta_{\\mathrm{dense}}) \\to 0, \\quad E_5 ="
                        + " \\sum_{k \\le 5} \\lambda_k / \\operatorname{tr} \\Theta")
                .printed(GraphonPapers.LIMIT_HYPOTHESIS, PAPER)
                .knob("width")
                .at(Scale.STANDARD, Sweep.over(256, 512, 1024).replicates(24, 96))
                .measuresNumber(
                        "excess of the top-five energy",
                        cell -> difference(cell, SpectralMetrics::topFiveEnergy, (network, limit) -> network - limit))
                .is(0)
                .within(0.015, "a quarter of what block masks of that density add at width 128, 0.06")
                .bias(SECOND_ORDER)
                .falsehood("Half of what they add remains.", 0.03)
                .falsehood("As much is taken away.", -0.03)
                .costs(30)
                .build();
    }

    private static Claim ratio(String id, String name, ToDoubleFunction<SpectralMetrics> metric, double tolerance) {
        return ValueClaim.named(id)
                .states("Random pruning of all four layers to density 0.1 leaves the " + name
                        + " as it is: the ratio of a"
                        + " finite network's to that of the dense limit on the same 64 inputs tends to 1 with the width,"
                        + " which is also the number of inputs; geometric mean over networks.")
                .formula("m(\\hat\\Theta_n) / m(\\Theta_{\\mathrm{dense}}) \\to 1")
                .printed(GraphonPapers.LIMIT_HYPOTHESIS, PAPER)
                .knob("width")
                .at(Scale.STANDARD, Sweep.over(256, 512, 1024).replicates(24, 96))
                .measuresNumber("ratio", cell -> difference(cell, metric, (network, limit) -> network / limit))
                .is(1)
                .within(tolerance, Math.round(100 * tolerance) + " %")
                .average(Average.GEOMETRIC)
                .bias(SECOND_ORDER)
                .falsehood("It is a quarter larger.", 1.25)
                .falsehood("It is a quarter smaller.", 0.75)
                .costs(30)
                .build();
    }

    /** How a network's number is compared with the limit's. */
    private interface Comparison {
        double of(double network, double limit);
    }

    private static double difference(
            CellContext cell, ToDoubleFunction<SpectralMetrics> metric, Comparison comparison) {
        RandomStreams random = cell.random();
        int n = cell.size();
        DMatrixRMaj latent = random.child("latent").stream().gaussianMatrix(EXAMPLES, LATENT);
        DMatrixRMaj image = random.child("image").stream().gaussianMatrix(LATENT, n);
        DMatrixRMaj x = CommonOps_DDRM.mult(latent, image, null);
        Mlp network = FiniteNetworks.masked(
                RandomChains.constant(DENSITY, HIDDEN), n, n, FiniteNetworks.OUTPUTS, cell.backend(), random);
        DMatrixRMaj limit = Kernels.dense(KernelOptions.of(Activations.RELU, HIDDEN), x, cell.backend())
                .ntk();
        return comparison.of(
                metric.applyAsDouble(SpectralMetrics.of(EmpiricalNtk.of(network, x), cell.backend())),
                metric.applyAsDouble(SpectralMetrics.of(limit, cell.backend())));
    }

    private static final int FEW = 6;
    private static final int FEW_EXAMPLES = 12;
    private static final double FEW_DENSITY = 0.3;
    private static final String SHARE = "share of the way to the mixture over subsets";

    private static Claim fewInputs() {
        return ValueClaim.named("graphon/C19-inputs")
                .states(
                        "With d fixed, a Random mask on the input layer does not average out: each unit keeps a subset S"
                                + " of the coordinates for good, and the kernel tends to that of the mixture over all subsets"
                                + " (2^d row blocks with 0 and 1), not to c^(L+1) times the dense one. d = 6, c = 0.3 in all four"
                                + " layers. The number is how much of the difference between the two, as a matrix, a network's"
                                + " kernel of the same trace has: 1 for the mixture, 0 for the constant graphon; arithmetic mean"
                                + " over networks.")
                .formula("q_1(S; x, x') = \\frac{1}{d} \\sum_{j \\in S} x_j x'_j, \\quad P(S) = c^{|S|}"
                        + " (1 - c)^{d - |S|}")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 5 takes the input layer for a graphon like the others; that needs d to grow too")
                .knob("width")
                .at(Scale.STANDARD, Sweep.over(128, 256, 512).replicates(64, 512))
                .measuresNumber(SHARE, RandomSpectrumClaims::shareOfMixture)
                .is(1)
                .within(0.4, "less than half the way to the constant graphon")
                .bias(Bias.ofOrder(1))
                .falsehood("The kernel tends to c^(L+1) times the dense one.", 0)
                .costs(30)
                .build();
    }

    private static double shareOfMixture(CellContext cell) {
        RandomStreams random = cell.random();
        GraphonChain constant = RandomChains.constant(FEW_DENSITY, HIDDEN);
        DMatrixRMaj x = random.child("inputs").stream().gaussianMatrix(FEW_EXAMPLES, FEW);
        Mlp network = FiniteNetworks.masked(constant, cell.size(), FEW, FiniteNetworks.OUTPUTS, cell.backend(), random);
        DMatrixRMaj flat = limit(constant, x, cell);
        DMatrixRMaj mixture = limit(RandomChains.withFirst(subsets(FEW, FEW_DENSITY), constant), x, cell);
        DMatrixRMaj measured = EmpiricalNtk.of(network, x);
        CommonOps_DDRM.divide(measured, Kernels.traceRatio(measured, flat));
        double product = 0;
        double squares = 0;
        for (int k = 0; k < flat.getNumElements(); k++) {
            double difference = mixture.data[k] - flat.data[k];
            product += (measured.data[k] - flat.data[k]) * difference;
            squares += difference * difference;
        }
        return product / squares;
    }

    private static DMatrixRMaj limit(GraphonChain chain, DMatrixRMaj x, CellContext cell) {
        return Kernels.graphon(chain, KernelOptions.of(Activations.RELU, HIDDEN), Variant.MASKED, x, cell.backend())
                .ntk();
    }

    /** One row block of zeros and ones for each subset of d coordinates, as wide as the subset is likely. */
    static StepGraphon subsets(int d, double c) {
        int count = 1 << d;
        DMatrixRMaj kept = new DMatrixRMaj(count, d);
        double[] rows = new double[count + 1];
        for (int s = 0; s < count; s++) {
            int size = Integer.bitCount(s);
            rows[s + 1] = rows[s] + Math.pow(c, size) * Math.pow(1 - c, d - size);
            for (int j = 0; j < d; j++) {
                kept.set(s, j, s >> j & 1);
            }
        }
        rows[count] = 1;
        double[] columns = new double[d + 1];
        for (int j = 0; j <= d; j++) {
            columns[j] = (double) j / d;
        }
        return StepGraphon.of(kept, null, rows, columns);
    }
}
