/**
 * Spectra of kernels, in the limit or of finite networks: eigenvalues, the metrics that papers report of them, alignment with targets, and the time
 * constants of training.
 */
@NullMarked
package org.widelimit.ntk.spectrum;

import org.jspecify.annotations.NullMarked;
