/**
 * Kernels of infinitely wide networks, NNGP and NTK: of dense networks, and of networks whose masks converge to graphons, in a forward
 * and a backward form.
 */
@NullMarked
package org.widelimit.ntk.kernel;

import org.jspecify.annotations.NullMarked;
