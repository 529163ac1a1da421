package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Activations;
import org.widelimit.networks.Mlp;
import org.widelimit.ntk.empirical.EmpiricalNtk;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.numerics.random.RandomStreams;
import org.widelimit.validation.claim.CellContext;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Corner;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;
import org.widelimit.validation.claim.OrderClaim;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;

/**
 * graphon/C5 and C6: hidden graphons act on the kernel through one number alone, the path density; and what it takes to
 * break that.
 */
final class CollapseClaims {

    private static final List<Activation> HOMOGENEOUS =
            List.of(Activations.RELU, Activations.leaky(0.3), Activations.leaky(-1), Activations.LINEAR);
    private static final int MOST_HIDDEN = 3;
    private static final int INPUTS = 20;
    private static final int EXAMPLES = 12;

    /** Few, so that the densities of random blocks do not average out. */
    private static final int HIDDEN_BLOCKS = 4;

    private static final double BIAS_VARIANCE = 0.1;
    private static final String KEPT = "masked ReLU, dense input layer";
    private static final String LEAKY = "masked leaky ReLU, dense input layer";
    private static final String LEAST = "least of the four";
    private static final String PER_CENT = "1 %";
    private static final String QUARTER = "25 %";

    private CollapseClaims() {}

    static List<Claim> claims() {
        return List.of(collapse(), finiteWidth(), breaking());
    }

