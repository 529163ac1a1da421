package org.widelimit.validation.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.graphon.StepGraphon;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Activations;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.BoundClaim;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.Corner;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;

/** graphon/G7: what any Graphon NTK has to obey, exactly. */
final class KernelInvariantClaims {

    /** With kinks, jumps and without; even, odd and neither; bounded and growing. */
    private static final List<Activation> ACTIVATIONS = List.of(
            Activations.RELU,
            Activations.ABS,
            Activations.SIGN,
            Activations.STEP,
            Activations.ERF,
            Activations.PROBIT,
            Activations.GELU,
            Activations.sin(1, 1, 0),
            Activations.cos(1, 1, 0.3),
            Activations.rbf(0.6),
            Activations.gaussian(1, -0.5),
            Activations.GABOR);

    /** Of kernels that are right relatively for inputs of 1e8, nearly parallel ones included. */
    private static final List<Activation> SCALE_FREE =
            List.of(Activations.RELU, Activations.ABS, Activations.SIGN, Activations.STEP, Activations.LINEAR);

    private static final List<Activation> WITHOUT_ACTIVITY_AT_ZERO =
            List.of(Activations.RELU, Activations.leaky(0.3), Activations.ABS, Activations.LINEAR, Activations.SIGN);

    private static final String ERROR = "relative error";
    private static final String SLACK = "slack";
    private static final int MOST_HIDDEN = 3;
    private static final int MOST_INPUTS = 20;
    private static final int MOST_EXAMPLES = 6;

    /** Where each pair is computed by itself. */
    private static final int FEW_EXAMPLES = 3;

    /** Some hundred roundings of at most 64 blocks and 4 layers. */
    private static final double ROUNDING = 1e-12;

    private KernelInvariantClaims() {}

    static List<Claim> claims() {
        return List.of(constant(), relabelling(), deadUnits(), mixture(), definite(), monotone());
    }

