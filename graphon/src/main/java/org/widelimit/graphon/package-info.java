/**
 * Masks and graphons: the finite bipartite graph that pruning leaves in one layer, and the step function on the unit
 * square that it tends to as the layer gets wide. Rows are outputs and columns are inputs throughout.
 */
@NullMarked
package org.widelimit.graphon;

import org.jspecify.annotations.NullMarked;
