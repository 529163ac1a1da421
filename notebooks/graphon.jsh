// Masks and their graphons (arXiv 2602.06675, 2510.17515): what pruning leaves of a layer, as a function on the unit square.
// Run it with:  ./widelimit shell notebooks/graphon.jsh

// 1. SNIP keeps a fifth of the weights of a fresh network on the built-in digits. How many weights does each of the 8 x 8 pixels keep?
var random = streams(1);
var digits = Dataset.digits().standardised(Standardisation.UNIT_INTERVAL);
var network = Mlp.initialise(MlpShape.of(64, 10, 256, 256), MlpOptions.standard(Activations.RELU, 2, 0), random.child("weights"));
MaskChain prune(String method) { return Pruner.named(method).prune(network, PruningData.of(digits, 256), PruningOptions.of(0.2), random.child("scores")).masks(); }
var masks = prune("snip");
heatmap(new DMatrixRMaj(8, 8, true, Arrays.stream(masks.layers().get(0).columnDegrees()).asDoubleStream().toArray()));

// It looks where digits are written, before any training. The mask itself, 256 neurons by 64 pixels, has columns for that and little else:
var first = masks.layers().get(0);
heatmap(first);

// 2. The order of the neurons means nothing. With neurons and pixels sorted by what they keep, the means of blocks are a step graphon.
var options = EstimatorOptions.STANDARD.withBlocks(24);
var graphon = SortedHistogram.estimate(first, options, random);
heatmap(graphon);

printf("density %.4f of the mask, %.4f of its graphon; farther from constant than that: %.3f%n", first.density(), graphon.edgeDensity(), graphon.flatnessRms());

// 3. Sorting makes structure out of noise. Here is a mask of independent coins, sorted in the same way.
var coins = NullModels.erdosRenyi("coins", 256, 256, 0.2, random.child("coins").stream());
heatmap(SortedHistogram.estimate(coins, options, random));

// Its distance from constant falls like n^(-1/2), as that of an estimate that converges would, and there is nothing to converge to.
var widths = new double[] {64, 128, 256, 512, 1024};
var noise = Arrays.stream(widths).map(n -> SortingNull.flatness((int) n, (int) n, 0.2, options, 4, random)).toArray();
logPlot("Flatness of sorted coins", "width", "RMS distance from constant", widths, noise);

// Sorting by one half of the entries and averaging the other half leaves nothing of it but what means of 32 x 32 coins differ by.
var heldOut = SortedHistogram.estimate(coins, options.withBlocks(8).withSorting(Sorting.HELD_OUT), random);
printf("sorted by itself %.4f, sorted by the other half %.4f, means of coins %.4f%n", SortedHistogram.estimate(coins, options.withBlocks(8), random).flatnessRms(), heldOut.flatnessRms(), Math.sqrt(0.2 * 0.8) / 32);

// 4. Which pruners leave more than coins would? The variance of the degrees over that of coins, for neurons and for the units below them, in the hidden layer.
double overBinomial(int[] degrees, int others, double density) {
    double mean = Arrays.stream(degrees).average().getAsDouble();
    return Arrays.stream(degrees).mapToDouble(k -> (k - mean) * (k - mean)).average().getAsDouble() / (others * density * (1 - density));
}
for (String method : List.of("random", "magnitude", "snip", "grasp", "synflow")) {
    var hidden = prune(method).layers().get(1);
    printf("%-9s density %.3f, neurons %6.2f, units below %6.2f%n", method, hidden.density(), overBinomial(hidden.rowDegrees(), 256, hidden.density()), overBinomial(hidden.columnDegrees(), 256, hidden.density()));
}

// 5. A model with a limit in closed form: scores |xi| g_i phi(v_j) with normal xi, strengths g of the neurons, a profile phi of the inputs; the largest 30 % stay.
var model = FactorisedSaliency.of(v -> 1 + v, NeuronFactors.halfNormal(), SaliencyNoise.GAUSSIAN_MAGNITUDE, 0.3);
heatmap(model);

// A mask of 128 neurons with as many inputs, and the same in blocks. Neurons are in order here: this is no estimate.
var drawn = model.prune("drawn", 128, 128, FactorisedSaliency.Neurons.DRAWN, random.child("drawn").stream()).mask();
heatmap(drawn);

// 6. Zeros and ones are never close to numbers in between, entry by entry. Over rectangles S x T they are: that is the cut norm, as a bracket that is proven.
var bracket = CutDistance.labelled(drawn, model, CutNormOptions.STANDARD, random.child("cut"));
printf("cut norm of mask - limit in [%.5f, %.5f], attained on %d rows and %d columns%n", bracket.lower(), bracket.upper(), bracket.rows().length, bracket.columns().length);

