/**
 * Pruning at initialisation: Random, Magnitude, SNIP, GraSP and SynFlow, scored and cut as in H. Tanaka et al., arXiv 2006.05467.
 *
 * <p>A pruner gives scores; rounds, schedule, scope and threshold are the same for all of them.
 */
@NullMarked
package org.widelimit.networks.pruning;

import org.jspecify.annotations.NullMarked;
