package org.widelimit.validation.concentration;

import org.widelimit.ntk.spectrum.SpectralMetrics;

/**
 * One network that was pruned, and its kernels on the same images; means over draws where something is drawn.
 *
 * @param masked behind its masks weights drawn anew
 * @param inherited behind its masks the weights that pruning saw
 * @param newSigns these with their signs drawn anew
 * @param dense the weights of {@code masked} without masks
 * @param limit hidden layers of infinite width behind the network's own input layer, V = W
 * @param denseLimit of infinite width, without masks
 */
record NetworkSpectra(
        InputLayer inputLayer,
        String method,
        int width,
        SpectralMetrics masked,
        SpectralMetrics inherited,
        SpectralMetrics newSigns,
        SpectralMetrics dense,
        SpectralMetrics limit,
        SpectralMetrics denseLimit) {}
