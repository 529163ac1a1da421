package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.networks.Biases;
import org.widelimit.networks.Parametrisation;

/**
 * A network as a chain of blocks, from the input on. The last one is an {@link AffineLayer}, the read-out.
 *
 * <p>An activation needs a Gaussian input: an affine layer somewhere before it, with no other activation in between. Skip connections do not change that.
 *
 * @param blocks the chain
 */
public record Architecture(List<Block> blocks) {
    public Architecture {
        blocks = List.copyOf(blocks);
        requireGaussianity(blocks, false);
        if (blocks.isEmpty() || !(blocks.get(blocks.size() - 1) instanceof AffineLayer)) {
            throw new IllegalArgumentException("expected an affine layer at the end, the read-out, found "
                    + (blocks.isEmpty() ? "nothing" : blocks.get(blocks.size() - 1)));
        }
    }

    /** These blocks in this order. */
    public static Architecture of(Block... blocks) {
        return new Architecture(List.of(blocks));
    }

    /**
     * The multilayer perceptron of {@link KernelOptions} in another parametrisation; in NTK parametrisation that is {@link DenseNtk}.
     *
     * @param inputs d; of no effect in NTK parametrisation
     * @param width n of all hidden layers; of effect in standard parametrisation alone
     */
    public static Architecture mlp(
            KernelOptions options, Parametrisation parametrisation, Biases biases, int inputs, int width) {
        List<Block> blocks = new ArrayList<>();
        for (int l = 1; l <= options.hiddenLayers() + 1; l++) {
            blocks.add(layer(options, parametrisation, biases, l, l == 1 ? inputs : width));
            if (l <= options.hiddenLayers()) {
                blocks.add(new ActivationLayer(options.activation()));
            }
        }
        return new Architecture(blocks);
    }

    private static AffineLayer layer(
            KernelOptions options, Parametrisation parametrisation, Biases biases, int l, int fanIn) {
        double weight = options.weightVariance();
        double bias = options.biasVariance();
        if (biases == Biases.ABSENT && bias > 0) {
            throw new IllegalArgumentException("expected a bias variance of 0 without biases, found " + bias);
        }
        return switch (parametrisation) {
            case NTK -> AffineLayer.ntk(weight, bias);
            case STANDARD -> AffineLayer.standard(weight, bias, fanIn, biases);
            case MU_P -> {
                if (l == 1) {
                    yield AffineLayer.muPInput(weight, bias, fanIn, biases);
                }
                yield l <= options.hiddenLayers()
                        ? AffineLayer.muPHidden(weight, bias, biases)
                        : AffineLayer.muPReadOut(weight, bias, biases);
            }
        };
    }

    private static boolean requireGaussianity(List<Block> blocks, boolean input) {
        boolean gaussian = input;
        for (Block block : blocks) {
            if (block instanceof AffineLayer) {
                gaussian = true;
            } else if (block instanceof SkipConnection skip) {
                requireGaussianity(skip.branch(), gaussian);
            } else if (gaussian) {
                gaussian = false;
            } else {
                throw new IllegalArgumentException(
                        "expected an affine layer before an activation, which needs a Gaussian input, found none before "
                                + ((ActivationLayer) block).activation().name());
            }
        }
        return gaussian;
    }
}
