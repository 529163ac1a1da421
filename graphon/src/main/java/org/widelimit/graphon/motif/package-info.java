/**
 * Densities of small bipartite patterns in masks and graphons. They do not depend on the order of the units, so their
 * convergence is a check of convergence that needs no sorting.
 */
@NullMarked
package org.widelimit.graphon.motif;

import org.jspecify.annotations.NullMarked;
