package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.spectrum.SpectralMetrics;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.numerics.stats.Bias;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.claim.ValueClaim;
import org.widelimit.validation.pruned.PrunedNetwork;
import org.widelimit.validation.pruned.PruningAtInitialisation;
import org.widelimit.validation.report.Scale;

/**
 * graphon/C20: what of the spectral concentration of structured masks is left in the limit. The number is the top-five
 * energy of a masked network's tangent kernel minus that of the dense network with the same weights.
 */
final class SpectralConcentrationClaims {

    private static final int HIDDEN = 3;
    private static final int EXAMPLES = 48;
    private static final int INPUTS = 30;
    private static final int BLOCKS = 32;
    private static final double DENSITY = 0.1;
    private static final String EXCESS = "excess of the top-five energy";
    private static final String INHERITED = "excess of the top-five energy, the weights that pruning saw";
    private static final String NEW_SIGNS = "excess of the top-five energy, their signs drawn anew";
    private static final String FIVE_POINTS = "five points";
    private static final int DRAWS = 4;
    private static final String NONE = "a quarter of the 0.06 that such masks add at width 128";
    private static final String MEAN = "; arithmetic mean over networks.";

    private SpectralConcentrationClaims() {}

    static List<Claim> claims() {
        return List.of(
                model(
                        "graphon/C20",
                        "a product of two falling profiles, 0.81 (1 - u)^2 (1 - v)^2",
                        StepGraphon.discretise((u, v) -> 0.81 * (1 - u) * (1 - u) * (1 - v) * (1 - v), BLOCKS, BLOCKS)),
                model(
                        "graphon/C20-block",
                        "one dense block of 0.3 by 0.3, all else pruned",
                        StepGraphon.discretise((u, v) -> u < 0.3 && v < 0.3 ? 1 : 0, 10, 10)),
                snip(),
                synflow(),
                signs());
    }

