/**
 * Dense linear algebra behind one interface with two implementations, OpenBLAS and EJML, that check each other; and
 * matrix-free operators with the Lanczos method. Every routine works in one thread, so its bits never depend on how
 * many there are.
 */
@NullMarked
package org.widelimit.numerics.linalg;

import org.jspecify.annotations.NullMarked;
