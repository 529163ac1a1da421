// Kernels of wide networks: dual activations, the NTK of an MLP and of its masks, their spectra, and what training under them does.
// Run it with:  ./widelimit shell notebooks/kernels.jsh

// 1. On a sphere the NTK of a wide network is a function h of the cosine rho between two inputs. ReLU, 1, 3 and 12 hidden layers:
var rho = IntStream.rangeClosed(-50, 50).mapToDouble(i -> i / 50.0).toArray();
Series curve(int depth) {
    var h = ZonalKernel.ntk(KernelOptions.of(Activations.RELU, depth).withVariances(2, 0), 1);
    return Series.line(depth + " hidden", Series.Role.PREDICTED, rho, Arrays.stream(rho).map(r -> h.value(r) / h.value(1)).toArray());
}
show(XyFigure.of("h", "NTK on the sphere, over its value at rho = 1", Axis.linear("rho"), Axis.linear("h(rho)/h(1)"), List.of(curve(1), curve(3), curve(12))));

// The deeper, the more alike all inputs become, except for the peak at rho = 1: a kernel that remembers examples and tells nothing apart.
// 2. What a layer does to a covariance is its dual activation, E phi(u) phi(v) for normal (u, v). With variances 1 and covariance 1/2, exactly and from a million pairs:
double sampled(Activation phi, int pairs, RandomStream draws) {
    double sum = 0;
    for (int i = 0; i < pairs; i++) {
        double u = draws.nextGaussian();
        sum += phi.value(u) * phi.value(0.5 * u + Math.sqrt(0.75) * draws.nextGaussian());
    }
    return sum / pairs;
}
for (Activation phi : List.of(Activations.RELU, Activations.ERF, Activations.GELU, Activations.TANH, Activations.SILU, Activations.SIGN)) {
    var dual = DualActivation.of(phi);
    printf("%-5s E phi(u) phi(v) = %.12f, sampled %.4f;  E phi'(u) phi'(v) = %.12f%n", phi.name(), dual.value(1, 1, 0.5), sampled(phi, 1_000_000, streams(1).child(phi.name()).stream()), dual.derivative(1, 1, 0.5));
}

// 3. The spectrum of h on the sphere of R^10: one eigenvalue for each degree of spherical harmonics. One hidden layer and no bias: all odd degrees but the first are blind.
var shallow = SphereSpectrum.of(ZonalKernel.ntk(KernelOptions.of(Activations.RELU, 1).withVariances(2, 0), 1), 10, 12);
for (int k = 0; k < 12; k++) printf("degree %2d: eigenvalue %9.2e to within %.0e, %6.0f times%n", k, shallow.eigenvalues()[k], shallow.error(), shallow.multiplicities()[k]);

// A bias or a second layer opens them; then they fall like k^(-d).
var deep = SphereSpectrum.of(ZonalKernel.ntk(KernelOptions.of(Activations.RELU, 2).withVariances(2, 0), 1), 3, 200);
var degrees = IntStream.range(2, 200).asDoubleStream().toArray();
logPlot("Eigenvalues by degree, d = 3", "degree", "eigenvalue", degrees, Arrays.copyOfRange(deep.eigenvalues(), 2, 200));

printf("decay exponent between degrees 50 and 199: %.3f%n", deep.decayExponent(50, 199));

// 4. The NTK of a network with two hidden layers on forty digits, sorted by class, less the means of its rows and columns: what is left is darkest where digits are alike.
var random = streams(2);
var all = Dataset.digits().standardised(Standardisation.UNIT_INTERVAL);
var digits = all.sample(400, random.child("sample").stream());
var forty = IntStream.range(0, 400).boxed().sorted(Comparator.comparing(i -> digits.labels()[i])).mapToInt(i -> i).filter(i -> i % 10 == 0).toArray();
var options = KernelOptions.of(Activations.RELU, 2).withVariances(2, 0.1);
DMatrixRMaj centred(DMatrixRMaj k) {
    int n = k.numRows;
    DMatrixRMaj result = new DMatrixRMaj(n, n);
    double[] means = IntStream.range(0, n).mapToDouble(i -> IntStream.range(0, n).mapToDouble(j -> k.get(i, j)).average().getAsDouble()).toArray();
    double mean = Arrays.stream(means).average().getAsDouble();
    for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) result.set(i, j, k.get(i, j) - means[i] - means[j] + mean);
    return result;
}
heatmap(centred(DenseNtk.of(options).kernel(digits.subset(forty).inputs()).ntk()));

// 5. A finite network has a kernel of its own, which tends to that one as the layers grow. 24 networks for each width; the distance is relative, in the Frobenius norm.
var x = all.sample(20, random.child("few").stream()).inputs();
var limit = DenseNtk.of(options).kernel(x).ntk();
double distance(DMatrixRMaj a, DMatrixRMaj b) {
    double sum = 0, size = 0;
    for (int k = 0; k < a.data.length; k++) { sum += Math.pow(a.data[k] - b.data[k], 2); size += b.data[k] * b.data[k]; }
    return Math.sqrt(sum / size);
}
Mlp network(int width, RandomStreams draws) { return Mlp.initialise(MlpShape.of(64, 1, width, width), MlpOptions.ntk(Activations.RELU, 2, 0.1), draws); }
var widths = new double[] {32, 64, 128, 256, 512};
var errors = new ArrayList<double[]>();
for (double n : widths) errors.add(IntStream.range(0, 24).mapToDouble(k -> distance(EmpiricalNtk.of(network((int) n, random.child("width-" + (int) n, k)), x), limit)).toArray());
logPlot("Empirical NTK against its limit", "width", "relative distance", widths, errors.stream().mapToDouble(e -> Arrays.stream(e).average().getAsDouble()).toArray());

