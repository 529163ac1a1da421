// Verify your own theorem: a statement, a falsehood, a verdict, a report.
// Run it with:  ./widelimit shell notebooks/own-claim.jsh

// 1. The theorem. The kernel of n rectified units, K_n = (1/n) sum_i relu(u_i) relu(v_i) with normal u_i, v_i of variance 1/2 and covariance 0.3,
//    tends to the arc-cosine kernel like n^(-1/2). One draw for each width, and how far it is from the limit:
double unit(RandomStream random) { double u = random.nextGaussian(), v = 0.6 * u + 0.8 * random.nextGaussian(); return 0.5 * Math.max(u, 0) * Math.max(v, 0); }
double kernel(int n, RandomStream random) { double sum = 0; for (int i = 0; i < n; i++) sum += unit(random); return sum / n; }
var limit = DualActivation.of(Activations.RELU).value(0.5, 0.5, 0.3);
var widths = IntStream.rangeClosed(24, 72).mapToDouble(k -> Math.rint(Math.pow(2, k / 4.0))).toArray();
logPlot("|K_n - K|", "width", "error", widths, Arrays.stream(widths).map(n -> Math.abs(kernel((int) n, streams((long) n).stream()) - limit)).toArray());

// It scatters, and it falls. By which power, and against which other powers? That is for a claim to say.
printf("limit K = %.12f, K_64 = %.4f, K_262144 = %.4f%n", limit, kernel(64, streams(64).stream()), kernel(262144, streams(262144).stream()));

// 2. The claim: a rate over five widths, with the nearest rivals. cell.random() is the only randomness it may use.
var rate = RateClaim.named("own/1").
    states("The kernel of n rectified units tends to the arc-cosine kernel: its mean error falls like n^(-1/2).").
    derived("own notes", "central limit theorem").
    knob("width").
    at(Scale.QUICK, Sweep.over(64, 128, 256, 512, 1024).replicates(64, 512)).
    measuresNumber("error", cell -> Math.abs(kernel(cell.size(), cell.random().stream()) - limit)).
    exponent(-0.5).
    within(0.1, "well below the distance to the rivals").
    falsehood("It falls like n^(-1).", -1).
    falsehood("It does not fall.", 0).
    build();

// 3. What it should not be: the limit without the factor 1/2 of the rectifier's dead half.
var value = ValueClaim.named("own/2").
    states("K_n tends to the arc-cosine kernel of Cho and Saul.").
    derived("own notes", "law of large numbers").
    knob("width").
    at(Scale.QUICK, Sweep.over(64, 256, 1024).replicates(64, 512)).
    measuresNumber("kernel", cell -> kernel(cell.size(), cell.random().stream())).
    is(limit).
    within(0.05 * limit, "5 %").
    bias(Bias.ofOrder(1)).
    falsehood("The kernel of a linear network.", 0.5 * 0.6).
    build();

// 4. The verdicts.
report(rate, value);

// 5. The same as a page with figures, to be opened in a browser and kept beside the paper.
var folder = Files.createTempDirectory("own-claim").resolve("report");
report(folder, rate, value);

// 6. The measured errors, in the terminal.
show(ReportFiles.read(folder).figures().get(0));

// 7. Substance or chance? Other draws, and how often twenty of them come out wrong.
report(Scale.QUICK, 2, rate);
calibrate(20, rate);
/exit
