/**
 * Kernels of wide networks: in the limit ({@code kernel}, on the dual activations of {@code dual}) and at finite width
 * ({@code empirical}), and the spectra of both ({@code spectrum}).
 */
@NullMarked
package org.widelimit.ntk;

import org.jspecify.annotations.NullMarked;
