/**
 * Gradient flow of a one-layer transformer from small initial values (arXiv 2510.06954): the exact flow, the effective dynamics of
 * the first stage with its blow-up and condensation, the key-query dynamics of the second stage with its collapse of rank,
 * and the diagnostics that tell how far each has gone.
 */
@NullMarked
package org.widelimit.gradientflow.transformer;

import org.jspecify.annotations.NullMarked;
