package org.widelimit.networks.pruning;

import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;

/**
 * What the last round saw in one prunable layer.
 *
 * @param layer the layer's name
 * @param scores (out, in)
 * @param threshold scores above it were kept; empty when nothing was to be pruned
 */
public record LayerScores(String layer, DMatrixRMaj scores, OptionalDouble threshold) {}
