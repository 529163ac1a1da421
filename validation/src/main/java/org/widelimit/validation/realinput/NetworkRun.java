package org.widelimit.validation.realinput;

import org.widelimit.graphon.StepGraphon;

/**
 * What was found for one method at one width.
 *
 * @param method the pruner's name
 * @param width n
 */
record NetworkRun(String method, int width, Masks masks, Kernels kernels) {

    /**
     * The masks.
     *
     * @param densities of the layers from the input on
     * @param deadUnits hidden units that nothing passes
     * @param hiddenUnits all hidden units
     * @param pathDensity of the masks themselves
     * @param histogram sorted histogram of the middle layer, sorted in sample
     * @param inSample flatness of that histogram
     * @param heldOut flatness of the same with held-out sorting
     */
    record Masks(
            double[] densities,
            int deadUnits,
            int hiddenUnits,
            double pathDensity,
            StepGraphon histogram,
            Flatness inSample,
            Flatness heldOut) {

        /** The product of the layers' densities: the path density of masks without structure. */
        double nullPathDensity() {
            double product = 1;
            for (double density : densities) {
                product *= density;
            }
            return product;
        }
    }

    /**
     * RMS deviation of a histogram from its mean.
     *
     * @param method of the method's mask
     * @param nullModel mean over Erdos-Renyi masks of the same shape and density
     */
    record Flatness(double method, double nullModel) {

        double ratio() {
            return method / nullModel;
        }
    }

    /**
     * Tangent kernels of networks with these masks, each beside its limit.
     *
     * @param inherited the weights that the pruner saw; limit from W and V
     * @param newSigns these with their signs drawn anew; limit from W and V
     * @param newWeights weights drawn anew; limit from W, V = W
     * @param nullModel Erdos-Renyi masks of the layers' densities with weights drawn anew; limit: the product of the densities times the dense kernel
     */
    record Kernels(Comparison inherited, Comparison newSigns, Comparison newWeights, Comparison nullModel) {}
}
