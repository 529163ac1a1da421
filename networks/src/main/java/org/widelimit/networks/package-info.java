/**
 * Finite networks: multilayer perceptrons with masks, their exact derivatives, and losses.
 *
 * <p>Layer {@code l} maps {@code n_(l-1)} units to {@code n_l}; weights and masks are stored (out, in).
 */
@NullMarked
package org.widelimit.networks;

import org.jspecify.annotations.NullMarked;
