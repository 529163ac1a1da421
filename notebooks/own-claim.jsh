// Verify your own theorem: a statement, a falsehood, a verdict, a report.
// Run it with:  ./widelimit shell notebooks/own-claim.jsh

// 1. The theorem. At initialisation the last hidden layer of a ReLU network with n units has the kernel
//    K_n(x, z) = (1/n) sum_i relu(w_i x) relu(w_i z), w_i ~ N(0, 2/d), which tends to the arc-cosine kernel like n^(-1/2).
var x = new double[] {1, 0, 0, 0};
var z = new double[] {0.6, 0.8, 0, 0};
var limit = DualActivation.of(Activations.RELU).value(0.5, 0.5, 0.3);
printf("limit K(x, z) = %.12f%n", limit);

// 2. One network: the number that a finite object gives.
/** K_n(x, z) of a fresh network of that width. */
double kernel(int width, RandomStream random) {
    double sum = 0;
    for (int i = 0; i < width; i++) {
        double wx = 0, wz = 0;
        for (int j = 0; j < 4; j++) {
            double w = Math.sqrt(2.0 / 4) * random.nextGaussian();
            wx += w * x[j];
            wz += w * z[j];
        }
        sum += Math.max(wx, 0) * Math.max(wz, 0);
    }
    return sum / width;
}
printf("K_64 = %.4f, K_4096 = %.4f%n", kernel(64, streams(1).stream()), kernel(4096, streams(1).stream()));

// 3. The claim: a rate over five widths, with the nearest rivals. cell.random() is the only randomness it may use.
var rate = RateClaim.named("own/1").
    states("K_n tends to the arc-cosine kernel: its mean error falls like n^(-1/2).").
    derived("own notes", "central limit theorem").
    knob("width").
    at(Scale.QUICK, Sweep.over(64, 128, 256, 512, 1024).replicates(64, 512)).
    measuresNumber("error", cell -> Math.abs(kernel(cell.size(), cell.random().stream()) - limit)).
    exponent(-0.5).
    within(0.1, "well below the distance to the rivals").
    falsehood("It falls like n^(-1).", -1).
    falsehood("It does not fall.", 0).
    build();

// 4. What it should not be: the limit without the factor 1/2 of the rectifier's dead half.
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

// 5. The verdicts.
report(rate, value);

// 6. The same as a page with figures, to be opened in a browser and kept beside the paper.
var folder = Files.createTempDirectory("own-claim");
report(folder, rate, value);

// 7. The measured errors, in the terminal.
show(ReportFiles.read(folder).figures().get(0));
/exit