    private static Claim model(String id, String masks, StepGraphon hidden) {
        GraphonChain chain = GraphonChain.of(List.of(StepGraphon.dense(), hidden, hidden, StepGraphon.dense()));
        return ValueClaim.named(id)
                .states("Masks of density 0.09 on both hidden layers, drawn from " + masks
                        + ", concentrate the spectrum of"
                        + " finite ReLU networks with dense input and output layers, and do not in the limit: the top-five"
                        + " energy exceeds that of the dense network of the same width by an amount that tends to 0"
                        + MEAN)
                .formula(
                        "\\mathbb{E} \\left[ E_5(\\hat\\Theta_n) - E_5(\\hat\\Theta_n^{\\mathrm{dense}}) \\right] \\to 0")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 6 ascribes the concentration to the graphons; path-density collapse (graphon/C5)")
                .knob("width")
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024).replicates(24, 96))
                .measuresNumber(EXCESS, cell -> modelExcess(chain, cell))
                .is(0)
                .within(0.015, NONE)
                .bias(RandomSpectrumClaims.SECOND_ORDER)
                .falsehood("Half of it remains.", 0.03)
                .falsehood("All of it remains.", 0.06)
                .costs(25)
                .build();
    }

    private static double modelExcess(GraphonChain chain, CellContext cell) {
        RandomStreams random = cell.random();
        DMatrixRMaj x = random.child("inputs").stream().gaussianMatrix(EXAMPLES, INPUTS);
        Mlp masked = FiniteNetworks.masked(chain, cell.size(), INPUTS, FiniteNetworks.OUTPUTS, cell.backend(), random);
        Mlp dense = FiniteNetworks.dense(HIDDEN, cell.size(), INPUTS, FiniteNetworks.OUTPUTS, cell.backend(), random);
        return energy(masked, x, cell) - energy(dense, x, cell);
    }

    private static ValueClaim.Builder pruner(String id, String method) {
        return ValueClaim.named(id)
                .states("The same of real masks: " + method
                        + " on the digits, density 0.1 (one threshold for all layers but"
                        + " the input layer, which stays dense), 4 draws of weights behind each mask. The excess of the"
                        + " top-five energy over the dense networks of the same width tends to 0" + MEAN)
                .formula(
                        "\\mathbb{E} \\left[ E_5(\\hat\\Theta_n) - E_5(\\hat\\Theta_n^{\\mathrm{dense}}) \\right] \\to 0")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 6 ascribes the concentration to the graphons; path-density collapse (graphon/C5)")
                .knob("width")
                .measures(EXCESS, cell -> {
                    PrunedNetwork pruned = prune(method, cell);
                    return Measurement.of(EXCESS, redrawn(pruned, cell))
                            .and(INHERITED, excess(pruned.inherited(), cell));
                })
                .is(0)
                .within(0.015, NONE)
                .bias(Bias.between(0.5, 1.5))
                .falsehood("Half of what such masks add at width 128, 0.06, remains.", 0.03)
                .falsehood("As much is taken away.", -0.03);
    }

    private static Claim snip() {
        return pruner("graphon/C20-snip", "snip")
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024).replicates(40, 640))
                .falsehood("So it is with the weights that pruning saw.", INHERITED)
                .costs(100)
                .build();
    }

    private static Claim synflow() {
        return pruner("graphon/C20-synflow", "synflow")
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024).replicates(40, 640))
                .costs(100)
                .build();
    }

    private static Claim signs() {
        return OrderClaim.named("graphon/C20-signs")
                .states(
                        "What is concentrated for good are SNIP's own weights: with the weights that pruning saw behind the"
                                + " masks (digits, density 0.1, input layer dense) the top-five energy exceeds that of the dense"
                                + " networks by more than 5 points at every width. With their signs drawn anew it does not.")
                .formula("E_5(\\hat\\Theta_n^{\\mathrm{inherited}}) - E_5(\\hat\\Theta_n^{\\mathrm{dense}}) > 0.05")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "sections 2 and 6: a graphon knows neither the sizes nor the signs of the weights that a score"
                                + " selects")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(128, 256).replicates(16))
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024).replicates(20))
                .measures(cell -> {
                    PrunedNetwork pruned = prune("snip", cell);
                    Mlp newSigns = pruned.withNewSigns(cell.random().child("new signs"));
                    return Measurement.of(FIVE_POINTS, 0.05)
                            .and(INHERITED, excess(pruned.inherited(), cell))
                            .and(NEW_SIGNS, excess(newSigns, cell));
                })
                .smaller(FIVE_POINTS, INHERITED)
                .falsehood("It does so with new signs, too.", FIVE_POINTS, NEW_SIGNS)
                .falsehoodReversed("It exceeds it by less.")
                .costs(6)
                .build();
    }

    /** With weights drawn anew, mean over draws. */
    private static double redrawn(PrunedNetwork pruned, CellContext cell) {
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            sum += excess(pruned.withNewWeights(cell.random().child("new weights", draw)), cell);
        }
        return sum / DRAWS;
    }

    private static PrunedNetwork prune(String method, CellContext cell) {
        return pruning(cell)
                .prune(Pruner.named(method), cell.size(), cell.random().child("network"));
    }

    private static PruningAtInitialisation pruning(CellContext cell) {
        PruningOptions options = PruningOptions.of(DENSITY).withKeepDense("first");
        return PruningAtInitialisation.onDigits(HIDDEN, options, cell.backend());
    }

    private static double excess(Mlp masked, CellContext cell) {
        DMatrixRMaj x = pruning(cell)
                .data()
                .sample(EXAMPLES, cell.random().child("images").stream())
                .inputs();
        return energy(masked, x, cell) - energy(Kernels.withoutMasks(masked), x, cell);
    }

    private static double energy(Mlp network, DMatrixRMaj x, CellContext cell) {
        return SpectralMetrics.of(EmpiricalNtk.of(network, x), cell.backend()).topFiveEnergy();
    }
}