double difference(Mask mask, Graphon limit) {
    double sum = 0;
    for (int i = 0; i < mask.rows(); i++) for (int j = 0; j < mask.columns(); j++) sum += Math.abs((mask.kept(i, j) ? 1 : 0) - limit.density((i + 0.5) / mask.rows(), (j + 0.5) / mask.columns()));
    return sum / mask.rows() / mask.columns();
}
printf("mean of |mask - limit|: %.5f%n", difference(drawn, model));

// 7. The first falls with the width, the second does not. Six networks for each width, and the slope of what was measured.
var sizes = new double[] {32, 64, 128, 256};
var quick = CutNormOptions.STANDARD.withBound(CutNormOptions.Bound.CENTRED);
var distances = new ArrayList<double[]>();
for (double n : sizes) {
    distances.add(IntStream.range(0, 6).mapToDouble(k -> {
        var draws = random.child("width-" + (int) n, k);
        return CutDistance.labelled(model.prune("w", (int) n, (int) n, FactorisedSaliency.Neurons.DRAWN, draws.stream()).mask(), model, quick, draws).lower();
    }).toArray());
}
var fit = RateFit.fit(sizes, distances, 0.05, random.child("bootstrap").stream());
logPlot("Cut norm of mask - limit", "width", "lower end", sizes, distances.stream().mapToDouble(d -> Arrays.stream(d).average().getAsDouble()).toArray());

printf("slope %.3f, interval [%.3f, %.3f]%n", fit.slope(), fit.slopeInterval().lower(), fit.slopeInterval().upper());

// 8. Two masks of one pruner, other weights: how far apart over all relabellings of neurons and inputs? Two ends, each from a procedure of its own.
var other = model.prune("other", 128, 128, FactorisedSaliency.Neurons.DRAWN, random.child("other").stream()).mask();
var relabelled = CutDistance.relabelled(SortedHistogram.estimate(drawn, options, random), SortedHistogram.estimate(other, options, random), CutNormOptions.STANDARD, random.child("relabel"));
printf("two draws of the model: between %.4f (from %s) and %.4f%n", relabelled.lower(), relabelled.source().name(), relabelled.upper());

var far = CutDistance.relabelled(SortedHistogram.estimate(drawn, options, random), StepGraphon.constant(0.3), CutNormOptions.STANDARD, random.child("relabel"));
printf("a draw and the constant: between %.4f (from %s) and %.4f%n", far.lower(), far.source().name(), far.upper());

// 9. The estimators, on |u - v|. There u and 1 - u have the same degree, so sorting by degrees mixes them; what compares neurons with each other does not.
var truth = ChanAiroldi.DIFFERENCE;
heatmap(truth);

var sample = truth.rectangle(256, 256, random.child("sample").stream());
var estimators = List.of(SortedHistogramEstimator.dataDriven(), SingularValueThresholding.ofUnits(), NeighbourhoodSmoothing.ofUnits(), CoClustering.dataDriven(), new StochasticBlockApproximation());
for (var estimator : estimators) {
    var estimate = estimator.estimate(List.of(sample.mask()), random.child(estimator.name()));
    printf("%-16s mean squared error %.5f: %s%n", estimator.name(), sample.meanSquaredError(estimate.probabilities()), estimate.why());
}

// 10. What no relabelling changes: densities of motifs: of the mask, of its limit, and of the constant that has the same density of edges.
for (var motifs : List.of(MotifDensities.of(drawn), MotifDensities.of(StepGraphon.discretise(model, 128, 128)), MotifDensities.of(StepGraphon.constant(0.3)))) {
    printf("edge %.4f, cherries %.4f and %.4f, four-cycle %.5f%n", motifs.edge(), motifs.rowCherry(), motifs.columnCherry(), motifs.fourCycle());
}

// 11. A network is a chain: a unit has one place, as a row of one layer and as a column of the next. Each layer sorted for itself composes to a wrong network.
var chain = ChainEstimator.estimate(masks, options, random);
var apart = GraphonChain.of(masks.layers().stream().map(layer -> SortedHistogram.estimate(layer, options, random)).toList());
printf("paths that are kept: %.6f in the masks, %.6f in the chain, %.6f sorted apart%n", masks.pathDensity(), chain.pathDensity(), apart.aligned().pathDensity());

// 12. Verdicts: the model's masks tend to their graphon in cut distance, and the curve of section 3 is no evidence of that.
report("graphon/C9", "graphon/C11-printed");
/exit
