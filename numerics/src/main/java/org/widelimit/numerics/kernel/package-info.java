/**
 * Arithmetic of short arrays for the inner loops of integrations and kernels: products of small matrices, exponentials and hyperbolic tangents, functions of an angle. There is one
 * implementation in plain Java, and an optional one in vector instructions that returns the same bits.
 */
@NullMarked
package org.widelimit.numerics.kernel;

import org.jspecify.annotations.NullMarked;
