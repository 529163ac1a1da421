/**
 * Training under a constant tangent kernel: in closed form for the squared error, as an ordinary differential equation for any loss; what is learnt, how fast, and what is known of its error.
 *
 * <p>The lazy limit of gradient training (J. Lee et al., Wide neural networks of any depth evolve as linear models under gradient descent, arXiv 1902.06720).
 */
@NullMarked
package org.widelimit.ntk.dynamics;

import org.jspecify.annotations.NullMarked;
