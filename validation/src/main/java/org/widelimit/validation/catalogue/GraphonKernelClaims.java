package org.widelimit.validation.catalogue;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.graphon.GraphonChain;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Activations;
import org.widelimit.ntk.kernel.Form;
import org.widelimit.ntk.kernel.KernelOptions;
import org.widelimit.ntk.kernel.KernelPair;
import org.widelimit.ntk.kernel.Variant;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.Claim;
import org.widelimit.validation.claim.IdentityClaim;
import org.widelimit.validation.claim.Instance;
import org.widelimit.validation.claim.Measurement;

/** graphon/C1 and C3 in the limit of infinite width, where they are identities between kernels. */
final class GraphonKernelClaims {

    /**
     * Those with a closed dual: a quadrature for each pair at each position would take minutes, and the two forms do
     * not look inside it.
     */
    private static final List<Activation> ACTIVATIONS =
            List.of(Activations.RELU, Activations.LEAKY_RELU, Activations.ERF, Activations.GELU, Activations.LINEAR);

    private static final List<Activation> HOMOGENEOUS =
            List.of(Activations.RELU, Activations.leaky(0.3), Activations.leaky(-1), Activations.LINEAR);
    private static final int MOST_HIDDEN = 3;
    private static final int MOST_INPUTS = 20;
    private static final int MOST_EXAMPLES = 12;

    private GraphonKernelClaims() {}

    static List<Claim> claims() {
        return List.of(forms(), constantGraphon(), constantProfile());
    }

