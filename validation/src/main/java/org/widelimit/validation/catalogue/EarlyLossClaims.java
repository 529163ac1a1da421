package org.widelimit.validation.catalogue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.networks.Mlp;
import org.widelimit.networks.SoftmaxCrossEntropy;
import org.widelimit.networks.data.Dataset;
import org.widelimit.networks.pruning.Pruner;
import org.widelimit.networks.pruning.PruningOptions;
import org.widelimit.networks.training.Adam;
import org.widelimit.networks.training.Trainer;
import org.widelimit.networks.training.TrainingOptions;
import org.widelimit.ntk.dynamics.GradientFlow;
import org.widelimit.ntk.dynamics.MseDynamics;
import org.widelimit.ntk.dynamics.MseOptions;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.pruned.PrunedNetwork;
import org.widelimit.validation.pruned.PruningAtInitialisation;
import org.widelimit.validation.report.Scale;

/** graphon/C21: which pruned network trains faster, and whether the kernel's scale or its shape is why. */
final class EarlyLossClaims {

    private static final int HIDDEN = 3;
    private static final double DENSITY = 0.1;
    private static final int STEPS = 200;
    private static final int BATCH_SIZE = 128;
    private static final String RANDOM = "loss after 200 steps, Random";
    private static final String DENSE = "loss after 200 steps, dense";

    private EarlyLossClaims() {}

    static List<Claim> claims() {
        return List.of(faster("graphon/C21-snip", "snip"), faster("graphon/C21-synflow", "synflow"), equalTrace());
    }

    private static Claim faster(String id, String method) {
        String pruned = "loss after 200 steps, " + method;
        return OrderClaim.named(id)
                .states("At density 0.1 " + method
                        + " loses training loss faster than Random: cross-entropy on the digits"
                        + " after 200 steps of Adam (learning rate 0.001, batches of 128), the same initial weights.")
                .formula("\\mathcal{L}_{200}(\\mathrm{" + method + "}) < \\mathcal{L}_{200}(\\mathrm{random})")
                .printed(GraphonPapers.LIMIT_HYPOTHESIS, "section 6, first 200 steps; MNIST there, width 1024")
                .knob("width")
                .at(Scale.STANDARD, Sweep.over(128, 256).replicates(20))
                .measures(cell -> losses(method, pruned, cell))
                .smaller(pruned, RANDOM)
                .falsehoodReversed("Random is faster.")
                .falsehood("It is faster than the dense network, too.", pruned, DENSE)
                .costs(60)
                .build();
    }

    private static Measurement losses(String method, String pruned, CellContext cell) {
        PruningAtInitialisation pruning = pruning(cell);
        Mlp other = prune(pruning, "random", cell).network();
        return Measurement.of(
                        pruned, trained(pruning, prune(pruning, method, cell).network(), cell))
                .and(RANDOM, trained(pruning, other, cell))
                .and(DENSE, trained(pruning, Kernels.withoutMasks(other), cell));
    }

    private static PruningAtInitialisation pruning(CellContext cell) {
        return PruningAtInitialisation.onDigits(HIDDEN, PruningOptions.of(DENSITY), cell.backend());
    }

    /** All methods of a cell prune the same network. */
    private static PrunedNetwork prune(PruningAtInitialisation pruning, String method, CellContext cell) {
        return pruning.prune(Pruner.named(method), cell.size(), cell.random().child("network"));
    }

    private static double trained(PruningAtInitialisation pruning, Mlp network, CellContext cell) {
        Dataset data = pruning.data();
        TrainingOptions options = new TrainingOptions(Adam.of(0.001), new SoftmaxCrossEntropy(), STEPS, BATCH_SIZE);
        Mlp after = Trainer.train(
                        network,
                        data.inputs(),
                        data.oneHot(),
                        options,
                        cell.random().child("batches"))
                .network();
        return options.loss().value(after.forward(data.inputs()), data.oneHot());
    }

    private static final int EXAMPLES = 128;
    private static final String OWN = "advantage over Random, each kernel as it is";
    private static final String EQUAL = "advantage over Random, equal traces";

    private static Claim equalTrace() {
        return OrderClaim.named("graphon/C21-trace")
                .states(
                        "That order is a matter of scale and not of the spectrum's shape: under the tangent kernels of the"
                                + " pruned networks (SNIP and Random, density 0.1, inherited weights) the advantage in log loss of"
                                + " linearised training on 128 digits, at the time when the dense kernel has learnt its top mode to"
                                + " 1/e, is smaller when both kernels are rescaled to one trace.")
                .formula(
                        "\\log \\mathcal{L}(\\mathrm{random}) - \\log \\mathcal{L}(\\mathrm{snip}) \\text{ is smaller for }"
                                + " \\Theta / \\operatorname{tr} \\Theta \\text{ than for } \\Theta")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 6 ascribes it to the concentration of the spectrum; with a dense input layer shapes agree"
                                + " in the limit (graphon/C5)")
                .knob("width")
                .at(Scale.STANDARD, Sweep.over(128, 256, 512).replicates(20))
                .measures(EarlyLossClaims::advantages)
                .smaller(EQUAL, OWN)
                .falsehoodReversed("It is larger.")
                .costs(40)
                .build();
    }

    private static Measurement advantages(CellContext cell) {
        PruningAtInitialisation pruning = pruning(cell);
        Dataset sample = pruning.data().sample(EXAMPLES, cell.random().child("images").stream());
        DMatrixRMaj x = sample.inputs();
        DMatrixRMaj y = centred(sample.oneHot());
        DMatrixRMaj snip = EmpiricalNtk.of(prune(pruning, "snip", cell).inherited(), x);
        PrunedNetwork random = prune(pruning, "random", cell);
        DMatrixRMaj other = EmpiricalNtk.of(random.inherited(), x);
        DMatrixRMaj dense = EmpiricalNtk.of(Kernels.withoutMasks(random.inherited()), x);
        double[] eigenvalues = cell.backend().symmetricEigenvalues(dense);
        double time = EXAMPLES / eigenvalues[EXAMPLES - 1];
        return Measurement.of(OWN, logLoss(other, y, time, cell) - logLoss(snip, y, time, cell))
                .and(
                        EQUAL,
                        logLoss(ofTraceOf(dense, other), y, time, cell)
                                - logLoss(ofTraceOf(dense, snip), y, time, cell));
    }

    private static double logLoss(DMatrixRMaj kernel, DMatrixRMaj y, double time, CellContext cell) {
        MseOptions options = MseOptions.defaults().withBackend(cell.backend());
        return Math.log(MseDynamics.of(kernel, y, options).loss(new GradientFlow(time)));
    }

    private static DMatrixRMaj ofTraceOf(DMatrixRMaj measure, DMatrixRMaj kernel) {
        DMatrixRMaj scaled = kernel.copy();
        CommonOps_DDRM.scale(Kernels.traceRatio(measure, kernel), scaled);
        return scaled;
    }

    /** Without the mean of each column, which the top mode learns for any kernel. */
    private static DMatrixRMaj centred(DMatrixRMaj y) {
        DMatrixRMaj centred = y.copy();
        for (int k = 0; k < y.numCols; k++) {
            double mean = 0;
            for (int e = 0; e < y.numRows; e++) {
                mean += y.get(e, k) / y.numRows;
            }
            for (int e = 0; e < y.numRows; e++) {
                centred.add(e, k, -mean);
            }
        }
        return centred;
    }
}