    private static Claim collapse() {
        return IdentityClaim.named("graphon/C5")
                .states("Path-density collapse: with a positively homogeneous activation, no bias and a first layer"
                        + " of rank one, a(u) b(j), both kernels are p times the dense ones with b-weighted inputs,"
                        + " whatever the other layers are; p is the path density with a as first layer.")
                .formula("\\Theta = p \\, \\Theta_{\\mathrm{dense}}[b], \\quad K = p \\, K_{\\mathrm{dense}}[b],"
                        + " \\quad p = \\int \\cdots \\int W_{L+1} \\cdots W_2 \\, a")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "Theorem 1 with masked gradients: homogeneity factors Sigma_l(u) = a_l(u) F_l, and <b_l, a_l>"
                                + " is the same in all layers")
                .measures("relative error", CollapseClaims::collapseError)
                .within(1e-12, "products and sums of positive numbers over at most 64 blocks and 4 layers")
                .falsehood("It holds for erf as well.", "error with erf")
                .falsehood("p is the product of the layers' densities.", "error of the product of densities")
                .costs(2)
                .build();
    }

    private static Measurement collapseError(Instance instance) {
        RandomStream stream = instance.stream();
        int hidden = instance.dimension(1, MOST_HIDDEN);
        GraphonChain drawn = RandomChains.any(instance, hidden, RandomChains.Moments.DENSITY);
        DMatrixRMaj x = GraphonKernelClaims.inputs(instance);
        boolean denseFirst = instance.corner() == Corner.EQUAL;
        double[] rows = drawn.layers().get(0).rowEdges();
        DMatrixRMaj a = column(rows.length - 1, denseFirst, stream);
        DMatrixRMaj b = column(x.numCols, denseFirst, stream);
        GraphonChain chain = RandomChains.withFirst(rankOne(a, b, rows), drawn);
        GraphonChain paths = RandomChains.withFirst(StepGraphon.of(a, null, rows, new double[] {0, 1}), drawn);
        Activation activation = HOMOGENEOUS.get(stream.nextInt(HOMOGENEOUS.size()));
        instance.describe(() -> activation + ", " + chain + ", X = " + x);
        Collapse collapse = new Collapse(chain, weighted(x, b), x, instance.backend());
        double p = paths.pathDensity();
        double product =
                paths.layers().stream().mapToDouble(StepGraphon::edgeDensity).reduce(1, (s, t) -> s * t);
        return Measurement.of("relative error", collapse.error(activation, p))
                .and("error with erf", collapse.error(Activations.ERF, p))
                .and("error of the product of densities", collapse.error(activation, product));
    }

    /** A chain and the inputs whose dense kernel it is said to give. */
    private record Collapse(GraphonChain chain, DMatrixRMaj weighted, DMatrixRMaj x, DenseBackend backend) {

        double error(Activation activation, double p) {
            KernelOptions options = KernelOptions.of(activation, chain.layers().size() - 1);
            KernelPair dense = Kernels.dense(options, weighted, backend);
            KernelPair graphon = Kernels.graphon(chain, options, Variant.MASKED, x, backend);
            return Math.max(
                    Kernels.error(graphon.ntk(), p, dense.ntk()), Kernels.error(graphon.nngp(), p, dense.nngp()));
        }
    }

    /** Numbers in [0.05, 1), or ones. */
    private static DMatrixRMaj column(int size, boolean ones, RandomStream stream) {
        DMatrixRMaj column = new DMatrixRMaj(size, 1);
        for (int i = 0; i < size; i++) {
            column.data[i] = ones ? 1 : 0.05 + 0.95 * stream.nextDouble();
        }
        return column;
    }

    /** W(u, j) = a(u) b(j), one column block for each coordinate. */
    private static StepGraphon rankOne(DMatrixRMaj a, DMatrixRMaj b, double[] rowEdges) {
        double[] columnEdges = new double[b.numRows + 1];
        for (int j = 0; j <= b.numRows; j++) {
            columnEdges[j] = (double) j / b.numRows;
        }
        return StepGraphon.of(CommonOps_DDRM.multTransB(a, b, null), null, rowEdges, columnEdges);
    }

    /** x_j b_j^(1/2): the dense kernel of these is that of x in the metric b. */
    private static DMatrixRMaj weighted(DMatrixRMaj x, DMatrixRMaj b) {
        DMatrixRMaj weighted = x.copy();
        for (int i = 0; i < x.numRows; i++) {
            for (int j = 0; j < x.numCols; j++) {
                weighted.set(i, j, Math.sqrt(b.data[j]) * x.get(i, j));
            }
        }
        return weighted;
    }

    private static Claim finiteWidth() {
        return RateClaim.named("graphon/C5-width")
                .states("The tangent kernel of a finite network with dense input layer and structured masks above it"
                        + " has the shape of the dense limit up to n^(-1/2): mean over networks of the relative"
                        + " Frobenius distance of Theta / tr Theta.")
                .formula("\\mathbb{E} \\left\\| \\frac{\\hat\\Theta_n}{\\operatorname{tr} \\hat\\Theta_n} -"
                        + " \\frac{\\Theta_{\\mathrm{dense}}}{\\operatorname{tr} \\Theta_{\\mathrm{dense}}}"
                        + " \\right\\|_F \\sim n^{-1/2}")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "Theorem 1 with masked gradients, and fluctuations of sums of n terms")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(64, 128, 256, 512).replicates(32, 128))
                .at(Scale.STANDARD, Sweep.over(128, 256, 512, 1024).replicates(64, 256))
                .measuresNumber("shape difference", CollapseClaims::finiteShapeDifference)
                .exponent(-0.5)
                .within(0.08, "nearly half the way to -1/3")
                .falsehood("It falls as n^(-1/3).", -1.0 / 3)
                .falsehood("It falls as n^(-2/3).", -2.0 / 3)
                .costs(3)
                .build();
    }

    private static double finiteShapeDifference(CellContext cell) {
        RandomStreams random = cell.random();
        GraphonChain chain = RandomChains.withFirst(StepGraphon.dense(), KernelConvergenceClaims.structured());
        DMatrixRMaj x = random.child("inputs").stream().gaussianMatrix(EXAMPLES, INPUTS);
        Mlp network = FiniteNetworks.masked(chain, cell.size(), INPUTS, FiniteNetworks.OUTPUTS, cell.backend(), random);
        KernelOptions options =
                KernelOptions.of(Activations.RELU, chain.layers().size() - 1);
        DMatrixRMaj dense = Kernels.dense(options, x, cell.backend()).ntk();
        return Kernels.shapeDifference(EmpiricalNtk.of(network, x), dense);
    }

    private static Claim breaking() {
        return OrderClaim.named("graphon/C6")
                .states("The collapse needs all of its conditions: with random hidden graphons the shape of the"
                        + " kernel, Theta / tr Theta, differs from the dense one by more than 1 % for a variance"
                        + " profile, for tanh, with a bias of variance 0.1, and with a first layer of more than rank"
                        + " one; mean over graphons of the least of the four relative Frobenius distances.")
                .formula("\\left\\| \\frac{\\Theta}{\\operatorname{tr} \\Theta} -"
                        + " \\frac{\\Theta_{\\mathrm{dense}}}{\\operatorname{tr} \\Theta_{\\mathrm{dense}}}"
                        + " \\right\\|_F > 10^{-2} \\left\\| \\frac{\\Theta_{\\mathrm{dense}}}{\\operatorname{tr}"
                        + " \\Theta_{\\mathrm{dense}}} \\right\\|_F")
                .derived(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 6 ascribes spectra to hidden graphons; Theorem 1 as printed is the variance profile")
                .knob("hidden layers")
                .at(Scale.QUICK, Sweep.over(2, 3, 4).replicates(16, 64))
                .measures(CollapseClaims::shapeDifferences)
                .smaller(PER_CENT, LEAST)
                .falsehood(
                        "The collapse fails for masked ReLU networks with dense input layer as well.", PER_CENT, KEPT)
                .falsehood("It fails for leaky ReLU as well.", PER_CENT, LEAKY)
                .falsehood("Each of the four changes the shape by more than a quarter.", QUARTER, LEAST)
                .costs(3)
                .build();
    }

    private static Measurement shapeDifferences(CellContext cell) {
        int hidden = cell.size();
        RandomStream stream = cell.random().stream();
        DMatrixRMaj x = stream.gaussianMatrix(EXAMPLES, INPUTS);
        GraphonChain chain = randomHidden(hidden, stream);
        GraphonChain otherInput = RandomChains.withFirst(RandomChains.blocks(HIDDEN_BLOCKS, INPUTS, stream), chain);
        KernelOptions relu = KernelOptions.of(Activations.RELU, hidden);
        KernelOptions leaky = KernelOptions.of(Activations.leaky(0.3), hidden);
        Shapes shapes = new Shapes(x, cell.backend());
        double profile = shapes.difference(chain, relu, Variant.VARIANCE_PROFILE);
        double tanh = shapes.difference(chain, KernelOptions.of(Activations.TANH, hidden), Variant.MASKED);
        double bias =
                shapes.difference(chain, relu.withVariances(relu.weightVariance(), BIAS_VARIANCE), Variant.MASKED);
        double input = shapes.difference(otherInput, relu, Variant.MASKED);
        return Measurement.of(PER_CENT, 0.01)
                .and(QUARTER, 0.25)
                .and(KEPT, shapes.difference(chain, relu, Variant.MASKED))
                .and(LEAST, Math.min(Math.min(profile, tanh), Math.min(bias, input)))
                .and(LEAKY, shapes.difference(chain, leaky, Variant.MASKED))
                .and("variance profile", profile)
                .and("tanh", tanh)
                .and("bias", bias)
                .and("input layer of full rank", input);
    }

    private static GraphonChain randomHidden(int hidden, RandomStream stream) {
        List<StepGraphon> layers = new ArrayList<>();
        layers.add(StepGraphon.dense());
        for (int l = 2; l <= hidden; l++) {
            layers.add(RandomChains.blocks(HIDDEN_BLOCKS, HIDDEN_BLOCKS, stream));
        }
        layers.add(RandomChains.blocks(1, HIDDEN_BLOCKS, stream));
        return GraphonChain.of(layers);
    }

    /** Shapes of limits of one set of inputs. */
    private record Shapes(DMatrixRMaj x, DenseBackend backend) {

        double difference(GraphonChain chain, KernelOptions options, Variant variant) {
            DMatrixRMaj graphon =
                    Kernels.graphon(chain, options, variant, x, backend).ntk();
            return Kernels.shapeDifference(
                    graphon, Kernels.dense(options, x, backend).ntk());
        }
    }
}