    private static Claim constant() {
        return IdentityClaim.named("graphon/G7-constant")
                .states("A constant graphon p in every layer is a dense network with weight variance p Vw and the same"
                        + " bias variance, for any activation.")
                .formula("\\Theta_{W=p}[V_w, V_b] = \\Theta_{\\mathrm{dense}}[p V_w, V_b]")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "Theorem 1 with masked gradients and biases")
                .measures(ERROR, KernelInvariantClaims::constantErrors)
                .within(ROUNDING, "two recursions with the same terms; what is left is rounding in at most 4 layers")
                .falsehood("The bias variance is thinned to p Vb as well.", "error with thinned biases")
                .falsehood("It holds for variance profiles as well.", "error of the profile")
                .costs(1)
                .build();
    }

    private static Measurement constantErrors(Instance instance) {
        int hidden = instance.dimension(0, MOST_HIDDEN);
        double p = instance.uniform(0.05, 0.95);
        double vw = instance.uniform(0.5, 2.5);
        double vb = instance.uniform(0.1, 1);
        KernelOptions options = KernelOptions.of(activation(instance), hidden).withVariances(vw, vb);
        DMatrixRMaj x = inputs(instance, MOST_EXAMPLES);
        instance.describe(() -> options + ", p = " + p + ", X = " + x);
        GraphonChain chain = RandomChains.constant(p, hidden);
        KernelPair graphon = Kernels.graphon(chain, options, Variant.MASKED, x, instance.backend());
        KernelPair profile = Kernels.graphon(chain, options, Variant.VARIANCE_PROFILE, x, instance.backend());
        KernelPair dense = Kernels.dense(options.withVariances(p * vw, vb), x, instance.backend());
        KernelPair thinned = Kernels.dense(options.withVariances(p * vw, p * vb), x, instance.backend());
        return Measurement.of(ERROR, error(graphon, dense))
                .and("error with thinned biases", error(graphon, thinned))
                .and("error of the profile", error(profile, dense));
    }

    private static Claim relabelling() {
        return IdentityClaim.named("graphon/G7-relabelling")
                .states("Relabelling the units of hidden layers, rows of a layer's graphon together with columns of the"
                        + " next one, leaves both kernels unchanged.")
                .formula("\\Theta[(W_l^{\\phi_l, \\phi_{l-1}})_l] = \\Theta[(W_l)_l]")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "Theorem 1: integrals over unit positions")
                .measures(ERROR, KernelInvariantClaims::relabellingErrors)
                .within(ROUNDING, "the same sums in another order")
                .falsehood("Rows of a layer may be relabelled by themselves.", "error without the next layer's columns")
                .costs(2)
                .build();
    }

    private static Measurement relabellingErrors(Instance instance) {
        int hidden = instance.dimension(1, MOST_HIDDEN);
        RandomChains.Moments moments =
                instance.stream().nextBoolean(0.5) ? RandomChains.Moments.DENSITY : RandomChains.Moments.OTHER;
        GraphonChain chain = RandomChains.any(instance, hidden, moments).aligned();
        Variant variant = instance.stream().nextBoolean(0.5) ? Variant.MASKED : Variant.VARIANCE_PROFILE;
        KernelOptions options = options(instance, hidden);
        DMatrixRMaj x = inputs(instance, MOST_EXAMPLES);
        List<int[]> orders = new ArrayList<>();
        for (int l = 0; l < hidden; l++) {
            orders.add(instance.stream().permutation(chain.layers().get(l).rowBlocks()));
        }
        instance.describe(() -> options + ", " + variant + ", " + chain + ", X = " + x);
        KernelPair plain = Kernels.graphon(chain, options, variant, x, instance.backend());
        KernelPair relabelled = Kernels.graphon(
                relabelled(chain, orders, Relabelling.TOGETHER), options, variant, x, instance.backend());
        KernelPair torn = Kernels.graphon(
                relabelled(chain, orders, Relabelling.ROWS_ALONE), options, variant, x, instance.backend());
        return Measurement.of(ERROR, error(relabelled, plain))
                .and("error without the next layer's columns", error(torn, plain));
    }

    private enum Relabelling {
        TOGETHER,
        ROWS_ALONE
    }

    private static GraphonChain relabelled(GraphonChain chain, List<int[]> orders, Relabelling which) {
        List<StepGraphon> layers = new ArrayList<>();
        int last = chain.layers().size() - 1;
        for (int l = 0; l <= last; l++) {
            StepGraphon layer = chain.layers().get(l);
            int[] rows = l < last ? orders.get(l) : identity(layer.rowBlocks());
            int[] columns = l > 0 && which == Relabelling.TOGETHER ? orders.get(l - 1) : identity(layer.columnBlocks());
            layers.add(layer.relabelled(rows, columns));
        }
        return GraphonChain.of(layers);
    }

    private static int[] identity(int n) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private static Claim deadUnits() {
        return IdentityClaim.named("graphon/G7-dead")
                .states(
                        "Without biases and with phi(0) = 0, units that have no incoming weight contribute nothing: where"
                                + " their output goes does not matter.")
                .formula("W_l(u, \\cdot) = 0 \\Rightarrow \\Theta \\text{ does not depend on } W_{l+1}(\\cdot, u)")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "Theorem 1 with masked gradients")
                .measures(ERROR, KernelInvariantClaims::deadErrors)
                .within(ROUNDING, "the same sums but for terms that are 0")
                .falsehood("It holds with biases as well.", "error with biases")
                .falsehood("It holds for cos as well, which is 1 at 0.", "error of cos")
                .costs(1)
                .build();
    }

    private static Measurement deadErrors(Instance instance) {
        RandomStream stream = instance.stream();
        int hidden = instance.dimension(1, MOST_HIDDEN);
        GraphonChain drawn =
                RandomChains.any(instance, hidden, RandomChains.Moments.DENSITY).aligned();
        int dying = stream.nextInt(hidden);
        boolean[] dead = new boolean[drawn.layers().get(dying).rowBlocks()];
        for (int u = 0; u < dead.length; u++) {
            dead[u] = stream.nextBoolean(0.4);
        }
        dead[stream.nextInt(dead.length)] = true;
        GraphonChain chain = withDead(drawn, dying, dead, 0);
        GraphonChain other = withDead(drawn, dying, dead, 1);
        KernelOptions options =
                KernelOptions.of(WITHOUT_ACTIVITY_AT_ZERO.get(stream.nextInt(WITHOUT_ACTIVITY_AT_ZERO.size())), hidden);
        DMatrixRMaj x = inputs(instance, MOST_EXAMPLES);
        instance.describe(() ->
                options + ", dead " + Arrays.toString(dead) + " in layer " + (dying + 1) + ", " + chain + ", X = " + x);
        KernelOptions biased = options.withVariances(options.weightVariance(), 0.3);
        KernelOptions cosine = KernelOptions.of(Activations.cos(1, 1, 0), hidden);
        return Measurement.of(ERROR, difference(chain, other, options, x, instance))
                .and("error with biases", difference(chain, other, biased, x, instance))
                .and("error of cos", difference(chain, other, cosine, x, instance));
    }

    private static double difference(
            GraphonChain one, GraphonChain two, KernelOptions options, DMatrixRMaj x, Instance instance) {
        return error(
                Kernels.graphon(one, options, Variant.MASKED, x, instance.backend()),
                Kernels.graphon(two, options, Variant.MASKED, x, instance.backend()));
    }

    /** No weights into the dead units of a layer, and all of this density out of them. */
    private static GraphonChain withDead(GraphonChain chain, int layer, boolean[] dead, double outgoing) {
        List<StepGraphon> layers = new ArrayList<>(chain.layers());
        StepGraphon into = layers.get(layer);
        StepGraphon outOf = layers.get(layer + 1);
        DMatrixRMaj in = into.density();
        DMatrixRMaj out = outOf.density();
        for (int u = 0; u < dead.length; u++) {
            if (dead[u]) {
                for (int v = 0; v < in.numCols; v++) {
                    in.set(u, v, 0);
                }
                for (int w = 0; w < out.numRows; w++) {
                    out.set(w, u, outgoing);
                }
            }
        }
        layers.set(layer, StepGraphon.of(in, null, into.rowEdges(), into.columnEdges()));
        layers.set(layer + 1, StepGraphon.of(out, null, outOf.rowEdges(), outOf.columnEdges()));
        return GraphonChain.of(layers);
    }

    private static Claim mixture() {
        return IdentityClaim.named("graphon/G7-mixture")
                .states(
                        "The kernel of a chain of blocks is that of a finite mixture: units of each block are alike, and"
                                + " sums over blocks weighted with their measures take the place of integrals.")
                .formula("\\int W_l(u, v) \\Sigma_{l-1}(v) dv = \\sum_b \\mu_b W_l(u, b) \\Sigma_{l-1}(b)")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "Theorem 1 for step graphons, pair by pair and block by block")
                .measures(ERROR, KernelInvariantClaims::mixtureErrors)
                .within(ROUNDING, "the same sums pair by pair, from second moments alone")
                .falsehood("One block of the layer's density says it all.", "error of constants")
                .falsehood("The read-out sees blocks of equal measure.", "error of equal measures")
                .costs(2)
                .build();
    }

    private static Measurement mixtureErrors(Instance instance) {
        RandomStream stream = instance.stream();
        int hidden = instance.dimension(0, MOST_HIDDEN);
        GraphonChain chain =
                RandomChains.any(instance, hidden, RandomChains.Moments.OTHER).aligned();
        // From second moments alone a kink would keep 8 digits at parallel inputs.
        Activation activation = instance.corner() == Corner.HUGE
                ? Activations.LINEAR
                : BlockMixture.SMOOTH.get(stream.nextInt(BlockMixture.SMOOTH.size()));
        KernelOptions options = KernelOptions.of(activation, hidden)
                .withVariances(instance.uniform(0.5, 2.5), stream.nextBoolean(0.5) ? 0 : instance.uniform(0, 1));
        DMatrixRMaj x = inputs(instance, FEW_EXAMPLES);
        instance.describe(() -> options + ", " + chain + ", X = " + x);
        KernelPair graphon = Kernels.graphon(chain, options, Variant.MASKED, x, instance.backend());
        KernelPair mixture = new BlockMixture(chain, options, BlockMixture.Measures.OF_THE_BLOCKS).kernel(x);
        KernelPair equal = new BlockMixture(chain, options, BlockMixture.Measures.EQUAL_AT_THE_READ_OUT).kernel(x);
        KernelPair constants =
                Kernels.graphon(BlockMixture.averaged(chain), options, Variant.MASKED, x, instance.backend());
        return Measurement.of(ERROR, error(mixture, graphon))
                .and("error of constants", error(constants, graphon))
                .and("error of equal measures", error(equal, graphon));
    }

    private static Claim definite() {
        return BoundClaim.named("graphon/G7-psd")
                .states("Both kernels are positive semi-definite, for masks and for variance profiles; with V = W the"
                        + " tangent kernel of masks exceeds the NNGP kernel, which is the share of the read-out.")
                .formula("K \\succeq 0, \\quad \\Theta \\succeq 0, \\quad \\Theta - K \\succeq 0")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "Theorem 1: sums of Schur products of covariances")
                .measures(SLACK, KernelInvariantClaims::definiteSlacks)
                .within(1e-13, "backward error of the eigenvalues of at most 6 x 6 matrices, relative to the trace")
                .falsehood("The tangent kernel exceeds twice the NNGP kernel.", "slack of twice the NNGP kernel")
                .falsehood(
                        "The kernels are positive definite, with a smallest eigenvalue of 1e-9 of the mean one.",
                        "slack of definiteness")
                .costs(1)
                .build();
    }

    private static Measurement definiteSlacks(Instance instance) {
        int hidden = instance.dimension(0, MOST_HIDDEN);
        GraphonChain chain = RandomChains.any(instance, hidden, RandomChains.Moments.DENSITY);
        KernelOptions options = options(instance, hidden);
        DMatrixRMaj x = inputs(instance, MOST_EXAMPLES);
        instance.describe(() -> options + ", " + chain + ", X = " + x);
        KernelPair masked = Kernels.graphon(chain, options, Variant.MASKED, x, instance.backend());
        KernelPair profile = Kernels.graphon(chain, options, Variant.VARIANCE_PROFILE, x, instance.backend());
        double size = CommonOps_DDRM.trace(masked.ntk());
        DMatrixRMaj excess = CommonOps_DDRM.subtract(masked.ntk(), masked.nngp(), null);
        DMatrixRMaj twice = CommonOps_DDRM.subtract(excess, masked.nngp(), null);
        double theta = smallest(masked.ntk(), size, instance);
        double least = Math.min(
                Math.min(theta, smallest(masked.nngp(), size, instance)),
                Math.min(
                        smallest(excess, size, instance),
                        smallest(profile.ntk(), CommonOps_DDRM.trace(profile.ntk()), instance)));
        return Measurement.of(SLACK, least)
                .and("slack of twice the NNGP kernel", smallest(twice, size, instance))
                .and("slack of definiteness", theta - 1e-9 / x.numRows);
    }

    /** Smallest eigenvalue in units of size. */
    private static double smallest(DMatrixRMaj kernel, double size, Instance instance) {
        double eigenvalue = instance.backend().symmetricEigenvalues(kernel)[0];
        return size > 0 ? eigenvalue / size : eigenvalue;
    }

    private static Claim monotone() {
        return BoundClaim.named("graphon/G7-monotone")
                .states("For ReLU the diagonals of both kernels grow with the graphons: a density that rises anywhere"
                        + " lowers none of them.")
                .formula(
                        "W \\le W' \\Rightarrow K_W(x, x) \\le K_{W'}(x, x), \\ \\Theta_W(x, x) \\le \\Theta_{W'}(x, x)")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "Theorem 1: T(q) = q/2 and T' = 1/2 on the diagonal")
                .measures(SLACK, KernelInvariantClaims::monotoneSlacks)
                .within(1e-14, "sums of positive terms, relative to the kernel")
                .falsehood("It holds off the diagonal as well.", "slack off the diagonal")
                .falsehood("It holds for a Gaussian exp(-z^2) as well.", "slack of the Gaussian")
                .costs(1)
                .build();
    }

    private static Measurement monotoneSlacks(Instance instance) {
        RandomStream stream = instance.stream();
        int hidden = instance.dimension(0, MOST_HIDDEN);
        GraphonChain lower = RandomChains.any(instance, hidden, RandomChains.Moments.DENSITY);
        List<StepGraphon> raised = new ArrayList<>();
        for (StepGraphon layer : lower.layers()) {
            DMatrixRMaj density = layer.density();
            boolean rises = stream.nextBoolean(0.7);
            for (int k = 0; k < density.getNumElements(); k++) {
                double share = rises && stream.nextBoolean(0.5) ? stream.nextDouble() : 0;
                density.data[k] += share * (1 - density.data[k]);
            }
            raised.add(StepGraphon.of(density, null, layer.rowEdges(), layer.columnEdges()));
        }
        GraphonChain upper = GraphonChain.of(raised);
        double bias = stream.nextBoolean(0.5) ? 0 : instance.uniform(0, 1);
        KernelOptions relu = KernelOptions.of(Activations.RELU, hidden).withVariances(2, bias);
        KernelOptions gaussian =
                KernelOptions.of(Activations.gaussian(1, -1), hidden).withVariances(2, bias);
        DMatrixRMaj x = inputs(instance, MOST_EXAMPLES);
        instance.describe(() -> relu + ", " + lower + " <= " + upper + ", X = " + x);
        KernelPair small = Kernels.graphon(lower, relu, Variant.MASKED, x, instance.backend());
        KernelPair large = Kernels.graphon(upper, relu, Variant.MASKED, x, instance.backend());
        KernelPair smallGaussian = Kernels.graphon(lower, gaussian, Variant.MASKED, x, instance.backend());
        KernelPair largeGaussian = Kernels.graphon(upper, gaussian, Variant.MASKED, x, instance.backend());
        return Measurement.of(
                        SLACK,
                        Math.min(
                                rise(small.nngp(), large.nngp(), Entries.DIAGONAL),
                                rise(small.ntk(), large.ntk(), Entries.DIAGONAL)))
                .and("slack off the diagonal", rise(small.ntk(), large.ntk(), Entries.ALL))
                .and("slack of the Gaussian", rise(smallGaussian.nngp(), largeGaussian.nngp(), Entries.DIAGONAL));
    }

    private enum Entries {
        DIAGONAL,
        ALL
    }

    /** The least increase of an entry, relative to the largest entry. */
    private static double rise(DMatrixRMaj small, DMatrixRMaj large, Entries which) {
        double size = CommonOps_DDRM.elementMaxAbs(large);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < small.numRows; i++) {
            for (int j = 0; j < small.numCols; j++) {
                if (i == j || which == Entries.ALL) {
                    double rise = large.get(i, j) - small.get(i, j);
                    least = Math.min(least, size > 0 ? rise / size : rise);
                }
            }
        }
        return least;
    }

    private static KernelOptions options(Instance instance, int hidden) {
        return KernelOptions.of(activation(instance), hidden)
                .withVariances(
                        instance.uniform(0.5, 2.5), instance.stream().nextBoolean(0.5) ? 0 : instance.uniform(0, 1));
    }

    private static DMatrixRMaj inputs(Instance instance, int mostExamples) {
        return instance.gaussianMatrix(instance.dimension(1, mostExamples), instance.dimension(1, MOST_INPUTS));
    }

    private static Activation activation(Instance instance) {
        List<Activation> from = instance.corner() == Corner.HUGE ? SCALE_FREE : ACTIVATIONS;
        return from.get(instance.stream().nextInt(from.size()));
    }

    private static double error(KernelPair a, KernelPair b) {
        return Math.max(Kernels.error(a.nngp(), 1, b.nngp()), Kernels.error(a.ntk(), 1, b.ntk()));
    }
}