var fit = RateFit.fit(widths, errors, 0.05, random.child("bootstrap").stream());
printf("slope %.3f, interval [%.3f, %.3f]%n", fit.slope(), fit.slopeInterval().lower(), fit.slopeInterval().upper());

// 6. Prune every layer to density 0.3 at random and the limit has a factor 0.3 for each of the three weight layers. (P1 prints 0.3 squared; without bias.)
var bare = KernelOptions.of(Activations.RELU, 2).withVariances(2, 0);
var thin = GraphonNtk.of(GraphonChain.of(Collections.nCopies(3, StepGraphon.constant(0.3))), bare, Variant.MASKED).kernel(x).ntk();
printf("Graphon NTK over dense NTK: %.6f; 0.3^3 = 0.027%n", thin.get(0, 1) / DenseNtk.of(bare).kernel(x).ntk().get(0, 1));

// Masks with structure: SNIP's, of a network of width 512. The Graphon NTK sees only the blocks of the masks; new weights under the same masks should agree with it.
var wide = Mlp.initialise(MlpShape.of(64, 10, 512, 512), MlpOptions.ntk(Activations.RELU, 2, 0), random.child("wide"));
var masks = Pruner.named("snip").prune(wide, PruningData.of(all, 256), PruningOptions.of(0.2), random.child("scores")).masks();
var fromGraphons = GraphonNtk.of(ChainEstimator.estimate(masks, EstimatorOptions.STANDARD, random), bare, Variant.MASKED).kernel(x).ntk();
var fromNetworks = EmpiricalNtk.mean(8, k -> EmpiricalNtk.of(Mlp.initialise(wide.shape(), wide.options(), random.child("fresh", k)).withMasks(masks.layers()), x));
printf("Graphon NTK against the mean of 8 masked networks: relative distance %.3f%n", distance(fromGraphons, fromNetworks));

var uniform = GraphonNtk.of(GraphonChain.of(masks.layers().stream().map(m -> StepGraphon.constant(m.density())).toList()), bare, Variant.MASKED).kernel(x).ntk();
printf("The densities of the layers alone: %.3f%n", distance(uniform, fromNetworks));

// 7. The spectrum of the kernel of 300 digits, and its smallest eigenvalue as a proven interval: this kernel is positive definite, so training fits every label.
var backend = DenseBackends.preferred();
var train = digits.subset(IntStream.range(0, 300).toArray());
var test = digits.subset(IntStream.range(300, 400).toArray());
var kernel = DenseNtk.of(options).kernel(train.inputs()).ntk();
var spectrum = Spectrum.of(kernel, backend);
logPlot("Eigenvalues", "number", "eigenvalue", IntStream.rangeClosed(1, 300).asDoubleStream().toArray(), spectrum.eigenvalues());

var smallest = SmallestEigenvalue.of(kernel, spectrum, backend);
printf("largest %.4g, effective rank %.2f, smallest in [%.12g, %.12g]: %s%n", spectrum.eigenvalues()[0], spectrum.effectiveRank(), smallest.lower(), smallest.upper(), smallest.definiteness());

// The same digit twice: the smallest eigenvalue is 0, and no computation in doubles can tell on which side.
var twice = SmallestEigenvalue.of(DenseNtk.of(options).kernel(digits.subset(0, 1, 2, 0).inputs()).ntk(), backend);
printf("with a digit twice in [%.2g, %.2g]: %s%n", twice.lower(), twice.upper(), twice.definiteness());

// 8. Training a wide network on the squared error is linear: under this kernel, to the end of time, it is kernel regression. It has seen 300 digits; here are 100 others.
var dynamics = MseDynamics.of(kernel, train.oneHot(), MseOptions.defaults());
var cross = DenseNtk.of(options).kernel(test.inputs(), train.inputs()).ntk();
int[] guesses(DMatrixRMaj outputs) { return IntStream.range(0, outputs.numRows).map(i -> IntStream.range(0, 10).boxed().max(Comparator.comparing(c -> outputs.get(i, c))).get()).toArray(); }
int right(DMatrixRMaj outputs) { int[] g = guesses(outputs); return (int) IntStream.range(0, g.length).filter(i -> g[i] == test.labels()[i]).count(); }
printf("%d of 100 right%n", right(dynamics.predict(new Converged(), cross)));

// 9. Each eigenvector is learned at its own time, 300 / eigenvalue (the loss is a mean over 300 examples): most of the labels are in the first ten, and the last ones take up to a hundred times as long.
var modes = dynamics.modes();
var times = spectrum.timeConstants(1.0 / 300);
for (int k : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 300}) {
    double share = IntStream.range(300 - k, 300).mapToDouble(i -> IntStream.range(0, 10).mapToDouble(o -> Math.pow(modes.get(i, o), 2)).sum()).sum() / 300;
    printf("mode %3d: learned at time %8.3g; up to it %.4f of the labels%n", k, times[k - 1], share);
}

// 10. So the loss falls for decades of time, and the test digits are right long before it is small.
for (double time = 0.1; time < 2e4; time *= 10) printf("time %8.0e: loss %.5f, %3d of 100 right%n", time, dynamics.loss(new GradientFlow(time)), right(dynamics.predict(new GradientFlow(time), cross)));

// 11. Verdicts: the rate of section 5 for masked networks, and the factor of section 6, as printed and corrected.
report("graphon/C2", "graphon/C3", "graphon/C3-printed");
/exit
