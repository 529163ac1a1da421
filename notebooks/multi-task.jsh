// Tasks that share parameters (NTKMTL, arXiv 2510.18258), step by step: their common kernel, what weights do, and what balances them.
// Run it with:  ./widelimit shell notebooks/multi-task.jsh

// 1. A trunk of width 64 under two heads, on six examples: the extended kernel has blocks K_ij, tasks outside and examples inside.
var random = streams(7);
var network = Mlp.initialise(MlpShape.of(3, 2, 64), MlpOptions.ntk(Activations.TANH, 1, 0.1), random.child("weights"));
var x = random.child("inputs").stream().gaussianMatrix(6, 3);
var kernel = ExtendedNtk.of(network, x);
heatmap(kernel.matrix());

// 2. In the limit of width independent heads do not overlap, and their blocks are equal: no rule that looks at kernels has anything to weigh.
var pair = DenseNtk.of(new KernelOptions(DualActivation.of(Activations.TANH), 1, 1, 0.1)).kernel(x);
var limit = ExtendedNtk.limit(pair, new DMatrixRMaj(2, 2, true, 1, 0, 0, 1));
heatmap(limit.matrix());

// 3. Two tasks without overlap, 100 times apart in their eigenvalues. Weights (mean / lambda)^a: which a lets them learn equally fast?
var backend = DenseBackends.preferred();
/** Jacobians of two tasks: a share of the squares is common, the second is a tenth as large. */
List<DMatrixRMaj> jacobians(double share, RandomStream draws) {
    List<DMatrixRMaj> all = new ArrayList<>();
    DMatrixRMaj common = draws.gaussianMatrix(4, 40);
    for (int i = 0; i < 2; i++) {
        DMatrixRMaj own = draws.gaussianMatrix(4, 40);
        for (int p = 0; p < 160; p++) own.data[p] = Math.pow(10, -i) * (Math.sqrt(1 - share) * own.data[p] + Math.sqrt(share) * common.data[p]);
        all.add(own);
    }
    return all;
}
var separate = ExtendedNtk.of(jacobians(0, random.child("separate").stream()), backend).decoupled();
var residual = random.child("residual").stream().gaussianMatrix(4, 2);
/** t_2 / t_1. */
double lifeRatio(ExtendedNtk of, double[] weights) { double[] t = MultiTaskDynamics.of(of, weights, residual, backend).halfLives(); return t[1] / t[0]; }
for (double a : new double[] {0, 0.5, 1}) printf("no overlap, a = %.1f: half-life ratio %.3f%n", a, lifeRatio(separate, new EigenvalueRule(a, Normalisation.MEAN).weights(separate.largestEigenvalues(backend))));

// 4. The same with half in common: a = 1 is right no more. Equal decay looks at the off-diagonal blocks too: G_ij = e_i K_ij e_j and the losses.
var overlapping = ExtendedNtk.of(jacobians(0.5, random.child("overlap").stream()), backend);
for (double a : new double[] {0, 0.5, 1}) printf("overlap, a = %.1f: half-life ratio %.3f%n", a, lifeRatio(overlapping, new EigenvalueRule(a, Normalisation.MEAN).weights(overlapping.largestEigenvalues(backend))));
var gram = new DMatrixRMaj(2, 2);
for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) for (int u = 0; u < 4; u++) for (int v = 0; v < 4; v++) gram.add(i, j, residual.get(u, i) * overlapping.block(i, j).get(u, v) * residual.get(v, j));
var losses = MultiTaskDynamics.of(overlapping, new double[] {1, 1}, residual, backend).losses(new GradientFlow(0));
var balanced = EqualDecay.weights(gram, losses);
for (int i = 0; i < 2; i++) printf("equal decay: task %d falls at %.6f of itself%n", i + 1, (gram.get(i, 0) * balanced[0] + gram.get(i, 1) * balanced[1]) / losses[i]);

// 5. The toy problem: from (9, 9) the sum of the losses is stuck on a ridge, and NTKMTL comes down to the Pareto set.
var start = ToyProblem.starts().get(2);
var options = DescentOptions.of(Adam.of(1e-3), 35000).clippedTo(1);
for (String method : List.of("LS", "NTKMTL")) {
    var end = MultiTaskDescent.run(ToyProblem.standard(), TaskWeightings.named(method), start, options).parameters();
    printf("%s ends at (%.2f, %.2f), %.2f from the Pareto set%n", method, end[0], end[1], ToyProblem.distanceToParetoSet(end));
}

// 6. Two verdicts: Proposition 3.3 as printed, and corrected.
report("ntkmtl/N2-printed", "ntkmtl/N2");
/exit
