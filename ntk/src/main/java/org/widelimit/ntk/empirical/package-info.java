/**
 * The tangent kernel of a finite network, dense or masked.
 *
 * <p>What the kernels of the limit are compared with.
 */
@NullMarked
package org.widelimit.ntk.empirical;

import org.jspecify.annotations.NullMarked;
