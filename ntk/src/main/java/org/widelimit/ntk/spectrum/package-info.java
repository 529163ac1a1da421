/**
 * Spectra of kernel matrices: eigenvalues, and the numbers by which spectra are compared.
 *
 * <p>For kernels of the limit and of finite networks alike.
 */
@NullMarked
package org.widelimit.ntk.spectrum;

import org.jspecify.annotations.NullMarked;
