/**
 * Dual activations: expectations of an activation and of its derivative over a pair of correlated normal variables, in closed
 * form where there is one, by Hermite expansion and quadrature elsewhere, accurate up to correlations of exactly 1 and -1.
 */
@NullMarked
package org.widelimit.ntk.dual;

import org.jspecify.annotations.NullMarked;