    private static Claim forms() {
        return IdentityClaim.named("graphon/C1")
                .states("The Graphon NTK computed from the input to the output equals the one computed from the"
                        + " output to the input, as a sum over all L + 1 layers; for masks and for variance profiles.")
                .formula("\\Theta = T_{L+1} = \\sum_{l=1}^{L+1} \\iint W_l(u,v) B_l(u) \\Sigma_{l-1}(v) \\, du \\, dv")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "Theorem 1 with the factor W_l of a masked gradient")
                .measures("relative difference", GraphonKernelClaims::formDifference)
                .within(1e-12, "sums of positive terms over at most 64 blocks and 4 layers: some hundred roundings")
                .falsehood(
                        "The sum ends at layer L, without the read-out's own share.", "difference without the read-out")
                .falsehood("Masks and variance profiles have the same kernel.", "difference between the variants")
                .costs(3)
                .build();
    }

    private static Measurement formDifference(Instance instance) {
        RandomStream stream = instance.stream();
        boolean plain = stream.nextBoolean(0.5);
        Activation activation = ACTIVATIONS.get(stream.nextInt(ACTIVATIONS.size()));
        int hidden = instance.dimension(0, MOST_HIDDEN);
        GraphonChain chain =
                RandomChains.any(instance, hidden, plain ? RandomChains.Moments.DENSITY : RandomChains.Moments.OTHER);
        KernelOptions options = KernelOptions.of(activation, hidden)
                .withVariances(0.5 + 2 * stream.nextDouble(), plain ? 0 : stream.nextDouble());
        Variant variant = stream.nextBoolean(0.5) ? Variant.MASKED : Variant.VARIANCE_PROFILE;
        DMatrixRMaj x = inputs(instance);
        instance.describe(() -> options + ", " + variant + ", " + chain + ", X = " + x);
        KernelPair forward = Kernels.graphon(chain, options, variant, Form.FORWARD, x, instance.backend());
        KernelPair backward = Kernels.graphon(chain, options, variant, Form.BACKWARD, x, instance.backend());
        Variant other = variant == Variant.MASKED ? Variant.VARIANCE_PROFILE : Variant.MASKED;
        DMatrixRMaj otherKernel =
                Kernels.graphon(chain, options, other, x, instance.backend()).ntk();
        // The read-out's share is int W Sigma: with masks, V = W and no bias that is the NNGP kernel.
        boolean shareIsKnown = plain && variant == Variant.MASKED;
        DMatrixRMaj without =
                shareIsKnown ? CommonOps_DDRM.subtract(backward.ntk(), backward.nngp(), null) : backward.ntk();
        return Measurement.of("relative difference", Kernels.error(backward.ntk(), 1, forward.ntk()))
                .and("difference without the read-out", shareIsKnown ? Kernels.error(without, 1, forward.ntk()) : 0)
                .and("difference between the variants", Kernels.error(otherKernel, 1, forward.ntk()));
    }

    private static Claim constantGraphon() {
        return IdentityClaim.named("graphon/C3-limit")
                .states("In the limit, masks of constant density c on k of the L + 1 layers, the others dense,"
                        + " multiply the kernel of a positively homogeneous network without bias by c^k, whichever"
                        + " layers they are.")
                .formula("\\Theta = c^k \\, \\Theta_{\\mathrm{dense}}")
                .derived(GraphonPapers.LIMIT_HYPOTHESIS, "section 5.3 with masked gradients")
                .measures("relative error", GraphonKernelClaims::constantError)
                .within(1e-12, "constants factor out; what is left is rounding in at most 5 layers")
                .falsehood("The exponent is k - 1: one layer's mask costs nothing.", "error of c^(k-1)")
                .falsehood("The exponent is L, whichever layers are masked.", "error of c^L")
                .falsehood("A variance profile that is c on k layers gives c^(k-1), for any k.", "error of the profile")
                .costs(1)
                .build();
    }

    private static Measurement constantError(Instance instance) {
        Constants drawn = Constants.draw(instance);
        DMatrixRMaj dense =
                Kernels.dense(drawn.options, drawn.x, instance.backend()).ntk();
        DMatrixRMaj masked = drawn.kernel(Variant.MASKED, instance.backend());
        DMatrixRMaj profile = drawn.kernel(Variant.VARIANCE_PROFILE, instance.backend());
        int k = drawn.maskedLayers();
        return Measurement.of("relative error", Kernels.error(masked, Math.pow(drawn.c, k), dense))
                .and("error of c^(k-1)", Kernels.error(masked, Math.pow(drawn.c, k - 1), dense))
                .and("error of c^L", Kernels.error(masked, Math.pow(drawn.c, drawn.options.hiddenLayers()), dense))
                .and("error of the profile", Kernels.error(profile, Math.pow(drawn.c, k - 1), dense));
    }

    private static Claim constantProfile() {
        return IdentityClaim.named("graphon/C3-profile")
                .states("In the paper's own model, Gaussian weights of variance c and no masks, the kernel is c^L"
                        + " times the dense one when all L + 1 layers have variance c; with k of them its trace ratio"
                        + " is c^(k-1) (k + c (L + 1 - k)) / (L + 1).")
                .formula("\\Theta = c^L \\, \\Theta_{\\mathrm{dense}}")
                .printed(
                        GraphonPapers.LIMIT_HYPOTHESIS,
                        "section 5.3 and appendix B; k < L + 1 derived: the L + 1 shares have equal diagonals")
                .measures("relative error", GraphonKernelClaims::profileError)
                .within(1e-12, "constants factor out; what is left is rounding in at most 5 layers")
                .falsehood("The exponent is L + 1, as for masks.", "error of c^(L+1)")
                .falsehood("The trace ratio is c^(k-1) for any k.", "error of c^(k-1)")
                .costs(1)
                .build();
    }

    private static Measurement profileError(Instance instance) {
        Constants drawn = Constants.draw(instance);
        DMatrixRMaj dense =
                Kernels.dense(drawn.options, drawn.x, instance.backend()).ntk();
        DMatrixRMaj profile = drawn.kernel(Variant.VARIANCE_PROFILE, instance.backend());
        int layers = drawn.options.hiddenLayers() + 1;
        int k = drawn.maskedLayers();
        double printed = Math.pow(drawn.c, layers - 1);
        double traceRatio = Math.pow(drawn.c, k - 1) * (k + drawn.c * (layers - k)) / layers;
        double ratio = Kernels.traceRatio(profile, dense);
        double shape = k == layers ? Kernels.error(profile, printed, dense) : 0;
        return Measurement.of("relative error", Math.max(shape, Math.abs(ratio / traceRatio - 1)))
                .and("error of c^(L+1)", k == layers ? Kernels.error(profile, printed * drawn.c, dense) : 0)
                .and("error of c^(k-1)", Math.abs(ratio / Math.pow(drawn.c, k - 1) - 1));
    }

    /** Constants on some layers of a homogeneous network. */
    private record Constants(KernelOptions options, double c, boolean[] masked, DMatrixRMaj x) {

        static Constants draw(Instance instance) {
            RandomStream stream = instance.stream();
            int hidden = instance.dimension(0, MOST_HIDDEN + 1);
            boolean[] masked = new boolean[hidden + 1];
            for (int l = 0; l <= hidden; l++) {
                masked[l] = stream.nextBoolean(0.7);
            }
            masked[stream.nextInt(hidden + 1)] = true;
            double c = instance.uniform(0.02, 0.9);
            Activation activation = HOMOGENEOUS.get(stream.nextInt(HOMOGENEOUS.size()));
            KernelOptions options = KernelOptions.of(activation, hidden);
            DMatrixRMaj x = inputs(instance);
            instance.describe(() -> options + ", c = " + c + " on " + Arrays.toString(masked) + ", X = " + x);
            return new Constants(options, c, masked, x);
        }

        int maskedLayers() {
            int k = 0;
            for (boolean m : masked) {
                k += m ? 1 : 0;
            }
            return k;
        }

        DMatrixRMaj kernel(Variant variant, DenseBackend backend) {
            GraphonChain chain = RandomChains.constant(c, masked);
            return Kernels.graphon(chain, options, variant, x, backend).ntk();
        }
    }

    /** At most 12 inputs of at most 20 coordinates. */
    static DMatrixRMaj inputs(Instance instance) {
        return instance.gaussianMatrix(instance.dimension(1, MOST_EXAMPLES), instance.dimension(1, MOST_INPUTS));
    }
}
