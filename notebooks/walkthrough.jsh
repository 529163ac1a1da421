// From a mask to its graphon, its kernel and its spectrum; from a weight matrix to its blow-up.
// Run it with:  ./widelimit shell notebooks/walkthrough.jsh

// 1. Prune a fresh network on the built-in digits, and look at the hidden layer as a graphon: units sorted by what they keep, means of blocks.
var digits = Dataset.digits().standardised(Standardisation.UNIT_INTERVAL);
var network = Mlp.initialise(MlpShape.of(64, 10, 256, 256), MlpOptions.standard(Activations.RELU, 2, 0), streams(1).child("weights"));
var masks = Pruner.named("snip").prune(network, PruningData.of(digits, 256), PruningOptions.of(0.2), streams(1).child("scores")).masks();
var options = EstimatorOptions.STANDARD.withBlocks(24);
var graphon = SortedHistogram.estimate(masks.layers().get(1), options, streams(1));
heatmap(graphon);

// 2. How much of its structure is only sorted noise?
System.out.println(masks);
var hidden = masks.layers().get(1);
var sortedNoise = SortingNull.flatness(hidden.rows(), hidden.columns(), hidden.density(), options, 10, streams(1));
printf("flatness %.3f, of a random mask %.3f%n", graphon.flatnessRms(), sortedNoise);

// 3. The kernel in the limit, with one neuron order for each unit layer, and its spectrum.
var chain = ChainEstimator.estimate(masks, options, streams(1));
var inputs = digits.sample(64, streams(1).child("inputs").stream()).inputs();
var kernel = GraphonNtk.of(chain, KernelOptions.of(Activations.RELU, 2), Variant.MASKED).kernel(inputs).ntk();
var spectrum = Spectrum.of(kernel, DenseBackends.preferred());
printf("largest eigenvalue %.4g, effective rank %.3f, decay exponent %.3f%n", spectrum.eigenvalues()[0], spectrum.effectiveRank(), spectrum.decayExponent());

// 4. The first stage of a transformer's training blows up; here is when, and what its weights condense to.
var start = EffectiveDynamics.gaussian(8, streams(1).child("transformer").stream());
var end = start.blowUp();
printf("blow-up at T* = %.10f, invariants drift by %.1e%n", end.time().getAsDouble(), end.invariantDrift());
printf("second singular value of W1 against the first: %.2e%n", RankCollapse.ratio(end.lastState().w1(), 2));

// 5. A verdict.
report("flow/7");
/exit
