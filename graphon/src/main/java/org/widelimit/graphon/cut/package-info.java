/**
 * The cut norm of rectangular matrices and the cut distance of graphons, as brackets that hold in floating point: the
 * lower end with the sets that reach it, the upper end with a certificate.
 */
@NullMarked
package org.widelimit.graphon.cut;

import org.jspecify.annotations.NullMarked;
