// The two stages of a transformer's training (arXiv 2510.06954), step by step: what is known beforehand, then the run.
// Run it with:  ./widelimit shell notebooks/two-stages.jsh

// 1. Sequences: 24 of 4 random tokens of width 4, labels +1 and -1. All weights start at epsilon. What the energy of the effective dynamics will do:
var data = TransformerData.gaussian(24, 4, 4, streams(33).child("data").stream());
var epsilon = 1e-3;
var start = TransformerWeights.gaussian(TransformerShape.square(4), epsilon, streams(33).child("weights").stream());
var beforehand = start.effective(data.direction(), epsilon).trajectory();
var seen = beforehand.samples().stream().filter(s -> s.energy() >= 1).toList();
show(XyFigure.of("E", "Energy", Axis.linear("rescaled time"), Axis.log("E"), List.of(Series.line("E", Series.Role.PREDICTED, seen.stream().mapToDouble(s -> s.time()).toArray(), seen.stream().mapToDouble(s -> s.energy()).toArray()))));

// 2. It blows up: that is the first stage. At T* the weights leave the plateau, and W_V has condensed onto v = S / |S|.
var end = beforehand.blowUp().time().getAsDouble();
printf("first stage: blow-up at T* = %.6f, exponent %.4f%n", end, beforehand.blowUp().exponent().getAsDouble());

// 3. Where it comes to rest: w* minimises the loss with uniform attention. There F drives keys and queries.
var options = new TransformerOptions(Attention.SOFTMAX, HiddenActivation.IDENTITY, MarginLoss.EXPONENTIAL);
var uniform = UniformAttentionLoss.of(data, options.loss());
var rest = uniform.minimiser().orElseThrow();
var drive = StageTwo.drive(data, BalancedReduction.lift(rest, new double[] {1, 0, 0, 0}, new double[] {1, 0, 0, 0}, 4), options);
var s = DenseBackends.preferred().singularValues(drive);
printf("rest: loss %.4f; keys and queries grow at s1 = %.4f, then s2 / s1 = %.3f%n", uniform.value(rest), s[0], s[1] / s[0]);

// 4. The run: the exact flow until well after attention wakes. What does W_V look like on the way?
/** Cosines between the columns of W_V. */
DMatrixRMaj cosines(TransformerWeights weights) {
    DMatrixRMaj c = new DMatrixRMaj(4, 4);
    for (int k = 0; k < 4; k++) {
        double[] column = new double[4];
        for (int i = 0; i < 4; i++) column[i] = weights.wv().get(i, k);
        double[] row = Condensation.columnCosines(weights.wv(), column);
        for (int j = 0; j < 4; j++) c.set(k, j, row[j]);
    }
    return c;
}
var first = end / data.rescaledTime(1, epsilon, options.loss());
var second = 1.5 * Math.log(1 / epsilon) / s[0];
var run = TransformerRun.of(OneLayerTransformer.of(data, options), start, first + second, FlowOptions.standard().withTolerances(1e-8, 1e-10));
heatmap(cosines(start));
heatmap(cosines(run.last()));

// 5. The first plateau ended at T*, up to a term of order epsilon.
var escape = run.stages().escape().getAsDouble();
printf("first plateau: left at %.6f in rescaled time%n", data.rescaledTime(escape, epsilon, options.loss()));

// 6. The second one lasts (1/s1) ln(1/epsilon) up to a constant over s1, while |W_Q W_K^T| grows from epsilon^2 to 1.
var attention = run.stages().attention().getAsDouble();
printf("second plateau: %.1f long, (1/s1) ln(1/epsilon) = %.1f%n", attention - escape, Math.log(1 / epsilon) / s[0]);

// 7. On the way W_Q W_K^T turns to the leading singular pair of F, and W_Q falls to rank one, but not all the way: like epsilon^(1 - s2/s1).
var woken = run.samples().stream().filter(p -> p.normProduct() >= 0.1).findFirst().orElseThrow();
printf("attention wakes: alignment with F %.4f, effective rank of W_Q %.3f of 4, epsilon^(1 - s2/s1) = %.3f%n", woken.alignment(), woken.effectiveRankWq(), Math.pow(epsilon, 1 - s[1] / s[0]));

// 8. The second stage alone, in closed form: there the rank does collapse, given time.
var alone = KeyQueryDynamics.of(drive, start.wq(), start.wk());
for (double t : new double[] {0, 2 / s[0], 8 / s[0], 32 / s[0]}) printf("frozen F, s1 t = %4.1f: sigma2 / sigma1 of W_Q = %.2e%n", s[0] * t, RankCollapse.ratio(alone.directionsAt(t).query(), 2))

// 9. A verdict on that limit.
report("flow/15-limit");
/exit
