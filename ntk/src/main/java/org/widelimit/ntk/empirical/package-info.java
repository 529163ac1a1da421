/**
 * Tangent kernels of finite networks, masked or not: layer by layer from activations and sensitivities, or from Jacobians; and their means over
 * networks.
 */
@NullMarked
package org.widelimit.ntk.empirical;

import org.jspecify.annotations.NullMarked;
